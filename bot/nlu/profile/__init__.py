"""Reads what people tell about themselves: from their words to attributes of knowledge/attributes.yml."""
