"""A quote adds up only what is known, and has the published shape."""

from __future__ import annotations

from decimal import Decimal

from bot.dues.quote import DuesNow, QuoteLine
from bot.knowledge.sources import Citation

CITES = Citation("join", "Who can join ACR?")


def line(amount, **more):
    return QuoteLine("Dues", None if amount is None else Decimal(amount), "A note.", CITES, **more)


def test_a_total_is_the_sum_of_lines_that_are_all_known():
    dues = DuesNow(Decimal("77.00"), "", (line("77.00"), line("150.00")))
    assert dues.total == Decimal("227.00")


def test_there_is_no_total_when_one_line_is_not_published():
    assert DuesNow(Decimal("77.00"), "", (line("77.00"), line(None))).total is None
    assert DuesNow(None, "").total is None


def test_the_published_shape():
    shape = DuesNow(Decimal("77.00"), "A note.", (line("77.00"),)).as_dict()
    assert shape["amount"] == shape["total"] == "77.00"
    assert (shape["currency"], shape["per"], shape["known"]) == ("USD", "membership year", True)
    assert shape["lines"][0] == {
        "label": "Dues",
        "amount": "77.00",
        "known": True,
        "note": "A note.",
        "page": "join",
        "heading": "Who can join ACR?",
    }


def test_an_amount_that_is_not_published_is_null():
    shape = DuesNow(None, "A note.", (line(None),)).as_dict()
    assert (shape["amount"], shape["known"], shape["total"]) == (None, False, None)
    assert (shape["lines"][0]["amount"], shape["lines"][0]["known"]) == (None, False)


def test_a_share_of_national_dues_is_named():
    assert line(None, share=Decimal("0.5")).as_dict()["share"] == "0.5"
    assert "share" not in line(None).as_dict()
