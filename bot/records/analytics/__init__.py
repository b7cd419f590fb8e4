"""Conversations as they are counted: outcomes, figures, calls saved."""
