"""What people and programs touch: thin skins over flow and analyse."""
