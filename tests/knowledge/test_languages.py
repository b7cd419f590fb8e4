"""Which language a message is in: at least two words must say so, and more than say English."""

from __future__ import annotations

import pytest

from bot.knowledge.languages import parse_languages
from tests.knowledge.conftest import entry, refusal


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("cuanto cuesta la membresia", "es"),
        ("¿puedo pagar?", "es"),
        ("j'ai oublié mon mot de passe", "fr"),
        ("quero ser membro", "pt"),
        ("was kostet die Mitgliedschaft", "de"),
        ("quanto costa l'iscrizione", "it"),
        ("我是放射科住院医师", "zh"),
        ("كم رسوم العضوية", "ar"),
        ("Сколько стоит членство", "ru"),
        ("会費はいくらですか", "ja"),
    ],
)
def test_another_language_is_noticed(knowledge, text, language):
    assert knowledge.languages.of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Who is Dr. Müller?",
        "non payment",
        "non member price",
        "I'm a residente in Boston, how much cuesta",
        "hola, how much is it",
        "switch intl MIT to US MIT",
        "Los Angeles chapter dues",
        "Des Moines, Las Vegas and San Juan",
        "can a résumé replace the letter",
        "I'm from São Paulo and Córdoba, how do I join",
        "O'Brien, d'Angelo and L'Oréal",
        "what if I die",
        "come on, per diem",
        "is 王 a member",
        "",
    ],
)
def test_english_with_a_foreign_word_or_name_stays_english(knowledge, text):
    assert knowledge.languages.of(text) is None


def test_one_word_is_enough_where_the_ranking_says_so_too(knowledge):
    assert knowledge.languages.of("hola") is None
    assert knowledge.languages.of("hola", fewest=1) == "es"


FILE = """
languages: {xx: {words: foo bar, letters: ø, marks: ‽, elided: q}}
english: the
neutral: baz
"""


def test_words_letters_marks_and_elisions_count(knowledge):
    languages = parse_languages(entry(FILE))
    assert languages.of("foo bar") == "xx"
    assert languages.of("foo bør") == "xx"
    assert languages.of("q'abc foo") == "xx"
    assert languages.of("what‽") == "xx"
    assert languages.of("foo Bør") is None
    assert languages.of("foo bar the the") is None
    assert languages.of("foo baz") is None


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [("foo bar", "Foo bar", "languages.xx.words"), ("letters", "sounds", "languages.xx.sounds")],
)
def test_what_is_off_is_named(old, new, key):
    assert refusal(parse_languages, entry(FILE.replace(old, new)))[0] == key
