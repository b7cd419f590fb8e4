"""What the assistant concludes, and how people reach it."""

from bot.rasa import missing_tensorflow

# Here, since it must have happened before anything of ours imports Rasa.
missing_tensorflow.register()
