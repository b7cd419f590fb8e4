"""A preview is drawn with the widget's own style sheets and words."""

from __future__ import annotations

from starlette.testclient import TestClient

from bot.console import widget_look
from bot.settings import ROOT


def test_its_style_sheets_are_the_widgets_and_no_script_is_served(app):
    http = TestClient(app)
    for name in ("launcher.css", "panel.css"):
        response = http.get(f"/static/widget/{name}")
        assert response.headers["Content-Type"].startswith("text/css")
        assert response.text == (ROOT / "bot/gateway/static/assistant" / name).read_text("utf-8")
    assert http.get("/static/widget/panel.js").status_code == 404


def test_its_words_are_those_of_the_widget():
    assert widget_look.words()["title"] == "Membership assistant"


def test_every_class_of_the_preview_is_one_that_the_widget_draws(app):
    template = (ROOT / "bot/console/templates/widget_preview.html").read_text("utf-8")
    drawn = "".join(path.read_text("utf-8") for path in (ROOT / "bot/gateway/static").rglob("*.js"))
    for name in ("place", "panel", "top", "chat", "log", "mine", "message", "body", "sources"):
        assert f'"{name}' in template
        assert f".{name}" in drawn or f'"{name}' in drawn, name
