"""Answers what is asked: for a person where their facts decide it, else for the category spoken of, else in general."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.conversation.acts import Acts
from bot.conversation.aspect_reader import RIGHTS
from bot.conversation.changes_ahead import speaks_of_failing
from bot.conversation.commands import SENTENCES
from bot.conversation.coordinators import GROUPS
from bot.conversation.guide import Guide, Outcome
from bot.conversation.open_cases import OpenCases
from bot.conversation.personal_answers import DAYS_OF_A_REFUND, FROM_DATES
from bot.conversation.replies import Focus, Replies, as_outcome, joined
from bot.conversation.retirement_notice import notice_to_come
from bot.conversation.state import CATEGORY, State
from bot.conversation.told_in_context import day_of
from bot.conversation.user_turn import OF_THE_PROFESSION
from bot.dues.after_training import first_dues_day, goes_on, six_months_after
from bot.eligibility.decision import Status
from bot.knowledge.aspects import ANY, Subject
from bot.knowledge.categories import PricePolicy
from bot.knowledge.loader import Knowledge
from bot.messages.faq_messages import Message
from bot.nlu.facts.text.dates import find_days

_SEVERAL = re.compile(
    r"\?.+\?|\band (?:how|what|when|can|do|is|which|if|whether|may|where)\b|\balso\b|\bplus\b|&|\(?\b[abc123]\)|, (?:how|what|can|is)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"^(?:and|but|so|ok(?:ay)?|what about|how about|then)\b|\b(?:that|it|they|them|those|this|these|one)\b",
    re.IGNORECASE,
)
# A question that nothing answers is still one about the person's membership when it is this short.
_FEW_WORDS = 5
_WORDS_OF_A_TOPIC = 20
_MOST_ASKED = 3
_FACTS_OF_A_CASE = 3
_FACTS_OF_A_PERSON = 2
_ABOUT_BELONGING = frozenset(
    "eligibility apply after start why sure decides documents leave benefits".split()
)
_OF_A_CASE = _ABOUT_BELONGING | {"price"}
# A decision says what it costs.
_OF_A_CARD = {"eligibility", "price"}
# Asked beside a case that is told whole, these are answered after the decision.
_BESIDE_A_DECISION = frozenset(
    {"documents", "after", "until", "leave", "first_dues", "benefits", "switch"}
)
# "Should I tell you now or in January?" has told nobody yet.
_WHEN_TO_TELL = re.compile(
    r"\bshould (?:i|he|she|we)\b.{0,20}\b(?:tell|notify|wait)\b", re.IGNORECASE
)
# "At the VA" alone asks for no discount.
ASKS_FOR_LESS = re.compile(r"\b(?:discount\w*|half|off|reduc\w+|cheaper)\b|%", re.IGNORECASE)
# "And later as a general member?" says which.
_AS_A = re.compile(r"\bas an?\b", re.IGNORECASE)
_TODAY = re.compile(
    r"\b(?:pay|owe|free|cost) (?:right |as of )?(?:now|today|currently)\b", re.IGNORECASE
)
# "Why is there no number": what is said of amounts that are not published.
_NO_AMOUNT = re.compile(r"\b(?:numbers?|amounts?|figures?|prices?)\b", re.IGNORECASE)
_HOW = re.compile(r"\b(?:how|what)\b", re.IGNORECASE)
_LEANS = re.compile(r"(?:and|but|so|ok(?:ay)?)\b.*\b(?:that|it|they|them|those)\b", re.IGNORECASE)
_MOST_OFFERED = 3
_SURELY_ELSE = 0.8
_LIKELY = 0.5
# A ranking of this certainty over a whole sentence is not corrected by single words of it.
_SURE = 0.95
# Themes whose questions hold the words of an aspect ("how much do radiologists earn") and ask none.
_OF_CAREERS = frozenset(f"out_of_scope/{theme}" for theme in ("pay", "jobs"))
_SALARY = re.compile(r"\b(?:salar\w+|earn\w*|wages?|income|paycheck)\b", re.IGNORECASE)
# Those of which one published answer says it all.
_STATED = frozenset("refund discount chapters".split())
_WAYS_TO_REACH = frozenset({"phone", "whom", "link"})
# Whoever tells these of retiring asks for what was paid.
_OF_A_REFUND = frozenset({"dues_paid_year", "retirement_notice"})
# Whoever becomes something else asks these of it.
_OF_A_CHANGE = frozenset(
    "renewal switch start after until first_dues tell apply eligibility no_board difference schedule".split()
)
_WORDS_OF_A_CHANGE = 20
# "So which one will I be in January?"
_WHICH_THEN = re.compile(
    r"\bwhich (?:one|category|membership|member)\b.{0,30}\b(?:then|in january|will|now)\b",
    re.IGNORECASE,
)
# Of who changes something each of these asks whether, and when, the College is told.
_TELLING = frozenset({"tell", "notice"})
# Whoever moves to another state asks these of their chapter.
_OF_A_MOVE = frozenset({"switch", "tell"})
# Told beside a question for days ("on leave, when do I start paying"), these are not what is asked.
_CIRCUMSTANCES = frozenset({"leave", "visit"})
# Of who studies and of who trains something else is said.
_OF_A_STAGE = frozenset({"documents", "renewal", "until", "apply"})
_OF_DAYS = frozenset({"first_dues", "after", "refund"})
# Of these one reply says it all.
_OF_MEMBERS = frozenset("vote board_seat committee office refund chapters renewal counts".split())
# Of somebody's service these are asked of the discount that was spoken of.
_OF_A_DISCOUNT = frozenset({"counts", "part_time", "reserve", "renewal", "per"})
_YEAR = re.compile(r"\b(20[2-4]\d)\b|\b(next year)\b|\bthis year\b", re.IGNORECASE)
# "And in January?", "from July 1?": nothing but a day or a month.
_ONLY_A_DAY = re.compile(
    r"\W*(?:(?:and|so|or|but|then|from|by|after|before|until|till|for|in|on|as of|what about|how about|come)\W+)*"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?: \d{1,2}(?:st|nd|rd|th)?)?(?:,? 20\d\d)?"
    r"(?: then| on)?\W*(?:[,?;.]\W*(?:still|with|without|no|if)\b.*)?",
    re.IGNORECASE,
)
# In a longer message only a year that dues are said to be of.
_YEAR_OF_DUES = re.compile(
    r"\b(?:for|in|of|my|dues|bill|fees?|price|pay|owe|jan(?:uary)?)\W+(?:the )?(?:(?:year|whole of) )?(?:(20[2-4]\d)\b|(next year)\b|this year\b)",
    re.IGNORECASE,
)
_FINISHED = re.compile(r"\b(?:finished|ended|completed|done)\b", re.IGNORECASE)
_TRAINING = re.compile(r"\b(?:fellowship|residency|training)\b", re.IGNORECASE)
_OF_FIRST_YEARS = frozenset({"first_year", "later_years", "bill"})
_YEAR_WORDS = 7
_OF_MONEY = frozenset({"price", "first_dues", "per"})
_YEARS_AHEAD = 6
_SPEAKS_OF_SOMEBODY = re.compile(r"\b(?:i|me|my|we|our|he|she|his|her|him)\b", re.IGNORECASE)
# What must be known of somebody before an answer can be theirs.
IDENTIFYING = {"stage", "profession", "program", "match", "field"}


class Questions:
    def __init__(
        self, knowledge: Knowledge, guide: Guide, replies: Replies, cases: OpenCases, today: date
    ) -> None:
        self._knowledge = knowledge
        self._aspects = knowledge.aspects
        self._refund = knowledge.dues.retirement_refund
        self._guide = guide
        self._replies = replies
        self._cases = cases
        self._today = today
        self._exact = self._aspects.with_trait("exact")
        self._at_their_word = self._aspects.with_trait("at_their_word")
        self._the_same_for_all = self._aspects.with_trait("same_for_all")

    def asked(self, state: State, acts: Acts) -> Outcome | None:
        """Answer the questions of a message; None where it asks nothing that we know."""
        if acts.turn.label in _OF_CAREERS and _SALARY.search(acts.text):
            return None
        if _TODAY.search(acts.text):
            state = state.but(aspect=None)  # "and what do I pay now?" leans on nothing that comes
        return (
            self._of_day(state, acts)
            or self._of_year(state, acts)
            or self._of_refund(state, acts)
            or self._of_first_year(state, acts)
            or self._of_another(state, acts)
            or self._by_content(state, acts)
        )

    def repeated(self, state: State, aspect: str | None) -> Outcome | None:
        """Return what was asked last, answered for the person now in focus."""
        if aspect in {None, "eligibility", "apply"}:
            return None
        focus = self._replies.focus_on(state)
        made = self._replies.about(state, str(aspect), focus) if focus else None
        return as_outcome(made)

    def _of_day(self, state: State, acts: Acts) -> Outcome | None:
        """Answer "and in January?": what the days that were told say of then."""
        if not _ONLY_A_DAY.fullmatch(acts.text) or acts.person != state.person or acts.aspects:
            return None
        focus = self._replies.focus_on(state)
        if focus is None or focus.decision is None or state.pending:
            return None
        policy = self._knowledge.rules.policy_of(focus.category)
        aspect = "free_when" if policy is PricePolicy.INTERNATIONAL_TRAINEE else "until"
        if "training_end" in state.told:
            aspect = "after"
        return as_outcome(self._replies.about(state, aspect, focus))

    def _of_year(self, state: State, acts: Acts) -> Outcome | None:
        """Answer "and in 2028?": the dues of that year, where the facts and the schedule say them."""
        year = self._year_asked(state, acts)
        if year is None or not self._today.year <= year <= self._today.year + _YEARS_AHEAD:
            return None
        on = self._today if year == self._today.year else date(year, 1, 1)
        state = self._guide.with_facts(state, acts.facts)
        decision = self._guide.decisions.decision_on(state.told)
        if decision is None or decision.status is not Status.DECIDED:
            return None
        if year == self._first_dues_year(state, decision.category):
            answer = self._replies.personal.answer(
                "first_dues", decision.category, decision, self._guide.profile(state)
            )
            if answer:
                return state.but(aspect="first_dues"), [
                    self._replies.message_of(answer, decision, [], "first_dues")
                ]
        later = self._guide.decisions.decide(state.told, on)
        first = self._first_dues_year(state, decision.category)
        is_after = first is not None and year > first
        is_open = later.status is not Status.DECIDED and self._is_trainee(decision.category)
        if is_open or is_after:
            focus = Focus(decision.category, decision, self._guide.profile(state))
            return as_outcome(self._replies.about(state, "next_price", focus))
        if later.status is not Status.DECIDED:
            return None
        decision = later
        answer = self._replies.personal.answer(
            "price", decision.category, decision, self._guide.profile(state)
        )
        if answer is None:
            return None
        before = self._replies.heading("in_year", year=str(year))
        return state.but(aspect="price"), [
            self._replies.message_of(answer, decision, before, "price")
        ]

    def _of_first_year(self, state: State, acts: Acts) -> Outcome | None:
        """Say which year is the first after training, to whom a day of its end was told: "which is the 77 one?"."""
        leans = state.aspect == "first_year" and _YEAR.search(acts.text) is not None
        is_of_it = leans or {"first_year", "later_years"} & set(acts.aspects)
        if not is_of_it or acts.categories or acts.hypothesis:
            return None
        about = state.about(acts.person)
        end = day_of({**about.told, **acts.facts}.get("training_end"))
        says_so = _FINISHED.search(acts.text) and (
            "first_year" in acts.aspects
            or state.aspect in _OF_FIRST_YEARS
            or _TRAINING.search(acts.text)
        )
        named = next(find_days(acts.text, self._today), None) if says_so else None
        if end is None and named and not named.roughly:
            end = named.last
        if end is None or end > self._today:
            return None
        if not self._counts_from(end, {**about.told, **acts.facts}):
            return None
        about = self._guide.with_facts(about, {**acts.facts, "training_end": end.isoformat()})
        years = {"year": first_dues_day(end).year, "second": first_dues_day(end).year + 1}
        category = next(iter(self._aspects.categories))
        sentences = [("first_year_is", years)]
        reply = self._replies.in_sentences(about, "first_year", category, sentences)
        return about.but(aspect="first_year", pending=None), [reply]

    def _counts_from(self, end: date, told: Mapping[str, Any]) -> bool:
        """Tell whether the pages leave no doubt that the first year is the one after training here."""
        is_abroad = "outside" in {told.get("place"), told.get("school_place")}
        is_abroad = is_abroad or told.get("acr_history") == "international_mit"
        # The page counts from a paid position, too; without one the year is open.
        is_open = told.get("stage") in {"in_training", "not_working"} or goes_on(told)
        position = day_of(told.get("paid_position_on"))
        is_late = position is not None and position.year > end.year + 1
        return not (is_abroad or is_open or is_late) and six_months_after(end) <= first_dues_day(
            end
        )

    def _year_asked(self, state: State, acts: Acts) -> int | None:
        """Return the one year whose dues a message asks for, beside those in which something was told to be."""
        told = {str(value)[:4] for value in acts.facts.values()}
        is_asked = acts.words <= _YEAR_WORDS and not acts.facts
        years = {
            match[1] or str(self._today.year + (1 if match[2] else 0))
            for match in (_YEAR if is_asked else _YEAR_OF_DUES).finditer(acts.text)
        } - told
        is_asked = is_asked or (acts.asks and bool(_OF_MONEY & set(acts.aspects[:1])))
        is_of_case = bool(state.told) and acts.person == state.person and not acts.hypothesis
        return int(years.pop()) if len(years) == 1 and is_asked and is_of_case else None

    def _first_dues_year(self, state: State, category: str) -> int | None:
        end = self._guide.profile(state).get("training_end")
        return end.year + 1 if self._is_trainee(category) and isinstance(end, date) else None

    def _is_trainee(self, category: str) -> bool:
        """Tell whether the membership is free until six months after training."""
        return self._knowledge.rules.policy_of(category) is PricePolicy.TRAINEE

    def _of_refund(self, state: State, acts: Acts) -> Outcome | None:
        """Apply the rule for dues already paid to the days that somebody who retires tells."""
        retired = self._replies.personal.retired
        if retired is None:
            return None
        published = self._replies.personal.published("refund", retired)
        is_paid = bool(_OF_A_REFUND & set(acts.facts))
        is_of_dues = bool(acts.aspects) and not is_paid  # "he retired, what does he owe"
        is_asked = "refund" in acts.aspects or (published in self._ids(acts) and not is_of_dues)
        days = DAYS_OF_A_REFUND & ({*acts.facts} | {*acts.hypothesis})
        is_of_notice = (
            "notice" in acts.aspects and "dues_paid_year" in state.about(acts.person).told
        )
        is_asked = (
            is_asked
            or is_of_notice
            or (state.aspect == "refund" and bool(days))
            or days == DAYS_OF_A_REFUND
        )
        if not is_asked or (acts.categories and not acts.facts):
            return None
        about = state.about(acts.person)
        facts = acts.facts
        if _WHEN_TO_TELL.search(acts.text):
            facts = {name: facts[name] for name in facts if name != "retirement_notice"}
        if facts:
            about = self._guide.with_facts(about, facts)
        supposed = {name: acts.hypothesis[name] for name in DAYS_OF_A_REFUND & set(acts.hypothesis)}
        told = {**about.told, **supposed}
        if day := notice_to_come(told, acts.text, self._today, self._refund):
            told["retirement_notice"] = day
        if not DAYS_OF_A_REFUND & set(told):
            told |= _year_of_retirement({**told, **acts.hypothesis})
        if not DAYS_OF_A_REFUND & set(told):
            return None
        answer = self._replies.personal.refund(self._guide.decisions.profile_of(told))
        if answer is None:
            return None
        reply = self._replies.message_of(answer, None, self._replies.heading_of(about), "refund")
        return about.but(aspect="refund", category=retired), [reply]

    def _of_another(self, state: State, acts: Acts) -> Outcome | None:
        """Answer "and me?": what was asked last, for somebody else who is known."""
        about = state.about(acts.person)
        is_bare = acts.words <= _FEW_WORDS and not acts.aspects and not acts.facts
        if about is state or not is_bare or not about.told:
            return None
        focus = self._focus(about, acts)
        if focus is None or focus.decision is None:
            return self._guide.start(about, CATEGORY)
        return as_outcome(self._replies.about(about, state.aspect or "eligibility", focus))

    def _by_content(self, state: State, acts: Acts) -> Outcome | None:
        about = state.about(acts.person)
        tells = acts.words >= _FACTS_OF_A_PERSON + 1 and len(acts.facts) >= _FACTS_OF_A_PERSON
        if (
            tells
            and not self._surely_asks_else(acts)
            and self._only_tells(acts, is_new=about is not state)
        ):
            return None
        if acts.facts and self._may_tell(about, acts):
            about = self._guide.with_facts(about, acts.facts)
            if "stage" in acts.facts:
                about = about.but(aspect=None)  # what was asked last was asked of another stage
        focus = self._focus(about, acts)
        ids = self._ids(acts)
        if focus and (becomes := self._of_becoming(about, acts, focus)):
            return becomes
        outcome = self._of_topic(state, acts) or self._newly_decided(state, about, acts, focus, ids)
        if outcome:
            return outcome
        if focus and self._goes_by_words(about, acts, focus, ids):
            return self._by_words(about, acts, focus)
        ids = ids or self._continued(state, acts)
        if focus is None and self._is_a_case(acts, ids):
            return None
        same = self._the_same_for_all & set(acts.aspects)
        if focus is None and (not ids or (same and not self._is_surely_else(acts, same, ids))):
            return self._of_nobody(state, about, acts)
        if ids:
            return self._answered_by_label(about, acts, focus, ids)
        is_asked = focus and acts.aspects and self._is_follow_up(acts, focus)
        return self._by_words(about, acts, focus) if focus and is_asked else None

    def _of_becoming(self, state: State, acts: Acts, focus: Focus) -> Outcome | None:
        """Answer "so am I associate then?" of whose training is over: what the status changes to, and when."""
        is_past = self._replies.personal.is_past_training(focus.category, focus.profile)
        names_next = bool(acts.categories) and focus.category not in acts.categories
        names_next = names_next or _WHICH_THEN.search(acts.text) is not None
        is_short = acts.words <= _WORDS_OF_A_CHANGE
        is_of_it = _OF_A_CHANGE.issuperset(acts.aspects) and is_short
        if not is_past or not names_next or not is_of_it:
            return None
        if speaks_of_failing(acts.text):
            focus = replace(focus, profile={**focus.profile, "board": ("none",)})
        return as_outcome(self._replies.about(state, "switch", focus))

    def _is_surely_else(self, acts: Acts, same: frozenset[str], ids: Sequence[str]) -> bool:
        if same & self._at_their_word:
            return False
        published = self._replies.personal.published
        category = next(iter(self._aspects.categories))
        is_of_it = any(published(name, category) in ids for name in same)
        return self._surely_asks_else(acts) and not is_of_it

    def _surely_asks_else(self, acts: Acts) -> bool:
        """Tell whether a question is surely one of no category, whatever is told beside it."""
        ids = self._ids(acts)
        is_else = bool(ids) and not any(id_ in self._aspects.subjects for id_ in ids)
        is_asked = acts.asks or acts.turn.is_of_a_career
        return is_asked and is_else and acts.turn.confidence >= _SURELY_ELSE

    def _goes_by_words(self, about: State, acts: Acts, focus: Focus, ids: Sequence[str]) -> bool:
        """Tell whether the words say better than the ranking what is asked of somebody."""
        if focus.decision is None and self._is_from_dates(about, acts):
            return True
        asks_several = focus.decision is not None and self._asks_several(acts)
        return asks_several or self._says_it_in_words(acts, ids)

    def _ids(self, acts: Acts) -> list[str]:
        """Return the published answers that the ranking is sure of; a number alone asks for none."""
        if not acts.turn.is_answered or not any(letter.isalpha() for letter in acts.text):
            return []
        return self._replies.ids((acts.turn.label, *acts.turn.also))

    def _says_it_in_words(self, acts: Acts, ids: Sequence[str]) -> bool:
        """A few words that name an aspect ask for it, whatever else the ranking takes them for."""
        turn = acts.turn
        if not acts.aspects or turn.is_taught:
            return False
        if acts.aspects[0] in self._at_their_word:
            return True
        if acts.words > _FEW_WORDS + 1:
            # "Do RRAs get to vote" is not asked of the profession.
            is_else = turn.label.startswith(OF_THE_PROFESSION) or (
                turn.confidence < _SURE and not any(id_ in self._aspects.subjects for id_ in ids)
            )
            is_of_members = acts.is_short and acts.aspects[0] in _OF_MEMBERS
            return is_else and (is_of_members or _is_learnt_so(acts))
        if (
            acts.words > _FEW_WORDS
            and turn.confidence >= _SURE
            and turn.label.startswith(OF_THE_PROFESSION)
        ):
            return False
        abouts = [self._aspects.subjects.get(id_) for id_ in ids]
        return bool(ids) and not any(about and about.aspect in acts.aspects for about in abouts)

    def _of_nobody(self, state: State, about: State, acts: Acts) -> Outcome | None:
        """Answer an aspect that is asked while nobody's category is known."""
        if not state.told and (named := self._stated(acts)):
            return as_outcome(self._replies.published(state, named))
        if of_all := self.of_all(about, acts):
            return of_all
        if not acts.aspects or not (acts.is_short or acts.apart):
            return None
        aspect = acts.aspects[0]
        stage = self._category_of_stage(about)
        if stage and aspect in _OF_A_STAGE:
            return as_outcome(self._replies.of_category(about, aspect, stage))
        return self._cases.answer(about, aspect)

    def of_all(self, state: State, acts: Acts) -> Outcome | None:
        """Answer what is the same for everybody, whoever asks."""
        same = next((name for name in acts.aspects if name in self._the_same_for_all), None)
        if same is None:
            return None
        stage = self._category_of_stage(state)
        if stage and stage in self._aspects.by_name[same].cells:
            return as_outcome(self._replies.of_category(state.but(pending=None), same, stage))
        reply = self._replies.message_of(self._replies.personal.of_all(same), None, [])
        return state.but(aspect=same, pending=None), [reply]

    def _only_tells(self, acts: Acts, *, is_new: bool) -> bool:
        """Tell whether somebody is described and nothing asked; who is new gets what was asked last."""
        if acts.turn.intent == "tell" and acts.aspects == ("eligibility",):
            return True  # "what am I eligible for? I'm doing …"
        return (is_new and not acts.aspects) or (not acts.asks and self._only_describes(acts))

    def _only_describes(self, acts: Acts) -> bool:
        """Tell whether a message says what somebody is, and asks nothing else than what that makes them."""
        if not acts.turn.is_answered:
            return True
        about = self._aspects.subjects.get(self._replies.ids([acts.turn.label])[0])
        serves = "federal_service" in acts.facts and len(acts.facts) > _FACTS_OF_A_CASE
        of_whom = {"eligibility", "discount"} if serves and not acts.aspects else {"eligibility"}
        is_of_whom = about is not None and about.aspect in of_whom
        return is_of_whom and not set(acts.aspects) - {"eligibility"}

    def _of_topic(self, state: State, acts: Acts) -> Outcome | None:
        """A short question about what was answered last ("is it mandatory?", "why not in July?")."""
        if acts.words > _WORDS_OF_A_TOPIC:
            return None
        for aspect in acts.aspects:
            cells = self._aspects.by_name[aspect].cells
            if topic := next(
                (name for name in _topics(state, aspect, acts) if name in cells), None
            ):
                category = state.category or next(iter(self._aspects.categories))
                answer = self._replies.personal.of_topic(aspect, topic, category)
                return state, [self._replies.message_of(answer, None, [])]
        return None

    def _newly_decided(
        self,
        before: State,
        about: State,
        acts: Acts,
        focus: Focus | None,
        ids: Sequence[str],
    ) -> Outcome | None:
        """Whoever tells all of their case beside a question about it gets the decision first."""
        is_sure = bool(ids) and acts.turn.confidence >= _SURE
        is_case = "eligibility" in acts.aspects and len(acts.facts) > _FACTS_OF_A_CASE
        if is_sure and not is_case and not any(id_ in self._aspects.subjects for id_ in ids):
            return None  # "when do I apply for a fellowship" asks about no membership
        aspects = self._asked_beside(acts, ids)
        if len(acts.facts) < _FACTS_OF_A_CASE or not aspects:
            return None
        if before.about(acts.person).decided and not acts.corrects:
            return None
        decision = self._guide.decisions.decision_on(about.told)
        if decision is None or decision.status is Status.NEED_MORE:
            return None
        is_open = decision.status is not Status.DECIDED
        if not is_open and aspects[0] not in _ABOUT_BELONGING:
            return None
        decided = about.but(decided=decision.category, goal=CATEGORY, aspect="eligibility")
        if focus:
            decided = decided.but(category=focus.category)
        messages = [self._guide.result(decided)]
        if focus and self._asks_several(acts):
            others = [name for name in acts.aspects if name not in _ABOUT_BELONGING | {"price"}]
            made = (self._replies.about_or_published(decided, name, focus) for name in others[:2])
            messages += [reply[1] for reply in made if reply]
        elif beside := self._beside_the_decision(decided, aspects):
            case = self._replies.focus_on(decided)
            reply = self._replies.about_or_published(decided, beside, case) if case else None
            messages += [reply[1]] if reply else []
        return decided, messages

    def _beside_the_decision(self, state: State, aspects: Sequence[str]) -> str | None:
        """Return what is answered after the decision; who asks for several asks how they get in together."""
        named = _BESIDE_A_DECISION | ({"apply"} if state.person in GROUPS else set())
        return next(iter(sorted(named & set(aspects), key=_comes_last)), None)

    def _asked_beside(self, acts: Acts, ids: Sequence[str]) -> tuple[str, ...]:
        """Return the aspects that are asked beside a case: by words, else by the ranking."""
        of_ids = (self._aspects.subjects.get(id_) for id_ in ids)
        aspects = acts.aspects or tuple(about_.aspect for about_ in of_ids if about_)
        if "federal_service" in acts.facts and not ASKS_FOR_LESS.search(acts.text):
            # "At the VA" says where somebody works.
            aspects = tuple(name for name in aspects if name != "discount")
        return aspects

    def _is_a_case(self, acts: Acts, ids: list[str]) -> bool:
        """Whoever tells their case wants it decided, not what the pages say of such cases."""
        is_told = acts.turn.intent == "tell" and len(acts.facts) >= _FACTS_OF_A_CASE
        of_ids = [self._aspects.subjects.get(id_) for id_ in ids]
        return is_told and all(about and about.aspect in _OF_A_CASE for about in of_ids)

    def _continued(self, state: State, acts: Acts) -> list[str]:
        """A short question near what was answered last is about that."""
        offers = self._replies.ids(acts.turn.offers)
        if state.answer in offers and acts.is_short and not acts.aspects:
            return [str(state.answer)]
        return []

    def _answered_by_label(
        self, state: State, acts: Acts, focus: Focus | None, ids: list[str]
    ) -> Outcome | None:
        if focus is None and state.pending and not acts.categories:
            abouts = [self._aspects.subjects.get(id_) for id_ in ids]
            # An answer that is the same for every category waits for none.
            if len(abouts) == 1 and abouts[0] and abouts[0].category:
                return self._cases.answer(state, self._aspect(acts, abouts[0].aspect))
        if focus is None and (outcome := self._of_which(state, acts, ids)):
            return outcome
        messages: list[Message] = []
        for id_ in ids:
            made = self._of_their_stage(state, acts, id_) if focus is None else None
            made = made or self._of_id(state, acts, focus, id_)
            if made is None:
                return None
            state, reply = made
            messages.append(reply)
        return state, joined(messages)

    def _of_which(self, state: State, acts: Acts, ids: list[str]) -> Outcome | None:
        """A question that leans on what was never said is asked back: of which category?"""
        about = self._aspects.subjects.get(ids[0])
        if about is None or acts.categories or acts.facts or not _LEANS.match(acts.text):
            return None
        usual = self._knowledge.rules.relations.usual[:_MOST_OFFERED]
        published = (self._replies.personal.published(about.aspect, name) for name in usual)
        offers = list(dict.fromkeys(id_ for id_ in published if id_))
        return (state, [self._replies.which(offers)]) if len(offers) > 1 else None

    def _of_id(
        self, state: State, acts: Acts, focus: Focus | None, id_: str
    ) -> tuple[State, Message] | None:
        about = self._aspects.subjects.get(id_)
        if about is None:
            return self._replies.published(state, id_)
        if self._is_general(acts, about.category) and not (
            self._becomes(acts, focus) or self._asks_own(acts, focus)
        ):
            id_ = self._exactly(acts, about, id_)
            return self._replies.published(state, id_)
        aspect = self._aspect_for(acts, about.aspect, focus)
        if focus is None and self._is_theirs_to_decide(state, acts, aspect):
            return None
        if acts.turn.confidence >= _SURE and acts.words > _FEW_WORDS:
            state = state.but(aspect=aspect)  # says by itself of what it asks
        if focus and (focus.decision or (acts.is_short and self._leans_back(acts))):
            made = (
                self._replies.about(state, aspect, focus)
                if focus.decision
                else self._replies.of_category(state, aspect, focus.category)
            )
            if made:
                return made
        is_of_others = focus is not None and about.category not in {None, focus.category}
        if focus and is_of_others and focus.decision:
            return None
        if focus and is_of_others and state.told:
            return self._replies.of_category(state, about.aspect, focus.category)
        is_exact = aspect in self._exact or aspect == "apply"
        if focus is None and about.category and aspect != about.aspect and is_exact:
            return self._replies.of_category(
                state, aspect, about.category
            ) or self._replies.published(state, id_)
        return self._replies.published(state, id_)

    def _aspect_for(self, acts: Acts, of_label: str, focus: Focus | None) -> str:
        """Return what is asked of somebody: whose training is over asks for no time after it."""
        aspect = self._aspect(acts, of_label)
        if aspect != "after" or "price" not in acts.aspects:
            return aspect
        is_decided = focus is not None and focus.decision is not None
        # "I'm done training, so is it full price for me?"
        return "price" if focus and is_decided and self._replies.is_in_practice(focus) else aspect

    def _category_of_stage(self, state: State) -> str | None:
        """Return the category of who studies, or trains, here; None where that is open, or abroad."""
        if state.told.get("place") == "outside":
            return None
        return self._knowledge.rules.relations.of_stage.get(str(state.told.get("stage")))

    def _of_their_stage(self, state: State, acts: Acts, id_: str) -> tuple[State, Message] | None:
        """Whoever says to be a resident is not answered as a student, whatever is still open."""
        about = self._aspects.subjects.get(id_)
        theirs = self._category_of_stage(state)
        others = set(self._knowledge.rules.relations.of_stage.values()) - {theirs}
        if about is None or theirs is None or about.category not in others:
            return None
        if about.category in acts.categories:
            return None  # "how do I renew as a medical student"
        if about.aspect not in _OF_A_STAGE:
            return None
        return self._replies.of_category(state, about.aspect, theirs)

    def _exactly(self, acts: Acts, about: Subject, id_: str) -> str:
        """The words may ask about another aspect of the category than the likeliest answer does."""
        if (
            not acts.is_short
            or not acts.aspects
            or about.aspect in acts.aspects
            or not about.category
        ):
            return id_
        return self._replies.personal.published(acts.aspects[0], about.category) or id_

    def _becomes(self, acts: Acts, focus: Focus | None) -> bool:
        """Who asks what they become names the category that comes, and means the one they are in."""
        asks_what_comes = acts.aspects[:1] == ("after",) and not _AS_A.search(acts.text)
        return focus is not None and focus.decision is not None and asks_what_comes

    def _is_general(self, acts: Acts, category: str | None) -> bool:
        """Whoever names a category asks about that, whatever they are."""
        return bool(acts.categories) and (category is None or category in acts.categories)

    def _aspect(self, acts: Acts, of_label: str) -> str:
        """The words say more exactly than the answer what is asked, where they are few or exact."""
        if exact := self._exact_aspect(acts):
            return exact
        if acts.aspects[:1] == ("sure",) and acts.words > _FEW_WORDS:
            return of_label  # "are you sure that fellows pay nothing"
        asks_how_much = {"next_price", "price"} <= set(acts.aspects)
        if of_label in {"after", "first_dues"} and (
            asks_how_much or acts.aspects[:1] == ("next_price",)
        ):
            return "next_price"  # "and the years after?" is not asked of the first
        if of_label == "price" and "first_dues" in acts.aspects:
            return "first_dues"  # says when, and how much then
        asks_how = "apply" in acts.aspects and bool(_HOW.search(acts.text))
        if of_label == "eligibility" and asks_how and of_label not in acts.aspects:
            return "apply"
        if not acts.is_short or not acts.aspects or of_label in acts.aspects:
            return of_label
        is_sure = acts.turn.confidence >= _SURE and acts.words > _FEW_WORDS
        return of_label if is_sure else acts.aspects[0]

    def _exact_aspect(self, acts: Acts) -> str | None:
        exact = [name for name in acts.aspects if name in self._exact]
        if set(exact) & _CIRCUMSTANCES and _OF_DAYS & set(acts.aspects):
            exact = [name for name in exact if name not in _CIRCUMSTANCES]
        if "chapters" in exact:
            # "Holding office, I was chapter president", "skip the chapter, they waive it": what is named first.
            exact.sort(key=lambda name: self._place(name, acts))
        return exact[0] if exact else None

    def _is_from_dates(self, state: State, acts: Acts) -> bool:
        """Tell whether a day that was told answers what is asked, whatever else is open."""
        asked = set(acts.aspects)
        if "until" in asked and state.aspect:
            asked.add(state.aspect)
        return bool(FROM_DATES & asked) and "retirement_date" in state.told

    def _asks_several(self, acts: Acts) -> bool:
        is_several = acts.asks_several or bool(_SEVERAL.search(acts.text))
        return len(acts.aspects) > 1 and (is_several or self._asks_in_sentences(acts))

    def _asks_in_sentences(self, acts: Acts) -> bool:
        """Tell whether different sentences name what is asked ("is it in dollars? I must send which documents")."""
        asked = [set(self._aspects.asked_in(part)) for part in SENTENCES.split(acts.text)]
        named = [names & set(acts.aspects) for names in asked if names & set(acts.aspects)]
        return len(named) > 1 and not set.intersection(*named)

    def _is_theirs_to_decide(self, state: State, acts: Acts, aspect: str) -> bool:
        """Tell whether a person's own case is asked about, and some facts of it are still open."""
        facts = set(state.told)
        return (
            aspect in {"price", "eligibility"}
            and len(facts & IDENTIFYING) >= 2
            and bool(acts.facts)
            and bool(_SPEAKS_OF_SOMEBODY.search(acts.text))
        )

    def _stated(self, acts: Acts) -> str | None:
        """Return the published answer to an aspect that its words name exactly, for nobody in particular."""
        if acts.turn.is_left_open:
            return None  # a refund for something else
        exact = next((name for name in acts.aspects if name in _STATED), None)
        if exact is None:
            return None
        cells = self._aspects.by_name[exact].cells
        # That of nobody in particular; else the first there is.
        of_all = [cells[ANY]] if ANY in cells else []
        return next((cell.answer for cell in [*of_all, *cells.values()] if cell.answer), None)

    def _is_follow_up(self, acts: Acts, focus: Focus) -> bool:
        turn = acts.turn
        if not acts.is_short and not acts.facts and acts.aspects[0] not in self._exact:
            return False
        if acts.facts and len(acts.facts) >= 2 and focus.decision is not None:
            return True
        if turn.intent == "smalltalk" and turn.confidence > 0.6:
            return acts.asks
        if acts.aspects[0] in {"sure", *self._at_their_word}:
            return True
        if turn.intent == "out_of_scope":
            if acts.words <= _FEW_WORDS and _is_surely_learnt(acts):
                return True  # "how many money" of somebody's case asks for no salary
            if turn.label in _OF_CAREERS and turn.confidence >= _SURELY_ELSE:
                return False
            is_exact = acts.aspects[0] in self._exact and turn.confidence < _SURELY_ELSE
            return is_exact or acts.words <= _FEW_WORDS or self._leans_back(acts)
        return True

    def _leans_back(self, acts: Acts) -> bool:
        return acts.words <= _FEW_WORDS or bool(_POINTS_BACK.search(acts.text))

    def _by_words(self, state: State, acts: Acts, focus: Focus) -> Outcome | None:
        is_named = acts.categories and acts.categories[0] != focus.category
        if is_named and not self._becomes(acts, focus):
            focus = Focus(acts.categories[0], None, {})
        if "email" in acts.aspects:
            kept = tuple(name for name in acts.aspects if name not in _WAYS_TO_REACH)
            acts = replace(acts, aspects=kept)  # "who do i email" is one question
        if {"after", "price"} <= set(acts.aspects) and self._is_free_for_good(focus):
            # Nothing comes after it.
            return as_outcome(self._replies.about_or_published(state, "price", focus))
        exact = self._exact_aspect(acts) if "chapters" in acts.aspects else None
        aspects = (exact,) if exact else acts.aspects[:1]
        if "first_dues" in acts.aspects:
            aspects = ("first_dues",)  # says when, and how much then
        elif self._asks_several(acts) or len(RIGHTS & set(acts.aspects)) > 1:
            several = self._with_rights_once(acts.aspects, focus)
            if focus.decision and set(several) >= _OF_A_CARD:
                several.remove("price")  # the decision says it
            aspects = tuple(sorted(several, key=lambda name: self._place(name, acts)))[:_MOST_ASKED]
        messages = []
        for aspect in aspects:
            made = self._replies.about_or_published(state, aspect, focus)
            if made:
                state, reply = made
                messages.append(reply)
        return (state, joined(messages)) if messages else None

    def _is_free_for_good(self, focus: Focus) -> bool:
        return focus.category == self._replies.personal.retired

    def _with_rights_once(self, aspects: Sequence[str], focus: Focus) -> list[str]:
        """Who asks to vote and to hold office gets one reply: the one that says both."""
        rights = [name for name in aspects if name in RIGHTS]
        if len(rights) < 2:
            return list(aspects)
        of_votes = self._aspects.by_name["vote"].cells
        kept = "vote" if "vote" in rights and focus.category in of_votes else "rights"
        if "office" in rights and "retirement_date" in focus.profile:
            kept = "office"
        others = [name for name in aspects if name not in RIGHTS]
        place = list(aspects).index(rights[0])
        return [*others[:place], kept, *others[place:]]

    def _place(self, aspect: str, acts: Acts) -> int:
        """Return where a message asks an aspect: at its words, else in the part that asks it."""
        asked = RIGHTS & set(acts.aspects) if aspect in RIGHTS else {aspect}
        words = [word for name in asked for word in self._aspects.by_name[name].words]
        places = [match.start() for word in words if (match := word.search(acts.text))]
        parts = (acts.text.find(acts.apart[name]) for name in asked & set(acts.apart))
        return min(places, default=max(next(parts, 0), 0))

    def _may_tell(self, state: State, acts: Acts) -> bool:
        """A question's passing words ("how much do residents pay") are facts only of who speaks of a person."""
        return bool(IDENTIFYING & set(acts.facts)) or bool(state.told)

    def _focus(self, state: State, acts: Acts) -> Focus | None:
        if focus := self._replies.focus_on(state):
            return focus
        is_open = state.told and acts.facts
        if is_open and not self._is_from_dates(state, acts):
            return None
        names_none = not acts.categories and acts.aspects[:1] != ("eligibility",)
        if (
            names_none
            and IDENTIFYING & set(state.told)
            and (only := self._guide.decisions.only_possible(state.told))
        ):
            return Focus(only, None, self._guide.profile(state))
        category = acts.categories[0] if acts.categories else state.category
        if category is None or self._is_of_another_stage(category, {**state.told, **acts.facts}):
            return None
        return Focus(category, None, {})

    def _is_of_another_stage(self, category: str, told: Mapping[str, Any]) -> bool:
        """Tell whether a category is that of students or trainees, and somebody says to be neither."""
        of_stage = self._knowledge.rules.relations.of_stage
        stage = told.get("stage")
        return (
            stage is not None and category in of_stage.values() and of_stage.get(stage) != category
        )

    def _asks_own(self, acts: Acts, focus: Focus | None) -> bool:
        """Tell whether somebody names their own category to ask one thing of it ("as international, can I vote?")."""
        is_own = focus is not None and acts.categories[:1] == (focus.category,)
        return is_own and bool(set(acts.aspects) & self._exact)


