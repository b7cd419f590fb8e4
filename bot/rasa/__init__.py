"""Rasa's two seams to us: what it says (in-process replies) and the channel that it listens on."""
