"""What people say to steer a conversation, rather than to answer or to ask in it."""

from __future__ import annotations

import re

BACK, WHY, UNSURE, STOP, RESTART, CHANGE = "back", "why", "unsure", "stop", "restart", "change"
SAVE, SAVE_NOW, LETTER, CHECK_LETTER, CALENDAR, PRINT, ERASE, HELP_CODE = (
    *("save", "save_now", "letter", "check_letter", "calendar", "print", "erase", "use_code"),
)
RESUME, HUMAN = "resume", "human"

_ASK_FOR = r"(?:(?:can|could|would|will) (?:you|i|we) |please |i(?:'d| would) like (?:you )?to |i want (?:you )?to |how (?:do|can) i |let me |help me (?:to )?)*"
_PATTERNS = (
    (
        SAVE,
        rf"{_ASK_FOR}(?:save|keep|store) (?:this|it|that|my (?:answers?|progress|results?)|everything|these)(?: (?:for (?:later|me)|with a code|please))*",
    ),
    (
        CHECK_LETTER,
        rf"{_ASK_FOR}(?:re-?check|check|look at|review|verify|read) (?:my|this|the|a|another|the (?:new|corrected)|my (?:new|corrected)) letter(?: (?:again|please))*|is my letter (?:ok|okay|good|enough|complete|right)",
    ),
    (
        LETTER,
        rf"{_ASK_FOR}(?:write|draft|make|create|prepare|give me|get|generate)(?: me)? (?:the|a|my) (?:(?:request|verification|sample|template)\w* )*(?:letter|template|request)(?: (?:for me|please|for (?:a|the) letter|of verification))*|request for a letter",
    ),
    (
        CALENDAR,
        rf"{_ASK_FOR}(?:add (?:it|this|that|the dates?|them) to my )?(?:calendar|ics)(?: (?:file|entry|please|dates?))*|{_ASK_FOR}(?:get|have|download|send me|put) (?:the |a |my |these )?(?:dates? )?(?:in(?:to)? )?(?:my |a |the )?calendar(?: file)?",
    ),
    (
        PRINT,
        rf"{_ASK_FOR}print(?: (?:this|it|that|the (?:summary|result|conversation)|out|a summary|please))*|printable summary|{_ASK_FOR}(?:get|have|download) (?:a |the )?(?:pdf|print-?out|summary)",
    ),
    (
        ERASE,
        rf"{_ASK_FOR}(?:erase|delete|forget|remove|wipe|clear) (?:this|it|me|everything|all(?: of (?:it|this))?|my (?:data|answers?|conversation|chat|messages)|this (?:chat|conversation)|the (?:chat|conversation)|what i (?:said|wrote|told you))(?: (?:please|now))*",
    ),
    (
        HELP_CODE,
        r"how (?:do|can|does|would) (?:i|one|you|we) use (?:my|the|this|that|a) (?:saved )?code|where do i (?:enter|type|put) (?:my|the) code|what (?:do i do with|is) (?:my|the|this) code(?: for)?|i have a code",
    ),
    (
        RESUME,
        r"(?:please )?(?:continue|go on|resume|carry on|keep going|let'?s continue|proceed|where were we|pick up where we left off)(?: please)?",
    ),
    (
        HUMAN,
        r"(?:(?:a |an real |real |live |speak to |talk to |i want |give me |get me |connect me (?:to|with) |can i (?:talk|speak) (?:to|with) |please )*)(?:human|person|representative|rep|agent|operator|supervisor|manager|someone real|real person|live (?:chat|agent|person)|somebody|customer service|staff|human being)(?: please| now)?",
    ),
    (
        BACK,
        r"(?:please )?(?:go|take me|step|one|move)?\s*back(?: one| a step| please| up)?|previous(?: question)?|undo(?: that)?|last question again",
    ),
    (
        WHY,
        r"(?:but |and )?why(?: (?:do|are|would|should|does|is)\b.*(?:ask|need|know|want|matter|relevant|important).*)?|what(?:'s| is) (?:that|this|it) for|what does (?:that|it|this) (?:mean|matter)|how is (?:that|this) relevant|why (?:that|this)(?: question)?|what do you mean(?: by .+)?|what does .+ mean|i (?:don'?t|do not) (?:understand|get)(?: (?:that|it|this|the question|you))*|huh|(?:please |can you |could you )*explain(?: (?:that|it|this|the question))*(?: please)?",
    ),
    (
        STOP,
        r"(?:please )?(?:stop|cancel|quit|exit|enough|never ?mind|forget it|abort|end(?: this)?|leave it)(?: (?:it|this|that|please|asking|the questions|now|here|for now|me|so many questions))*|i(?:'m| am) done|that'?s enough|no more questions|(?:no thanks?,? )?(?:stop|quit) asking.*|i(?:'d| would) rather not(?: (?:answer|say) any(?:thing| more| questions?))? continue|no,? thanks?(?: you)?|no thank you",
    ),
    (
        RESTART,
        r"(?:please |let'?s |can (?:i|we) )*(?:start|begin|try)(?: (?:over|again|from (?:scratch|the (?:start|beginning))|anew|all over))+|restart|reset|from scratch|new start",
    ),
    (
        CHANGE,
        r"(?:i (?:want|need|would like|'d like) to |can i |let me |please )*(?:change|correct|edit|fix)(?: (?:an?|my|one|the|that|last))* ?(?:answers?|something|it|that)?",
    ),
    (
        UNSURE,
        r"(?:i(?:'m| am) )?(?:really |honestly )?(?:not (?:so |too |really |100 ?% )?(?:sure|certain)|unsure|uncertain)(?: (?:about (?:that|it|this)|yet|tbh|really))*|(?:i )?(?:really |honestly )?(?:don'?t|do not|dont) know(?: (?:that|yet|really|tbh|it|sorry|for sure))*|(?:i have |i've )?(?:no|not a) (?:idea|clue)(?: (?:sorry|tbh|really|yet))*|idk|dunno|(?:i )?can'?t (?:say|tell|remember)|unknown|(?:i )?(?:don'?t|do not|can'?t) (?:remember|recall)|hard to say|maybe|not known|skip(?: (?:it|this|that))?|pass|(?:i(?:'d| would) )?(?:rather|prefer)(?: to)? not(?: to)?(?: (?:say|answer|tell|disclose|share))?(?: that| this| you)?|none of (?:the|your) (?:above|business)|none of (?:these|those|them)|n/?a|(?:it )?does(?:n'?t| not) apply|not applicable|(?:it'?s|it is) (?:complicated|hard to say|private|personal)|complicated|(?:i )?(?:don'?t|do not) want to (?:say|answer|tell)(?: (?:that|you))?|no comment|why should i tell you|both and neither|something else entirely",
    ),
)
_COMPILED = tuple(
    (name, re.compile(rf"(?:{pattern})[\s.!?…]*", re.IGNORECASE)) for name, pattern in _PATTERNS
)
_CORRECTS = re.compile(
    r"\b(?:actually|sorry|correction|i meant|i mean|not .+ but|change (?:my|the|that)|should (?:be|have been)|wrong|mistake|instead|scratch that|no wait|wait|oops|changed? (?:it )?to)\b",
    re.IGNORECASE,
)
_LONGEST_FILLER = 40


