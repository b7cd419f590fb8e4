"""What visitors leave: conversations, feedback, call-backs, saved answers; and how long each is kept."""
