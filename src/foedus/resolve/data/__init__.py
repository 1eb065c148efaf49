"""The starter registry, as data: one organisation, product, person or threat a line in `registry.jsonl`."""
