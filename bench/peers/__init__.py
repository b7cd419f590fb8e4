"""Others to compare with: each learns from the same phrases and ranks the same labels."""
