"""Messages that need help before anything else: the learnt half beside the rules of knowledge/safety.yml."""
