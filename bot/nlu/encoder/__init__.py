"""Texts to vectors: the sentence encoder, and the Rasa component that runs it."""
