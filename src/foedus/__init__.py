"""Foedus reads the news and keeps the record of how organisations stand with one another."""