def _is_surely_learnt(acts: Acts) -> bool:
    """Tell whether follow-ups like a message surely ask what it was taken to ask."""
    name, probability = acts.turn.likeliest_asked
    return acts.aspects[:1] == (name,) and probability >= _SURELY_ELSE


def _is_learnt_so(acts: Acts) -> bool:
    """Tell whether follow-ups like a message ask what its words name, or what is next to it."""
    name, probability = acts.turn.likeliest_asked
    near = _TELLING if name in _TELLING else frozenset({name})
    in_parts = {pair[0] for part in acts.turn.parts for pair in part.asked[:1] if pair[1] >= _SURE}
    is_so = probability >= _LIKELY and bool(near & set(acts.aspects))
    return is_so or acts.aspects[0] in in_parts


def _comes_last(aspect: str) -> bool:
    return aspect in _CIRCUMSTANCES


def _topics(state: State, aspect: str, acts: Acts) -> tuple[str, ...]:
    """Return what a question may be about: the answer given last; why so, also the aspect spoken of."""
    answered = (state.answer,) if state.answer else ()
    if aspect in _OF_A_MOVE and state.aspect == "moving":
        return ("moving",)
    is_of_less = state.aspect in {"discount", "reserve"} or ASKS_FOR_LESS.search(acts.text)
    if aspect in _OF_A_DISCOUNT and is_of_less and "federal_service" in state.told:
        return (*answered, "discount")
    if aspect != "why" or acts.words == 1:
        return answered
    if _NO_AMOUNT.search(acts.text):
        return ("price",)
    return (*answered, *((state.aspect,) if state.aspect and state.aspect != "price" else ()))


def _year_of_retirement(told: Mapping[str, Any]) -> dict[str, Any]:
    """The dues "of that year" are those of the year in which somebody retires."""
    day = str(told.get("retirement_date", ""))
    return {"dues_paid_year": int(day[:4])} if day[:4].isdigit() else {}
