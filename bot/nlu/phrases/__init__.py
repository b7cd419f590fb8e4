"""The training phrases in data/nlu: where they stand, how they are read, checked and added."""
