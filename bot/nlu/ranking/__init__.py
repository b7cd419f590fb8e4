"""From a vector and words to an answer, an offer or a refusal."""
