"""From what a person tells to a membership category: why, why not, and what to ask next."""
