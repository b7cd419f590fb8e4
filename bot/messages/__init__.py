"""The messages that people see: built from knowledge, as blocks that hold no HTML."""
