from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from bot.errors import KnowledgeError
from bot.knowledge.loader import KNOWLEDGE
from bot.knowledge.yaml_reader import Entry


def entry(text):
    """What a file with this text is read as."""
    return Entry("file.yml", "", YAML(typ="safe", pure=True).load(text))


def content_of(name):
    """What one of the files of knowledge/ holds, to change it and parse it anew."""
    return YAML(typ="safe", pure=True).load((KNOWLEDGE / name).read_text(encoding="utf-8"))


def refusal(parse, *arguments, **options):
    """Return key and sentence of what `parse` refuses."""
    with pytest.raises(KnowledgeError) as error:
        parse(*arguments, **options)
    assert error.value.file == "file.yml"
    return error.value.key, error.value.problem
