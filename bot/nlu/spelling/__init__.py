"""Corrects the spelling of messages before anything learns from them or reads them."""
