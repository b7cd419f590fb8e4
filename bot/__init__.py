"""What the assistant concludes, and how people reach it."""
