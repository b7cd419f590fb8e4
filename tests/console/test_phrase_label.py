"""A phrase is for an answer that exists, or for what we do not answer."""

from __future__ import annotations

import pytest
from starlette.exceptions import HTTPException

from bot.console.phrase_label import OUT_OF_SCOPE, label_of


def test_an_answer_has_its_label(knowledge):
    assert label_of("membership/cme", knowledge) == "faq/membership_cme"


def test_what_we_do_not_answer_has_one_label_that_staff_may_use(knowledge):
    assert label_of(OUT_OF_SCOPE, knowledge) == "out_of_scope/other"


@pytest.mark.parametrize("answer", ["", "membership/nothing", "out_of_scope/clinical", "cme"])
def test_any_other_label_is_refused(knowledge, answer):
    with pytest.raises(HTTPException) as caught:
        label_of(answer, knowledge)
    assert caught.value.status_code == 422
