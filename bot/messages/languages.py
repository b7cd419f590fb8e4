"""Guesses the language of a short message well enough to say, in it, that we answer in English."""

from __future__ import annotations

import re

_SCRIPTS = (
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
# Signs and letters that only one of our languages has.
_SIGNS = (
    ("es", re.compile(r"[¿¡ñ]", re.IGNORECASE)),
    ("pt", re.compile(r"[ãõ]", re.IGNORECASE)),
    ("de", re.compile(r"[ßäöü]", re.IGNORECASE)),
    ("fr", re.compile(r"[êœ]|\b(?:l|d|j|qu)['’](?=[a-zéèêàâîô])", re.IGNORECASE)),
)
# Small words that the languages do not share with English or, mostly, with one another.
_WORDS = {
    "es": frozenset(
        "el los las una para como cómo qué que puedo soy estoy es cuánto cuanto cuesta "
        "hola gracias quiero quisiera necesito dónde médico ser y mi con sobre puede pagar membresía".split()
    ),
    "fr": frozenset(
        "le les des une pour comment je suis est combien bonjour merci puis quel "
        "quelle quels où médecin être et mon ma vous puis-je voudrais parler gratuit adhésion".split()
    ),
    "pt": frozenset(
        "o os uma para como eu sou estou é quanto custa olá obrigado quero preciso "
        "onde médico ser e meu minha não você posso faço quais sou no na".split()
    ),
    "de": frozenset(
        "der die das ein eine für wie ich bin ist viel kostet hallo danke kann möchte "
        "wo arzt werden und mein meine nicht sie was mitglied mitgliedschaft habe".split()
    ),
    "it": frozenset(
        "il gli una per come io sono è quanto costa ciao grazie posso vorrei dove "
        "medico essere e mio mia non ho sono uno iscrizione parla".split()
    ),
}


def language_of(text: str, fewest: int = 2) -> str | None:
    """Return a two-letter code, or None when fewer than `fewest` of its small words are there."""
    for language, script in _SCRIPTS:
        if script.search(text):
            return language
    for language, sign in _SIGNS:
        if sign.search(text):
            return language
    words = set(re.findall(r"\w+", text.lower()))
    scores = {language: len(words & small) for language, small in _WORDS.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] >= fewest else None
