"""The built-in reader's weights."""
