"""From changes that staff made to what visitors get: files, training, comparison, release."""
