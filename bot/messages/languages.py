"""Guesses the language of a short message well enough to say, in it, that we answer in English."""

from __future__ import annotations

import re

_SCRIPTS = (
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
# Small words that the languages do not share with English or, mostly, with one another.
_WORDS = {
    "es": frozenset(
        "el los las una para como cómo qué que puedo soy estoy es cuánto cuanto cuesta "
        "hola gracias quiero necesito dónde médico ser y mi".split()
    ),
    "fr": frozenset(
        "le les des une pour comment je suis est combien bonjour merci puis quel "
        "quelle où médecin être et mon ma vous".split()
    ),
    "pt": frozenset(
        "o os uma para como eu sou estou é quanto custa olá obrigado quero preciso "
        "onde médico ser e meu minha não você".split()
    ),
    "de": frozenset(
        "der die das ein eine für wie ich bin ist viel kostet hallo danke kann möchte "
        "wo arzt werden und mein meine nicht sie".split()
    ),
    "it": frozenset(
        "il gli una per come io sono è quanto costa ciao grazie posso vorrei dove "
        "medico essere e mio mia non".split()
    ),
}


def language_of(text: str, fewest: int = 1) -> str | None:
    """Return a two-letter code, or None when fewer than `fewest` of its small words are there."""
    for language, script in _SCRIPTS:
        if script.search(text):
            return language
    words = set(re.findall(r"\w+", text.lower()))
    scores = {language: len(words & small) for language, small in _WORDS.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] >= fewest else None