def command_in(text: str) -> str | None:
    """Return what the person wants to do, if the message says just that."""
    plain = re.sub(
        r"^(?:um+|uh+|hmm+|well|ok(?:ay)?|sorry|please|oh|hm|honestly|actually)[\s,.!…]+",
        "",
        text.strip().replace("’", "'"),
        flags=re.IGNORECASE,
    )
    plain = re.sub(r"\s*,\s*", " ", plain)
    plain = re.sub(r"^i ?d (?=rather|prefer)", "i'd ", plain, flags=re.IGNORECASE)
    plain = re.sub(r"^im (?=not|done|unsure)", "i'm ", plain, flags=re.IGNORECASE)
    if len(plain) > 2 * _LONGEST_FILLER:
        return None
    return next((name for name, pattern in _COMPILED if pattern.fullmatch(plain)), None)


_NOT_SURE = re.compile(
    r"\b(?:sure|certain|unsure|uncertain|know|idea|clue|idk|dunno|say|tell|remember|recall|skip|pass|maybe|not known|unknown)\b",
    re.IGNORECASE,
)


def is_unsure(text: str) -> bool:
    """Tell whether somebody says that they do not know, rather than that nothing of it is so."""
    return _NOT_SURE.search(text) is not None


def corrects(text: str) -> bool:
    """Tell whether the message takes back something that was said before."""
    return _CORRECTS.search(text) is not None


