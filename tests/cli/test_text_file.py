"""Files that a command is given: read, or named with what is wrong."""

from __future__ import annotations

import pytest

from bot.cli.text_file import text_of
from bot.errors import SetUpError
from testkit.command import run


def test_a_file_is_read_as_utf_8(tmp_path):
    file = tmp_path / "text"
    file.write_bytes("“é”".encode())
    assert text_of(file) == "“é”"


def test_a_file_that_is_not_there_is_named(tmp_path):
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(SetUpError, match=f"there is no file {path}"):
            text_of(path)


@pytest.mark.parametrize(
    "command", [["decide", "--batch"], ["evaluate"], ["dues", "import", "--dry-run"]]
)
def test_what_is_no_text_is_named_and_ends_with_status_2(tmp_path, command):
    file = tmp_path / "binary"
    file.write_bytes(b"\xff\xfe")
    done = run(*command, str(file))
    assert done.returncode == 2
    assert f"{file} cannot be read as UTF-8 text" in done.stderr
    assert "Traceback" not in done.stderr
