"""Each file of the widget is sent as the browser asks for it, and stays the same until it changes."""

from __future__ import annotations

import base64
import gzip
import hashlib

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.gateway import widget
from bot.gateway.widget import WidgetFiles, joined


@pytest.fixture(scope="module")
def files():
    return WidgetFiles()


@pytest.fixture
def client(files):
    return TestClient(Starlette(routes=files.routes()))


def test_the_script_is_sent_compressed_where_that_is_understood(client, files):
    plain = client.get("/assistant.js", headers={"accept-encoding": "identity"})
    assert plain.text == files.files["assistant.js"].plain.decode()
    assert "content-encoding" not in plain.headers
    packed = client.get("/assistant.js", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    assert gzip.decompress(files.files["assistant.js"].gzipped) == plain.content


def test_what_a_browser_has_already_is_not_sent_again(client):
    tag = client.get("/assistant.js").headers["etag"]
    again = client.get("/assistant.js", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    other = client.get("/static/assistant/panel.js", headers={"if-none-match": tag})
    assert other.status_code == 200


def test_the_version_names_the_very_script_and_its_hash(client):
    version = client.get("/assistant.json").json()
    script = client.get(f"/{version['file']}").content
    digest = base64.b64encode(hashlib.sha384(script).digest()).decode()
    assert version["integrity"] == f"sha384-{digest}"
    assert script == client.get("/assistant.js").content


def test_every_language_has_a_file_of_its_kind(client):
    response = client.get("/static/assistant/locale/es.json")
    assert response.headers["content-type"].startswith("application/json")
    assert response.json()


@pytest.fixture
def parts(tmp_path, monkeypatch):
    monkeypatch.setattr(widget, "PARTS", tmp_path)
    (tmp_path / "a.js").write_text(
        'import { b } from "./b.js";\nexport function a() { return b; }\n'
    )
    (tmp_path / "b.js").write_text('import words from "./w.json";\nexport const b = words;\n')
    (tmp_path / "c.js").write_text(
        'import { a } from "./a.js";\nimport { b } from "./b.js";\na(b);\n'
    )
    (tmp_path / "w.json").write_text('{ "hello": "Hello" }')
    return tmp_path


def test_a_module_is_joined_after_those_that_it_needs_each_once(parts):
    text = joined(parts / "c.js")
    assert "import" not in text
    assert text.index("const b") < text.index("function a") < text.index("a(b)")
    assert text.count("const b =") == 1
    assert 'const words = {"hello":"Hello"};' in text


def test_only_what_the_entry_exports_leaves_the_joined_module(parts):
    assert joined(parts / "a.js").startswith("export const { a } = (() => {")
    assert joined(parts / "c.js").startswith("(() => {")
