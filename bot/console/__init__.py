"""The console, which is for staff: phone assist, figures, unanswered questions, call-backs, reviews, knowledge."""
