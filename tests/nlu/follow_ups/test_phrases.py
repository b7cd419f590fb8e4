"""A file is an aspect, a line a message; a line of another form is named."""

from __future__ import annotations

import pytest

from bot.errors import SetUpError
from bot.nlu.follow_ups.phrases import FOLDER, FollowUpPhrase, read_follow_ups


def write(root, name, content):
    path = root / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def test_each_line_is_a_message_with_its_time_and_writer(tmp_path):
    write(tmp_path, "price.tsv", "now\tabroad\thow much is\nahead\tstudents\tcost once i match\n")
    file = f"{FOLDER}/price.tsv"
    assert list(read_follow_ups(tmp_path)) == [
        FollowUpPhrase("how much is", "price", is_ahead=False, writer="abroad", file=file),
        FollowUpPhrase("cost once i match", "price", is_ahead=True, writer="students", file=file),
    ]


@pytest.mark.parametrize("line", ["how much", "later\tabroad\thow much", "now\t\thow much"])
def test_a_line_of_another_form_is_refused_with_its_place(tmp_path, line):
    write(tmp_path, "price.tsv", f"now\tabroad\thow much is\n{line}\n")
    with pytest.raises(SetUpError, match=r"price\.tsv: line 2"):
        list(read_follow_ups(tmp_path))
