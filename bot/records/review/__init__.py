"""What staff work through: unanswered questions, near misses, reviews, accepted phrases."""
