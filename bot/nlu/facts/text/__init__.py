"""The groundwork of reading facts: clauses, tags, days, places, and whom a clause is about."""
