"""The public door: the chat API, the widget, and pages that work without JavaScript."""
