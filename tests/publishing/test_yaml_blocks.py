"""One block of a YAML text changes; every other byte stays, comments and blank lines too."""

from __future__ import annotations

import pytest

from bot.publishing.yaml_blocks import find, insert_after, remove, replace

TEXT = """\
# About the file.

# first/group
one:
  says: "A: text"  # why
  page: join

  # below a blank line
  heading: >-
    Who can
    join?
# second/group
two:
  says: Other.
  "page": hub
"""


@pytest.mark.parametrize(
    ("path", "first", "last"),
    [
        (("one",), "one:", "    join?"),
        (("one", "says"), '  says: "A: text"  # why', '  says: "A: text"  # why'),
        (("one", "heading"), "  heading: >-", "    join?"),
        (("two",), "two:", '  "page": hub'),
        (("two", "page"), '  "page": hub', '  "page": hub'),
    ],
)
def test_a_block_is_its_key_with_all_that_stands_deeper(path, first, last):
    lines = find(TEXT, path).splitlines()
    assert (lines[0], lines[-1]) == (first, last)


@pytest.mark.parametrize("path", [("three",), ("one", "link"), ("three", "says"), ("says",)])
def test_what_is_not_there_is_not_found_and_not_changed(path):
    assert find(TEXT, path) == ""
    for change in (lambda: replace(TEXT, path, "x"), lambda: remove(TEXT, path)):
        with pytest.raises(KeyError):
            change()
    with pytest.raises(KeyError):
        insert_after(TEXT, path, "x")


def test_a_block_is_replaced_where_it_stands():
    assert replace(TEXT, ("two", "says"), "  says: New.\n") == TEXT.replace("Other.", "New.")


def test_a_block_goes_and_the_comments_of_its_neighbours_stay():
    text = remove(TEXT, ("one",))
    assert text == TEXT[: TEXT.index("one:")] + TEXT[TEXT.index("# second") :]


def test_a_block_comes_after_another_before_the_comment_of_the_next():
    text = insert_after(TEXT, ("one",), "new:\n  says: It.\n")
    assert "    join?\nnew:\n  says: It.\n# second/group\ntwo:" in text
    assert text.replace("new:\n  says: It.\n", "") == TEXT


def test_a_text_that_ends_without_a_line_break_gets_one_before_what_follows():
    assert insert_after("one: 1", ("one",), "two: 2\n") == "one: 1\ntwo: 2\n"


def test_lines_end_only_where_yaml_ends_them():
    text = "one: a\u2028two: b\nthree: c\n"
    assert find(text, ("two",)) == ""
    assert remove(text, ("one",)) == "three: c\n"
