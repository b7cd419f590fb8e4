"""Answers "so it is $138 now and $391 after, right?": yes or no to what somebody says of their own case.

A claim is an amount, that it is free, the year of the first dues, or a category. A yes needs each claim to
hold, a no one that does not; where the facts or the pages leave one open, neither is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.conversation.acts import Acts
from bot.conversation.guide import Guide, Outcome
from bot.conversation.replies import Focus, Replies, as_outcome, joined
from bot.conversation.state import State
from bot.dues.after_training import first_dues_day, goes_on
from bot.eligibility.decision import Decision, Status
from bot.knowledge.categories import PricePolicy
from bot.knowledge.dues import Published
from bot.knowledge.loader import Knowledge
from bot.knowledge.replies import Kind
from bot.messages.blocks import Block, to_blocks
from bot.messages.decision_parts import plain_reason
from bot.messages.faq_messages import Message, message

_CONFIRMS = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|and|but|wait|well|hm+|ah|oh|thanks?)[\s,.!]+)*(?:so|then)\b(?![\s,]+(?:when|what|how|why|whom?|which|where)\b).*\?"
    r"|\b(?:right|correct|yes|no|yeah|true|huh|eh)\W*\?\W*$|\b(?:right|correct)\W*$"
    r"|\b(?:yes or no|y/n|yes/no|or not|am i right|do i (?:understand|have) (?:that|this|it) right)\b"
    r"|^\W*so\b(?![\s,]+(?:when|what|how|why|whom?|which|where)\b).*\bthen\W*$",
    re.IGNORECASE | re.DOTALL,
)
# "Still free?", "still 138?": asked of one thing, and not said of several.
_STILL = re.compile(r"\b(?:is|will|would|do|does|am|are)\b.{0,30}\bstill\b.*\?", re.IGNORECASE)
_FREE = re.compile(
    r"\b(?:is|it'?s|be|stays?|still|for|get it|goes|totally|completely|and)?\s?free\b(?! (?:cme|trial|to))|\bno (?:dues|fees?|charge|cost|bill)\b"
    r"|\b(?:do(?:es)?n'?t|do(?:es)? not|won'?t|will not|wouldn'?t|not) (?:have to |need to |gonna )?(?:pay|owe)\b"
    r"|\b(?:pays?|paying|owes?) (?:nothing|zero|0)\b|\bnothing (?:to pay|due|owed|until|till|yet|for)\b",
    re.IGNORECASE,
)
_NOT_FREE = re.compile(r"\b(?:not|no longer|isn'?t|never|stops? being) free\b", re.IGNORECASE)
_YEAR_OF_DUES = re.compile(
    r"\b(?:until|till|jan(?:uary)?(?: 1(?:st)?)?,?|starts?|starting|from|bill(?:ed)?|dues|due|pay|owe)\b(?: (?:is|are|in|on|for|of|the|my|january|jan|year))* (20[2-4]\d)\b",
    re.IGNORECASE,
)
# "138 now, then free in July" claims nothing of today by its second half.
_THEN_FREE = re.compile(
    r"\b(?:then|later|afterwards|and|from)\b.{0,16}\bfree\b.{0,24}\b(?:when|once|in|from|after|jan|jul\w*)\b|\bthen (?:it'?s )?free\b",
    re.IGNORECASE,
)
# What is said of a time to come is no claim about now, and the other way round.
_OF_LATER = re.compile(
    r"\b(?:after(?:wards?)?|later|then|once|when|next year|finish\w*|graduat\w*|first year|from|starting|jan(?:uary)?|20[2-4]\d)\b",
    re.IGNORECASE,
)
_OF_NOW = re.compile(
    r"\b(?:now|currently|today|this year|until|till|while|during|through(?:out)?)\b", re.IGNORECASE
)
_ASKS_WHEN = re.compile(r"\bwhen\b|\bonce\b|\bif\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!]+\s+")
# "Does that matter?", "so it changes nothing, correct?"
_CHANGES = re.compile(
    r"\bchanges? (?:nothing|anything)\b|\b(?:does|do|would|will) (?:that|it|this|they) (?:matter|change (?:it|that|anything|things))\b|\b(?:does|do)(?: not|n'?t) (?:change|matter)\b(?! to\b)",
    re.IGNORECASE,
)
# What somebody may do, and nothing of which was read, is not judged.
_MIGHT = re.compile(r"\b(?:might|may|maybe|could|would|instead)\b", re.IGNORECASE)
# "Could I join as an associate instead?", "a cheaper category, like associate?"
_AS_ANOTHER = re.compile(
    r"\b(?:can|could|may|might|whether|if|allowed to|possible to)\b.{0,20}\b(?:join|be|go|apply|become|switch|choose|pick)\b.{0,20}\binstead\b"
    r"|\b(?:join|be|go|apply|choose|pick)\b.{0,12}\b(?:associate|general|international|allied|retired)\b.{0,20}\b(?:instead|rather than)\b"
    r"|\b(?:cheaper|other|another|lower|different) (?:categor\w+|class\w*|memberships?|options?|tiers?|type)\b.{0,40}\b(?:like|such as|as an?|e\.?g\.?)\b",
    re.IGNORECASE,
)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_NO_WAY_IN = re.compile(
    r"\b(?:(?:that'?s|is that|it'?s|is it|thats|as?) a? ?no\b|can'?t join|cannot join|can not join|not (?:allowed|eligible|possible)|nothing for|yes or no|y/n|so no\b|then no\b|so nothing|(?:are|is|am) (?:just )?(?:out|excluded|left out)\b)",
    re.IGNORECASE,
)
# Aspects beside which a category that is named is claimed.
_OF_BELONGING = frozenset({"eligibility", "price", "sure", "free_when", "why"})
_WORDS_OF_A_CHANGE = 7
_BOARDS_ABROAD = frozenset({"foreign", "other_unlisted", "none"})
# Facts whose supposed change makes it another case.
_OF_A_CASE = frozenset("stage place program board field match school_place federal_service".split())


@dataclass(frozen=True)
class _Truth:
    """What holds of a case: `now` is None where the amount is not published."""

    category: str
    alternatives: tuple[str, ...]
    now: Decimal | None
    later: frozenset[Decimal]
    of_others: frozenset[Decimal]
    first_dues: int | None
    rises: bool

    def amount_holds(self, amount: Decimal) -> bool | None:
        if amount == self.now or amount in self.later:
            return True
        if amount in self.of_others:
            return False
        is_open = self.rises and amount > max(self.later, default=Decimal(0))
        return None if self.now is None or is_open else False

    def free_holds(self) -> bool | None:
        return None if self.now is None and self.rises else self.now == 0

    def year_holds(self, year: int) -> bool | None:
        return None if self.first_dues is None else year == self.first_dues

    def category_holds(self, category: str) -> bool | None:
        if category in self.alternatives:
            return None
        return category == self.category


class Confirmations:
    """`today` is the day for everything."""

    def __init__(self, knowledge: Knowledge, guide: Guide, replies: Replies, today: date) -> None:
        self._knowledge = knowledge
        self._guide = guide
        self._replies = replies
        self._today = today
        # Without a sign only what the pages name is an amount.
        named = "|".join(sorted(knowledge.dues.named_amounts()))
        self._amounts = re.compile(
            rf"\$\s?(\d[\d,]*)|\b(\d[\d,]*)\s?(?:dollars|usd|bucks)\b|\b({named})\b(?!\s*(?:years?|%|programs?))",
            re.IGNORECASE,
        )

    def answer(self, state: State, acts: Acts) -> Outcome | None:
        """Answer, and remember nothing of what is only supposed."""
        outcome = self._answer(state, acts)
        if outcome is None or not acts.hypothesis:
            return outcome
        told = self._guide.with_facts(state.about(acts.person), acts.facts)
        after, messages = outcome
        return after.but(told=told.told, turns=told.turns, decided=told.decided), messages

    def _answer(self, state: State, acts: Acts) -> Outcome | None:
        """Return a yes or a no with what it rests on; None where nothing is claimed, or a claim is open."""
        is_asked = acts.asks or _asks_for_a_no(acts.text)
        if not is_asked or self._is_of_another_case(state, acts):
            return None
        about = state.about(acts.person)
        told = {**acts.facts, **acts.hypothesis}
        about = self._guide.with_facts(about, told) if told else about
        decision = self._guide.decisions.decision_on(about.told) if about.told else None
        if decision is None:
            return None
        if decision.status in {Status.NO_CATEGORY, Status.REFER}:
            return self._no_way_in(about, acts, decision)
        focus = self._replies.focus_on(about)
        if focus is None:
            return None
        if chosen := self._chosen(about, acts, focus):
            return chosen
        if self._asks_for_a_change(about, acts, focus):
            return self._changes_nothing(about, acts, focus)
        return self._judged(about, acts, focus)

    def _is_of_another_case(self, state: State, acts: Acts) -> bool:
        supposed = acts.hypothesis.items()
        return any(name in _OF_A_CASE and state.told.get(name) != value for name, value in supposed)

    def _asks_for_a_change(self, state: State, acts: Acts, focus: Focus) -> bool:
        """Tell whether it is asked what something changes that changes nothing."""
        boards = set(acts.facts.get("board", ())) - _BOARDS_ABROAD
        # Whose training ends becomes one or the other by the certificate.
        weighs = bool(boards) or ("board" in acts.facts and "training_end" in state.told)
        weighs = weighs or any(
            name == "federal_service" or name.endswith(("_end", "_date", "_notice", "_start"))
            for name in acts.facts
        )
        # "Does it matter if my results come later" tells nothing that could be judged.
        is_told = bool(acts.facts or acts.hypothesis) or acts.words <= _WORDS_OF_A_CHANGE
        is_asked = bool(_CHANGES.search(acts.text)) and is_told and not weighs
        is_weighed = _MIGHT.search(acts.text) is not None and not acts.hypothesis
        return is_asked and not is_weighed and state.decided == focus.category

    def _changes_nothing(self, state: State, acts: Acts, focus: Focus) -> Outcome:
        """Say so, and answer what is asked beside it ("… and can I vote?")."""
        said = [self._guide.unchanged(state, {})]
        beside = next((name for name in acts.aspects if name not in _OF_BELONGING), None)
        made = self._replies.about(state, beside, focus) if beside else None
        return (made[0], [*said, made[1]]) if made else (state, said)

    def _judged(self, about: State, acts: Acts, focus: Focus) -> Outcome | None:
        """Return whether what is claimed holds; None where nothing is, or it is open."""
        if "sure" in acts.aspects or not (_CONFIRMS.search(acts.text) or _STILL.search(acts.text)):
            return None
        truth = self._truth(focus)
        claims = list(self._claims(acts, truth))
        verdicts = [holds for holds, _ in claims]
        if not verdicts or (None in verdicts and False not in verdicts):
            return None
        per = {"price": "per"} if "per" in acts.aspects else {}
        aspects = dict.fromkeys(per.get(aspect, aspect) for _, aspect in claims)
        verdict = "confirmed" if all(verdicts) else "not_so"
        return self._said(about, focus, verdict, list(aspects))

    def _claims(self, acts: Acts, truth: _Truth) -> Iterator[tuple[bool | None, str]]:
        """Return whether each claim holds, and the aspect that says how it is."""
        text = acts.text
        ahead = "first_dues" if truth.first_dues else "next_price"
        is_of_later = _OF_LATER.search(text) is not None
        is_of_later_only = is_of_later and not _OF_NOW.search(text)
        for match in self._amounts.finditer(text):
            amount = Decimal(next(part for part in match.groups() if part).replace(",", ""))
            later = amount in truth.later and amount != truth.now
            holds = truth.amount_holds(amount)
            is_open = not is_of_later if later else is_of_later_only
            yield None if holds and is_open else holds, ahead if later else "price"
        free = None if is_of_later_only else truth.free_holds()
        if _NOT_FREE.search(text):
            yield None if free is None else not free, "price"
        elif _FREE.search(text) and not _THEN_FREE.search(text):
            yield free, "price"
        for match in _YEAR_OF_DUES.finditer(text):
            yield truth.year_holds(int(match[1])), ahead
        for category in () if set(acts.aspects) - _OF_BELONGING else acts.categories:
            if truth.category_holds(category) is not False or self._names_only(acts):
                yield truth.category_holds(category), "why"

    def _truth(self, focus: Focus) -> _Truth:
        decision = focus.decision
        assert decision is not None
        owed_after = self._knowledge.rules.relations.owed_after.get(focus.category, ())
        others = self._of_others(focus.category)
        if focus.profile.get("stage") == "not_working":
            owed_after, others = (
                (),
                [],
            )  # what follows training without work the pages do not settle
        later = [self._amount(name) for name in owed_after]
        end = focus.profile.get("training_end")
        is_trainee = self._knowledge.rules.policy_of(focus.category) is PricePolicy.TRAINEE
        return _Truth(
            focus.category,
            decision.alternatives,
            decision.dues.amount,
            frozenset(amount for amount in later if amount is not None),
            frozenset(amount for amount in others if amount is not None),
            first_dues_day(end).year
            if isinstance(end, date) and is_trainee and not goes_on(focus.profile)
            else None,
            is_trainee,
        )

    def _of_others(self, category: str) -> list[Decimal | None]:
        """Return what others pay; what is owed after training may be owed by who is in practice."""
        owed_after = self._knowledge.rules.relations.owed_after
        ahead = (
            ()
            if category in owed_after
            else {name for line in owed_after.values() for name in line}
        )
        return [self._amount(name) for name in self._knowledge.dues.lines if name not in ahead]

    def _amount(self, line: str) -> Decimal | None:
        amount = self._knowledge.dues.amount(line, self._today)
        return amount.amount if isinstance(amount, Published) else None

    def _chosen(self, state: State, acts: Acts, focus: Focus) -> Outcome | None:
        """Answer "general or associate?" for a person: which of them it is."""
        named = acts.categories
        others = set(named) - {
            focus.category,
            *(focus.decision.alternatives if focus.decision else ()),
        }
        if others and _AS_ANOTHER.search(acts.text) and not acts.hypothesis:
            return self._said(state, focus, "not_a_choice", ["why"])
        if len(named) < 2 or not _OR.search(acts.text) or focus.decision is None:
            return None
        if {"after", "until", "switch", "difference", "price", "vote", "office", "rights"} & set(
            acts.aspects
        ):
            return None
        is_trainee = self._knowledge.rules.policy_of(focus.category) is PricePolicy.TRAINEE
        if is_trainee and focus.category not in named:
            # "General or associate then?" is asked of the time after.
            return as_outcome(self._replies.of_category(state, "difference", named[0]))
        return self._said(state, focus, "chosen" if focus.category in named else "not_so", ["why"])

    def _said(self, state: State, focus: Focus, verdict: str, aspects: list[str]) -> Outcome | None:
        decision = focus.decision
        assert decision is not None
        title = self._knowledge.rules.categories[focus.category].title
        messages: list[Message] = []
        for aspect in aspects:
            # A price now is asked of now, whatever was asked last.
            made = self._replies.about(state.but(aspect=None), aspect, focus)
            if made is None:
                return None
            state, reply = made
            messages.append(reply)
        first, *others = joined(messages)
        lead = to_blocks(self._text(verdict, category=title))
        if "why" in aspects and decision.alternatives:
            names = ", ".join(
                self._knowledge.rules.categories[other].title for other in decision.alternatives
            )
            first = {
                **first,
                "blocks": [*first["blocks"], *to_blocks(self._text("also", categories=names))],
            }
        before = self._replies.heading_of(state)
        blocks = [*before, *lead, *first["blocks"][len(before) :]]
        about = self._replies.about_decision(decision)
        return state, [{**_with(first, blocks), **about}, *others]

    def _no_way_in(self, state: State, acts: Acts, decision: Decision) -> Outcome | None:
        """Answer "so that is a no?" where no category fits, or the pages leave it open."""
        if not _asks_for_a_no(acts.text) or _ASKS_WHEN.search(acts.text):
            return None
        name = "no_category" if decision.status is Status.NO_CATEGORY else "left_open"
        reason = plain_reason(decision.because[0])
        blocks = [*self._replies.heading_of(state), *to_blocks(self._text(name, reason=reason))]
        return state.but(aspect="eligibility"), [message(Kind.CONTACT, blocks)]

    def _names_only(self, acts: Acts) -> bool:
        """Tell whether a category is all that a message claims."""
        return not self._amounts.search(acts.text) and not _FREE.search(acts.text)

    def _text(self, name: str, **values: str) -> str:
        return self._replies.sentence(name, **values)


def _asks_for_a_no(text: str) -> bool:
    """Tell whether the last that is said asks whether there is no way in."""
    last = _SENTENCE_END.split(text.strip())[-1]
    return _NO_WAY_IN.search(last) is not None


def _with(reply: Message, blocks: list[Block]) -> Message:
    text = message(Kind.NOTICE, blocks)["text"]
    return {**reply, "blocks": blocks, "text": text}
