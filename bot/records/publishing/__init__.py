"""Drafts of answers, removals of phrases, and publications: what was made live when, by whom."""
