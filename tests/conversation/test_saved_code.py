from __future__ import annotations

import pytest

from bot.conversation.saved_code import code_in


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("K7MP-4XQR", "K7MP-4XQR"),
        ("code k7mp4xqr please", "K7MP-4XQR"),
        ("my code is k7mp 4xqr", "K7MP-4XQR"),
        ("what does that year cost", None),
        ("PGY-3", None),
        ("", None),
    ],
)
def test_a_code_is_recognized_and_a_word_is_none(text, code):
    assert code_in(text) == code
