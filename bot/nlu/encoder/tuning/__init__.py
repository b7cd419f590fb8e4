"""Tuning the encoder's upper layers to how people ask for our answers: offline, with NumPy alone."""
