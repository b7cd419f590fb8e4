"""What a few words in the middle of a conversation ask for, learnt from such words."""
