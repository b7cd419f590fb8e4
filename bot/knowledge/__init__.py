"""Reads knowledge/, refuses by file and key whatever is off, hands out frozen objects."""
