"""The gateway, which is public: the chat API, the widget, and pages that work without JavaScript."""
