"""Which messages need help first, or hold what nobody should send."""

from __future__ import annotations

import re

from bot.conversation.career_questions import is_of_the_profession
from bot.conversation.user_turn import UserTurn
from bot.knowledge.safety import Safety, SafetyRule
from bot.messages.faq_messages import MEDICAL, PRIVATE

# From here on a message is taken for a danger that no rule saw.
_DANGER = 0.9
_WORDS_OF_A_DANGER = 3
_OTHER_LANGUAGE = "out_of_scope/other_language"
# Days, years and amounts are told by everybody; other numbers of two digits and more may be somebody's own.
_DAYS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d{1,2}(?:st|nd|rd|th)?\b|\b(?:19|20)\d\d\b|\$ ?\d+",
    re.IGNORECASE,
)
_NUMBER_OF_SOMEBODY = re.compile(r"\d\d|\d\w*[!@#$%&*]|[a-z]\d", re.IGNORECASE)


def safety_rule(text: str, turn: UserTurn, safety: Safety) -> SafetyRule | None:
    """Return the rule that a message falls under: by its words, or by what was learnt of danger.

    What was learnt counts where no rule calls the words harmless; two words say too little for it.
    """
    kind, probability = turn.danger
    rule = safety.rule_for(text)
    if rule and not (rule.kind == MEDICAL and is_of_the_profession(turn)):
        return rule
    is_too_short = len(text.split()) < _WORDS_OF_A_DANGER
    holds_no_data = kind == PRIVATE and not _NUMBER_OF_SOMEBODY.search(_DAYS.sub(" ", text))
    is_unlikely = is_too_short or holds_no_data or probability < _DANGER
    is_unlikely = is_unlikely or (kind == MEDICAL and turn.label == _OTHER_LANGUAGE)
    if is_unlikely or safety.is_innocent(text):
        return None
    return safety.rule(kind)
