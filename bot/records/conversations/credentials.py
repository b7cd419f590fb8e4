"""Finds what opens something for whoever has it: passwords, codes, keys, names of accounts, links."""

from __future__ import annotations

import re

from bot.records.conversations.spans import IS, Places, spans

_LINK = re.compile(
    r"(?:\bhttps?://|(?<![\w.-])(?:www\.|[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/))\S*[^\s.,;:!?)]",
    re.IGNORECASE,
)
# A question mark, a value behind a #, a name before an @, a long part that no person would write, a short
# address that hides where it leads: each may open something.
_OPENS_SOMETHING = re.compile(
    r"[?@]|/(?:verif|reset|confirm|activat|invit|token|magic)\w*/.|#\S*=|/(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{20,}|\b(?:bit\.ly|t\.co|tinyurl\.com|is\.gd|goo\.gl)/",
    re.IGNORECASE,
)
# The page of a person, unless it is the College's own.
_PROFILE = re.compile(
    r"\b(?:linkedin\.com/in|facebook\.com|instagram\.com|twitter\.com|\bx\.com)/(?!\w*acr)\w",
    re.IGNORECASE,
)

_WORD_BEFORE = (
    r"(?:pass ?(?:word|code|wd|phrase)s?|pw|pwd|passwort|kennwort|contraseña|mot de passe|senha)"
)
_PIN = r"(?:pin(?: code| number)?|pass(?=\s*(?:is\b|was\b|[:=])))"
# Letters alone may be any word ("my password is wrong"): a digit or a sign within is asked for.
_PASSWORD = re.compile(
    rf"\b(?:{_WORD_BEFORE}|{_PIN})(?!\w)(?:\s*(?:\b(?:is|was|(?:that )?i used?)\b|[:=]|-(?= )))*\s*"
    r"['\"(]?(?P<it>(?=\S*\d|\w+[^\w\s.,/?!;'-]\w)(?!\[)\S{3,}[^\s,.;?)'\"])",
    re.IGNORECASE,
)
_PASSWORDS_BESIDE = re.compile(
    r"(?:\btried |\bused? |^)(?P<it>(?=\S*\d)(?=\S*[a-z])[^\s,\[]{5,40}) as (?:my |the |a )?pass ?word\b"
    rf"|\b{_WORD_BEFORE}(?: are| is|:) (?P<ending>(?=\S*\d)[^\s,\[]{{4,40}} (?:and|or) (?=\S*\d)[^\s,\[]{{4,40}})",
    re.IGNORECASE,
)
# With a colon or in quotes it is one, whatever it looks like.
_PLAIN_PASSWORD = re.compile(
    rf"\b(?:{_WORD_BEFORE}|pass)(?:\s*[:=]\s*['\"]?(?P<colon>(?!\[)[^\s'\"\[]{{3,}})"
    r"|(?: is| was)?\s+(?P<quote>['\"])(?P<quoted>[^'\"\[]{3,40})(?P=quote))",
    re.IGNORECASE,
)
_ONE_TIME_CODE = re.compile(
    r"\b(?:otp|2fa|mfa|cvv2?|cvc"
    r"|(?:verification|security|sign-?in|login|one-?time|2fa|auth\w*) (?:code|pass(?:word|code)))\b"
    + IS
    + r"(?P<it>\d{3,8})\b",
    re.IGNORECASE,
)
# Six digits are what such codes have; a postal code is called one by the word before.
_CODE_OF_SIX = re.compile(
    r"(?<!zip )(?<!post )(?<!postal )(?<!cpt )\bcode\b(?: (?:from|by|in) (?:the |my |an? )?(?:sms|text|e-?mail|app|phone))?"
    + IS
    + r"(?P<it>\d{3}-?\d{3})\b",
    re.IGNORECASE,
)
_SECRET_ANSWER = re.compile(
    r"\b(?:security|secret|recovery) answer(?: is| was|:)\s+(?P<it>(?!\[)[^\s,.;?!]{3,40})",
    re.IGNORECASE,
)
# As machines make them: a signed token, a key with its kind before it, letters and digits without end.
_KEY = re.compile(
    r"\beyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]{4,}|\b(?:sk|pk|rk|ghp|gho|xox[abps])[-_][\w-]{14,}"
    r"|\b(?-i:A[KS]IA[A-Z\d]{12,})\b"
    r"|(?<![\w/.@-])(?=(?:[a-z_]*\d){3})(?=\d*[a-z_])\w{20,}(?![\w@])",
    re.IGNORECASE,
)
# A word alone may be any ("login page", "my username is wrong").
_ACCOUNT_NAME = re.compile(
    r"\b(?:user(?: ?name| ?id)?|login|log-?in)\b(?:\s*[:=]\s*(?P<colon>[^\s,;\[]{3,})"
    # With the password behind a stroke.
    r"|\s+is\s+(?P<ending>[\w.@-]{3,40} ?/ ?[^\s,;\[]{4,40})"
    r"|\s+(?:is\s+)?(?P<it>(?=[\w.-]*[\d_])[\w.-]{4,}))",
    re.IGNORECASE,
)
# In a network of people, unless it is the College's own.
_HANDLE = re.compile(r"(?<![\w.@+-])@(?!\w*acr)[a-z_][\w.]{2,29}\b", re.IGNORECASE)


def links(text: str) -> Places:
    """Yield links that may open something for whoever has them; a plain link to a page stays."""
    for match in _LINK.finditer(text):
        if _OPENS_SOMETHING.search(match.group()) or _PROFILE.search(match.group()):
            yield match.span()


def passwords(text: str) -> Places:
    for pattern in (
        _PASSWORDS_BESIDE,
        _PASSWORD,
        _PLAIN_PASSWORD,
        _ONE_TIME_CODE,
        _CODE_OF_SIX,
        _SECRET_ANSWER,
        _KEY,
    ):
        yield from spans(pattern, text)


def account_names(text: str) -> Places:
    for pattern in (_ACCOUNT_NAME, _HANDLE):
        yield from spans(pattern, text)
