"""What a person says about themselves: from their words to attributes of knowledge/attributes.yml."""
