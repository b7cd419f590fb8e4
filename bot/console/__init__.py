"""The staff door: phone assist, figures, unanswered questions, call-backs, reviews, knowledge."""
