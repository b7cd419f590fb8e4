"""What somebody owes, when, and what the pages do not say about it."""
