"""Members in practice: first years, then the full line; chapters and the federal discount beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.knowledge.dues import Period, Published
from tests.dues.conftest import TODAY, publish

JUNE = date(2025, 6, 30)


def profile(ends=JUNE, **more):
    return {"training_end": ends, **more}


def labels(dues):
    return [line.label for line in dues.lines]


def test_the_first_year_after_training_is_published(pays):
    dues = pays("general", profile())
    assert dues.amount == Decimal("77.00")
    assert dues.note == "First year after training, national dues only; chapter dues come on top."


@pytest.mark.parametrize(("ends", "year"), [(2024, "second"), (2023, "third"), (2022, "fourth")])
def test_the_next_three_years_have_a_line_each(pays, ends, year):
    dues = pays("general", profile(date(ends, 6, 30)))
    assert dues.amount is None
    assert labels(dues)[0] == f"National dues, {year} year"
    assert "rise over the first four years" in dues.note


def test_a_later_year_that_is_published_is_quoted_without_denial(pays, knowledge):
    dues = publish(knowledge.dues, "national_year_2")
    quoted = pays("general", profile(date(2024, 6, 30)), dues=dues)
    assert quoted.amount == Decimal("900.00")
    assert "schedule of dues" not in quoted.note


def test_after_four_years_the_full_line_holds(pays):
    assert labels(pays("general", profile(date(2021, 6, 30))))[0] == "National dues, general member"


def test_a_medical_physicist_has_another_full_line(pays):
    dues = pays("general", {"profession": "medical_physicist"})
    assert labels(dues)[0] == "National dues, general member, medical physicist"
    dues = pays("associate", {"profession": "medical_physicist"})
    assert labels(dues) == ["National dues, associate member"]


@pytest.mark.parametrize(
    ("history", "gaps"),
    [
        ("never", ("G38",)),
        ("student", ("G38",)),
        ("unknown", ("G38",)),
        ("international_mit", ("G26",)),
        ("in_practice", ("G23",)),
        (None, ()),
    ],
)
def test_joining_in_the_year_training_ends_is_for_staff(pays, history, gaps):
    dues = pays("general", profile(date(2026, 6, 30), acr_history=history))
    assert (dues.amount, dues.staff) == (None, gaps)


def test_a_former_trainee_owes_nothing_until_january(pays):
    dues = pays("general", profile(date(2026, 6, 30), acr_history="mit"))
    assert dues.amount == 0
    assert "from 2027-01-01 on" in dues.note
    assert "$77, plus chapter dues" in dues.note


def test_a_late_first_position_leaves_two_counts(pays):
    dues = pays("general", profile(date(2024, 6, 30), paid_position_on=date(2026, 2, 1)))
    assert (dues.amount, dues.staff) == (None, ("G23",))


@pytest.mark.parametrize("service", ["active_duty", "va", "usphs"])
def test_the_federal_discount_is_half_of_national_dues(pays, service):
    dues = pays("general", {"federal_service": service})
    discount = dues.lines[-1]
    assert (discount.share, discount.amount) == (Decimal("0.5"), None)
    assert dues.staff == ()


def test_the_discount_of_a_full_amount_needs_no_staff(pays, knowledge):
    dues = pays("general", {"federal_service": "va"}, dues=publish(knowledge.dues, "general"))
    assert (dues.amount, dues.staff) == (Decimal("900.00"), ())


@pytest.mark.parametrize(
    ("category", "service", "words"),
    [
        ("general", "va", "combines with the first-year amount"),
        ("associate", "va", "stated for general members"),
        ("general", "reserve_guard", "does not mention reserves"),
        ("associate", "reserve_guard", "does not mention reserves"),
    ],
)
def test_a_discount_that_the_page_leaves_open_is_for_staff(pays, category, service, words):
    dues = pays(category, profile(federal_service=service))
    assert dues.staff == ("G34",)
    assert words in dues.note


@pytest.mark.parametrize("service", ["veteran", "other", "none"])
def test_other_service_changes_nothing(pays, service):
    assert pays("general", {"federal_service": service}) == pays("general", {})


def test_general_members_choose_up_to_two_chapters(pays):
    (_, chapters) = pays("general", {}).lines
    assert (chapters.label, chapters.amount) == ("Chapter dues", None)
    assert "up to 2 chapters" in chapters.note
    assert labels(pays("associate", {})) == ["National dues, associate member"]


def test_only_active_duty_waives_the_chapter(pays):
    waived = [
        service
        for service in ("active_duty", "va", "usphs")
        if "may waive" in pays("general", {"federal_service": service}).lines[1].note
    ]
    assert waived == ["active_duty"]


def test_a_chapter_that_is_loaded_is_named(pays, knowledge):
    cites = knowledge.dues.line("chapter").cites
    amount = Published(Decimal("150.00"), TODAY, None, cites)
    ohio = replace(
        knowledge.dues.line("chapter"), name="Ohio", periods=(Period(TODAY, None, amount),)
    )
    dues = pays("general", {}, dues=replace(knowledge.dues, chapters={"Ohio": ohio}))
    assert "Ohio $150.00" in dues.lines[1].note
    assert "not published" not in dues.lines[1].note
