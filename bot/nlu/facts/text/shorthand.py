"""What people type in haste, written out: `im a pgy2 rn, done w/ med skool`."""

from __future__ import annotations

import re

_WORDS = {
    "im": "i'm",
    "ive": "i've",
    "hes": "he's",
    "shes": "she's",
    "thats": "that's",
    "skool": "school",
    "skul": "school",
    "yr": "year",
    "yrs": "years",
    "bc": "because",
    "b4": "before",
    "til": "until",
    "till": "until",
    "nxt": "next",
    "stil": "still",
    "wat": "what",
    "mbr": "member",
    "mbrs": "members",
    "mbrship": "membership",
    "univ": "university",
    "uni": "university",
    "hosp": "hospital",
    "intl": "international",
    "carib": "caribbean",
    "prob": "probably",
    "rez": "residency",
    "bro": "brother",
    "bf": "boyfriend",
    "gf": "girlfriend",
    "hubby": "husband",
    "famly": "family",
    "docter": "doctor",
}
# In capitals these are names: "Wash U".
_SMALL_WORDS = {"u": "you", "ur": "your", "w": "with", "n": "and"}
_SMALL_WORD = re.compile(r"\b(?:u|ur|w|n)\b(?!['’/])")
_WORD = re.compile(r"\b(?:" + "|".join(_WORDS) + r")\b(?!['’/])", re.IGNORECASE)
# What is one thing in capitals, or in this company, and another elsewhere. In this order.
_SHAPES = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"(?<=[a-z]),? B\.?C\.(?=\s+[A-Z]|$)", " british columbia."),
        (r"(?<=[a-z]),? B\.?C\b\.?", " british columbia"),
        (
            r"\b((?i:vancouver|victoria|kelowna|surrey|burnaby|nanaimo|kamloops|richmond)),? bc\b",
            r"\1 british columbia",
        ),
        (r"\b((?i:tbilisi|batumi|kutaisi)),? [Gg]eorgia\b", r"\1"),
        (r"\bPerth,? WA\b", "perth"),
        # "In N.C.", "in Pa.", "in rural PA": states, as no other word stands there.
        (
            r"(?<=\b[Ii]n )([A-Z])\.\s?([A-Z])\b\.?(?!\w)(?<!L\.A)(?<!L\.A\.)(?<!U\.K)(?<!U\.K\.)",
            r"\1\2",
        ),
        (r"(?<=\b[Ii]n )(?:Pa|Va|Ga|La|Md|Ky|Vt|Ct|Mo|Ia)\.(?=\s|$)", "united states"),
        (
            r"(?<=\b[Ii]n )((?:rural|western|eastern|northern|southern|central|upstate|suburban|downstate) )?(?:PA|OK|OR|ME|HI|MS|MD|IN)(?=[.,;!?]|$)",
            r"united states",
        ),
        (r"\bFt\. ?(?=[A-Z])", "Fort "),
        (r"(?<=[a-z]), Mass\b\.?", ", massachusetts"),
        (r"\b[Hh]ome is (?:now )?(?=[A-Z])", "home in "),
        (
            (
                r"\bdr(?= (?:group|residen\w+|spot|program|fellow|fellowship|attending|practice)\b)"
                r"|(?<=\binto )dr\b|(?<=\bmatched )dr\b|(?<=\bin )dr(?= (?:at|in|on|and|this|next)\b|$|[,.])"
            ),
            "diagnostic radiology",
        ),
        (r"\bFRCP ?\(C\)", "frcpc"),
        (r"\bFFR ?\(RCSI\)", "ffrrcsi"),
        (
            r"(?i)\bpost[- ]?grad(?:uate)?[- ]year(?: (?:\d|one|two|three|four|five|six)\b)?",
            "resident",
        ),
        (r"\bpractis(?=(?:e[sd]?|ing)\b)", "practic"),
        (r"\bR\.R\.A\.?", "rra"),
        (r"\bM\.?D\.?[,/ -]+Ph\.?D\.? (?=student)", "medical "),
        (r"\bM\.D\.(?=\W|$)", "MD"),
        (r"\bPh\.D\.?(?=\W|$)", "PhD"),
        (r"\bD\.O\.(?=\W|$)", "DO"),
        (r"(?<=\w)@(?=[A-Z])|(?<=\s)@(?=\s)", " at "),
        (r"(?i)\bret'd\b", "retired"),
        (r"\bNM (?=physician|doc|doctor|resident|fellow)", "nuclear medicine "),
        (r"\bTY\b", "transitional year"),
        (r"(?i)\bprogramme(s?)\b", r"program\1"),
        (r"(?i)\bspeciali(?:ty|[sz]ation) (?=training|program)", "specialty "),
        (
            r"(?i)\b(?<=my )speciali[sz]ation\b|\b(?<=finished )speciali[sz]ation\b",
            "specialty training",
        ),
        # Several of one kind who speak for themselves: "we are four residents".
        (
            r"(?i)\b((?:we(?:'re| are)|i are|of us are|one of(?! (?:my|our|the|your)\b))\b(?: [\w-]+){0,4}? (?:resident|fellow|student|radiologist|oncologist|physicist|intern|trainee))s\b",
            r"\1",
        ),
        (r"\bw/o\b", "without"),
        (r"\bw/(?=\s|\w)", "with "),
        (r"\b[Bb]/c\b", "because"),
        (r"\b(\d)(?:yr|year)s?\b", r"\1 year"),
        (
            r"(?<!\ba )(?<!\ban )(?<!\bas )(?<!\bAn )\brn\b(?=\s*(?:$|[,.;!?)]|and\b|but\b))",
            "right now",
        ),
        (
            r"\bIM\b(?=\s+(?:resid|doc|attend|intern|prelim|pgy|in\b|at\b|spot|program))",
            "internal medicine",
        ),
        (
            r"(?<=[Ii]nto )IM\b|(?<=[Tt]o )IM\b|(?<=[Dd]oing )IM\b|(?<=[Ii]n )IM\b",
            "internal medicine",
        ),
        (r"\bEM\b", "emergency medicine"),
        (r"\b[Gg]en(?:eral)? surg\b", "general surgery"),
        (r"(?:^|(?<=\ba )|(?<=\bA )|(?<=\bas )|(?<=[.!?] ))PA\b(?=\s|,)", "physician assistant"),
        (
            r"\b[Rr]ad\b(?!\s*-?\s*(?i:onc|tech|therap|physic|resid|fellow|biol|nurse|admin|assist|dep|group|practice|program))",
            "radiologist",
        ),
        (r"\b[Vv]a beach\b", "virginia"),
        (
            r"(?i:\b(?:richmond|norfolk|charlottesville|roanoke|arlington|alexandria|fairfax|reston|hampton|lynchburg|chesapeake|newport news|falls church|mclean|vienna|blacksburg)),? V\.?A\.?(?=[\s.,;!?]|$)",
            "virginia",
        ),
    )
)
_DROPPED_G = re.compile(
    r"\b(do|go|work|think|apply|reapply|wait|hop|try|start|finish|practic|study|pay|mov|liv)in['’]?(?=[\s,.!?]|$)",
    re.IGNORECASE,
)


# Citizenship decides nothing, and names a place that is none.
_CITIZENSHIP = re.compile(
    r"\b(?:u\.?s\.?a?\.?|american|canadian|us|united states) (?:cit(?:izen(?:ship)?)?|passport|national(?:ity)?|born)\b",
    re.IGNORECASE,
)
# Who is on leave is still what they are.
_LEAVE = re.compile(
    r"\b(?:currently |now )?on (?:a |an )?(?:maternity|paternity|parental|family|medical|sick|fmla) leave\b",
    re.IGNORECASE,
)
_TRAINEE = re.compile(r"\b(?:residen(?:t|cy)|fellow(?:ship)?|pgy\W?\d)\b", re.IGNORECASE)


def spell_out(text: str) -> str:
    text = _CITIZENSHIP.sub("", text)
    if _TRAINEE.search(text):
        text = _LEAVE.sub("", text)
    for pattern, becomes in _SHAPES:
        text = pattern.sub(becomes, text)
    text = _DROPPED_G.sub(r"\1ing", text)
    text = _SMALL_WORD.sub(lambda match: _SMALL_WORDS[match.group()], text)
    return _WORD.sub(lambda match: _WORDS[match.group().lower()], text)
