"""What a visitor downloads: its weight, and what must not be in it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re

import pytest

from bot.gateway.widget import PANEL, PARTS, STATIC, WidgetFiles, joined, texts
from bot.settings import ROOT

MODULES = sorted([STATIC / "assistant.js", *PARTS.glob("*.js")])
LOCALES = {path.stem: json.loads(path.read_text()) for path in PARTS.glob("locale/*.json")}
LARGEST_BEFORE_OPENING = 2560
LARGEST = 15 * 1024
# In English; the styles and the sentences come with the panel.
FIRST_OPENING = ("assistant.js", PANEL)


@pytest.fixture
def sizes(gateway):
    def size(name):
        with gateway.stream("GET", f"/{name}", headers={"Accept-Encoding": "gzip"}) as response:
            assert response.headers["Content-Encoding"] == "gzip"
            return len(b"".join(response.iter_raw()))

    return {name: size(name) for name in FIRST_OPENING}


def test_little_is_loaded_before_the_first_opening(sizes):
    assert sizes["assistant.js"] <= LARGEST_BEFORE_OPENING


def test_all_of_it_keeps_to_its_budget(sizes):
    assert sum(sizes.values()) <= LARGEST, sizes


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_nothing_parses_text_as_markup_or_code(path):
    bad = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser|createContextualFragment|setHTML|srcdoc|\bstyle="
    assert not re.findall(bad, path.read_text())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_nothing_asks_in_a_window_that_a_frame_may_forbid(path):
    asks = r"\bwindow\.(?:confirm|alert|prompt|open)\(|(?<![.#\w])(?:confirm|alert|prompt)\("
    assert not re.findall(asks, path.read_text())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_nothing_names_another_site(path):
    assert not re.findall(r"https?://[\w.]", path.read_text())


def test_what_is_joined_has_no_name_twice_and_imports_nothing():
    declared = r"^(?:export )?(?:async )?(?:const|let|function|class) (\w+)"
    names = [
        name
        for path in PARTS.glob("*.js")
        for name in re.findall(declared, path.read_text(), re.MULTILINE)
    ]
    assert len(names) == len(set(names))
    text = joined(PARTS / "panel.js")
    assert set(names) <= set(re.findall(declared, text, re.MULTILINE))
    assert "import " not in text
    assert re.findall(r"^export .*", text, re.MULTILINE) == [
        "export const { createPanel } = (() => {"
    ]


def test_the_styles_and_the_english_sentences_come_with_the_panel():
    text = dict(texts())[PANEL]
    assert [sentence for sentence in LOCALES["en"].values() if sentence not in text] == []
    assert ".composer" in text


def test_every_language_has_every_sentence_with_the_same_places_to_fill():
    def holes(strings):
        return {key: sorted(re.findall(r"{\w+}", text)) for key, text in strings.items()}

    for strings in LOCALES.values():
        assert holes(strings) == holes(LOCALES["en"])


def test_every_sentence_is_used_and_every_sentence_used_is_there():
    code = "\n".join(path.read_text() for path in MODULES)
    quoted = set(re.findall(r'"([a-z_.]+)"', code))
    families = ("topic.", "reason.", "field.", "error.", "confirm.")
    unused = {key for key in LOCALES["en"] if key not in quoted and not key.startswith(families)}
    assert not unused
    assert not set(re.findall(r'\bt\("([a-z_.]+)"', code)) - set(LOCALES["en"])


def test_the_first_words_are_those_of_the_locales():
    loader = (STATIC / "assistant.js").read_text()
    for locale in LOCALES:
        assert re.search(rf"^  {locale}: \[", loader, re.MULTILINE)


class TestTheFilesOverHttp:
    def test_may_be_loaded_by_sites_that_were_named(self, gateway):
        for name in FIRST_OPENING:
            response = gateway.get(f"/{name}", headers={"Origin": "https://society.example"})
            assert response.headers["Access-Control-Allow-Origin"] == "https://society.example"
            assert "Origin" in response.headers["Vary"]

    def test_may_not_be_loaded_by_others(self, gateway):
        response = gateway.get("/assistant.js", headers={"Origin": "https://evil.example"})
        assert "Access-Control-Allow-Origin" not in response.headers

    def test_are_not_sent_again_unchanged(self, gateway):
        first = gateway.get("/assistant.js")
        again = gateway.get("/assistant.js", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_are_the_same_compressed_or_not(self, gateway):
        plain = gateway.get("/assistant.js", headers={"Accept-Encoding": "identity"})
        files = WidgetFiles().files["assistant.js"]
        assert plain.content == gzip.decompress(files.gzipped)

    def test_each_module_can_be_read_as_it_was_written(self, gateway):
        assert gateway.get("/static/assistant/view.js").text == (PARTS / "view.js").read_text()

    def test_the_version_has_an_address_and_a_hash_of_its_own(self, gateway):
        version = gateway.get("/assistant.json").json()
        content = gateway.get(f"/{version['file']}").content
        assert content == gateway.get("/assistant.js").content
        digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
        assert version["integrity"] == f"sha384-{digest}"

    def test_the_version_is_that_of_the_panel_too(self):
        panel = WidgetFiles().files[PANEL].plain.decode()
        digest = hashlib.sha256(panel.encode()).hexdigest()[:12]
        assert f"{PANEL}?{digest}" in WidgetFiles().files["assistant.js"].plain.decode()

    def test_the_types_name_every_method_and_event_of_the_guide(self, gateway):
        types = gateway.get("/static/assistant.d.ts").text
        guide = (ROOT / "docs/embedding.md").read_text()
        for name in ("open(", "close(", "ask(", "answer", "miss", "feedback", "handoff", "error"):
            assert name in types
            assert name in guide

    def test_every_attribute_of_the_guide_is_read_somewhere(self):
        guide = (ROOT / "docs/embedding.md").read_text()
        table = guide.partition("## Attributes")[2].partition("## Colours")[0]
        attributes = re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE)
        written = "\n".join(path.read_text() for path in (*MODULES, *PARTS.glob("*.css")))
        assert len(attributes) >= 11
        assert [name for name in attributes if not re.search(rf"\b{name}\b", written)] == []