# "Residency up in Canada, how many years": what stands before it is the setting.
_ASKS_LAST = re.compile(r"[,;.:] (?:and |but |so )?how (?:many|long)\b[^.]*$")


# "391 is for who", "student 0 right"
_ASKS_AT_END = re.compile(
    r"[,.;] any(?:thing)? (?:for|else|other|in)\b[^.]*$|"
    r"\w.* (?:for|is|means?|pays?|to) (?:who|what|whom)$|\w.* (?:right|correct|or not)$|"
    r"\w.* (?:what happens|what then|then what|which)$"
)
# One sentence of several may be the question: "I run our interest group. Does the College help?"
SENTENCES = re.compile(r"(?<=[.!?;])\s+")
_SENTENCE_END = re.compile(r"[.;!\n]+\s+")
# Every word of an opening stands here once: read in two ways, a hundred of them take for ever.
_ASKS = re.compile(
    r"(?:(?:and|but|so|then|(?:ok|okay|wait|first|hold on|sorry|well|oh|hm+|just|btw|one more|separately|also|lastly|anyway|quick question|other q(?:uestion)?|thanks|thx|ty|thank you|cool|great|fine|good|(?:one )?(?:last|final|more|another) (?:thing|one|question|q)|finally)[,:.!]?) )*(?:how'?s?|what'?s?|who'?s|where'?s|when(?! (?:i|he|she) (?:was|did|were))|where|who|which|why|can|could|do|does|did|is|are|am|will|would|should|may|must|shall|has|have (?:i|he|she)|any (?:way|chance|discounts?|reductions?|fees?|rights|benefits|perks|\w+ groups?|events?|tips|advice)|is there)\b"
)
# Somebody speaks on in these sentences, and asks nothing.
_NO_QUESTION = re.compile(
    r"(?:(?:may|will)(?: \d|$)|who (?:is|was)\b|which (?:is|was)\b|do(?:ing)? my\b)"
)
# "May 2029", "may 30, 2026"
_MONTH = re.compile(r"may \d")
_ASKS_AFTER_A_COMMA = re.compile(
    r",\s*(?:and |so |but )?(?:(?:should|can|could|may|must|do|does|would|will) (?:i|we|he|she|they|you|it)|how (?:do|can) (?:i|we|he|she|they)|how (?:much|long) (?:do|does|will|is|can|should)|how (?:bad|hard|often|many)|is (?:it|the|this|that)|(?:when|where|what|which|who|why) (?:do|does|did|will|is|are|am|can|could|may|should|must|would)|(?:is|are) there)\b"
)


def asking_sentences(text: str) -> list[str]:
    """Return the sentences of a text that are questions."""
    return [sentence for sentence in SENTENCES.split(text) if asks_something(sentence)]


def asks_something(text: str) -> bool:
    """Tell whether the message is a question rather than an answer, or holds one."""
    plain = text.strip().lower()
    if (
        "?" in plain
        or _ASKS_AT_END.search(plain)
        or _ASKS_LAST.search(plain)
        or (_ASKS.match(plain) and not _MONTH.match(plain))
        or _ASKS_AFTER_A_COMMA.search(plain)
    ):
        return True
    _, *others = _SENTENCE_END.split(plain)
    return any(_ASKS.match(part) and not _NO_QUESTION.match(part) for part in others)
