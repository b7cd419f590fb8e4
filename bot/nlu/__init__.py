"""Rasa graph components of our own: sentence encoder, answer selector, profile entities."""
