"""A form of a page, as a browser without scripts would send it."""

from __future__ import annotations

from html.parser import HTMLParser


def filled_form(page, action):
    """Return what the form of this address sends, a list of values by name, without its token."""
    reader = _FormReader(action)
    reader.feed(page)
    assert reader.fields, f"no form is sent to {action}"
    reader.fields.pop("token", None)
    return reader.fields


class _FormReader(HTMLParser):
    def __init__(self, action):
        super().__init__()
        self.fields = {}
        self._action = action
        self._is_inside = False
        self._text = self._choice = None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self._is_inside = attributes.get("action") == self._action
        if not self._is_inside:
            return
        if tag == "input":
            self._add_input(attributes)
        elif tag == "textarea":
            self._text = self.fields.setdefault(attributes["name"], [])
            self._text.append("")
        elif tag == "select":
            self._choice = attributes["name"]
        elif tag == "option" and self._choice and "selected" in attributes:
            self.fields[self._choice] = [attributes["value"]]

    def _add_input(self, attributes):
        is_sent = attributes.get("type") != "checkbox" or "checked" in attributes
        if is_sent and "name" in attributes:
            self.fields.setdefault(attributes["name"], []).append(attributes.get("value", "on"))

    def handle_data(self, data):
        if self._text is not None:
            self._text[-1] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._text = None
        elif tag == "select":
            self._choice = None
        elif tag == "form":
            self._is_inside = False
