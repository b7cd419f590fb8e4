"""One module for each group of attributes: what the clauses say about it."""
