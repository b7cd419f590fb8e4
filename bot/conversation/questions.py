"""Answers what is asked: for a person where their facts decide it, else for the category spoken of, else in general."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.conversation.acts import Acts
from bot.conversation.guide import Guide, Outcome
from bot.conversation.personal_answers import PersonalAnswer, PersonalAnswers
from bot.conversation.state import CATEGORY, SPEAKER, State
from bot.eligibility.decision import Decision, Status
from bot.eligibility.profile import Profile
from bot.knowledge.aspects import Subject
from bot.knowledge.loader import Knowledge
from bot.knowledge.replies import Kind
from bot.messages.blocks import Block
from bot.messages.faq_messages import Message, Messages, faq_choice, message
from bot.messages.guide_messages import GuidedMessages, plain_reason

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
_MOST_ASKED = 3
_MOST_POSSIBLE = 3
# After these a price is that of what follows.
_LEADS_TO_A_PRICE = frozenset({"after", "first_dues"})
# What would be paid is asked of the case supposed, not of what follows it.
_OF_WHAT_FOLLOWS = {"next_price": "price", "first_dues": "price", "after": "price"}
_FACTS_OF_A_CASE = 3
_ABOUT_BELONGING = frozenset("eligibility apply after start why sure decides documents".split())
# Aspects whose words are hardly ever said of anything else.
_EXACT = frozenset("refund discount office board_seat committee vote chapters renewal per".split())
_YEAR = re.compile(r"\b(20[2-4]\d)\b|\b(next year)\b|\bthis year\b", re.IGNORECASE)
_YEAR_WORDS = 7
_YEARS_AHEAD = 6
_MATCH = re.compile(r"\b(?:match(?:ed|es|ing)?|soap(?:ed)?)\b", re.IGNORECASE)
_NO_MATCH = re.compile(
    r"\b(?:not|no|don'?t|dont|didn'?t|doesn'?t|won'?t|fail\w*|un|never|soap\w*)\b.{0,12}match|unmatched|\bsoap",
    re.IGNORECASE,
)
_WORDS_OF_A_MATCH = 20
_MATCH_LABELS = {"faq/membership_matched", "faq/membership_unmatched"}
_SUPPOSES = re.compile(
    r"\b(?:if|when|once|after|suppose|say|what happens|now what)\b", re.IGNORECASE
)
# The category of a career stage in the U.S. or Canada.
_ROLES = {"student": "medical_student", "in_training": "member_in_training"}
# What must be known of somebody before an answer can be theirs.
_IDENTIFYING = {"stage", "profession", "program", "match", "field"}


@dataclass(frozen=True)
class _Subject:
    """`decision` is None where only a category is spoken of."""

    category: str
    decision: Decision | None
    profile: Profile


class Questions:
    def __init__(
        self,
        knowledge: Knowledge,
        guide: Guide,
        guided: GuidedMessages,
        messages: Messages,
        today: date,
    ) -> None:
        self._knowledge = knowledge
        self._aspects = knowledge.aspects
        self._guide = guide
        self._guided = guided
        self._messages = messages
        self._today = today
        self._personal = PersonalAnswers(knowledge, guided, today)

    def published(self, state: State, label: str) -> Outcome:
        """Give a published answer as it is, and remember what it was about."""
        id_ = self._knowledge.answers_by_label[label].id
        return self._remembering(state, id_), [self._messages.answer(id_)]

    def asked(self, state: State, acts: Acts) -> Outcome | None:
        """Answer the questions of a message; None where it asks nothing that we know."""
        return (
            self._of_year(state, acts)
            or self._of_another(state, acts)
            or self._by_content(state, acts)
        )

    def _of_year(self, state: State, acts: Acts) -> Outcome | None:
        """ "And in 2028?": the dues of that year, where the facts and the schedule say them."""
        match = _YEAR.search(acts.text)
        if not match or len(acts.text.split()) > _YEAR_WORDS or not state.told or acts.facts:
            return None
        year = int(match[1]) if match[1] else self._today.year + (1 if match[2] else 0)
        if not self._today.year <= year <= self._today.year + _YEARS_AHEAD:
            return None
        on = self._today if year == self._today.year else date(year, 1, 1)
        decision = self._guide.decide(state, on)
        if decision.status is not Status.DECIDED:
            return None
        answer = self._personal.answer(
            "price", decision.category, decision, self._guide.profile(state)
        )
        if answer is None:
            return None
        before = self._heading("in_year", year=str(year))
        return state.but(aspect="price"), [self._message(answer, decision, before, "price")]

    def _of_another(self, state: State, acts: Acts) -> Outcome | None:
        """ "And me?": what was asked last, for somebody else who is known."""
        about = state.about(acts.person)
        is_bare = len(acts.text.split()) <= _FEW_WORDS and not acts.aspects and not acts.facts
        if about is state or not is_bare or not about.told:
            return None
        subject = self._subject(about, acts)
        made = self._reply(about, state.aspect or "eligibility", subject) if subject else None
        return (made[0], [made[1]]) if made else None

    def _by_content(self, state: State, acts: Acts) -> Outcome | None:
        about = state.about(acts.person)
        if len(acts.facts) >= _FACTS_OF_A_CASE and not acts.asks and not acts.turn.is_answered:
            return None
        if acts.facts and self._may_tell(about, acts):
            about = about.telling(acts.facts)
        subject = self._subject(about, acts)
        ids = self._ids((acts.turn.label, *acts.turn.also)) if acts.turn.is_answered else []
        if outcome := self._of_topic(state, acts):
            return outcome
        if outcome := self._newly_decided(state, about, acts, subject, ids):
            return outcome
        if subject and subject.decision and self._asks_several(acts):
            return self._by_words(about, acts, subject)
        ids = ids or self._continued(state, acts)
        if subject is None and self._is_a_case(acts, ids):
            return None
        if ids:
            return self._answered_by_label(about, acts, subject, ids)
        if subject is None and acts.aspects and acts.is_short:
            return self._unsettled(about, acts)
        if subject is None or not acts.aspects or not self._is_follow_up(acts, subject):
            return None
        return self._by_words(about, acts, subject)

    def _unsettled(self, state: State, acts: Acts) -> Outcome | None:
        """A question about somebody whose category the pages do not settle, or is not settled yet."""
        decision = self._guide.decision_on(state.told) if state.told else None
        if decision is None:
            return None
        aspect = acts.aspects[0]
        if decision.status is Status.NEED_MORE:
            return self._of_each(state, aspect) if state.pending else None
        if aspect == "why":
            answer = self._personal.reasons(decision)
            return state.but(aspect="why"), [self._message(answer, decision, [])]
        if way_in := self._way_in(state, aspect, decision):
            return way_in
        return state, [self._guided.say_of_aspects("unsettled", Kind.CONTACT)]

    def _of_each(self, state: State, aspect: str) -> Outcome:
        """Until the pending question is answered: what holds for each category that is still possible."""
        blocks: list[Block] = []
        covers: list[str] = []
        for decision, profile in self._guide.possible(state):
            answer = self._personal.answer(aspect, decision.category, decision, profile)
            if answer is None or len(covers) >= _MOST_POSSIBLE:
                return state, [self._guided.say_of_aspects("depends")]
            title = self._knowledge.rules.categories[decision.category].title
            blocks.append({"type": "p", "runs": [{"text": f"{title}:", "strong": True}]})
            blocks += answer.blocks
            covers.append(answer.covers or "")
        if not blocks:
            return state, [self._guided.say_of_aspects("depends")]
        return state, [message(Kind.NOTICE, blocks, covers=[id_ for id_ in covers if id_])]

    def _way_in(self, state: State, aspect: str, decision: Decision) -> Outcome | None:
        """What would hold if one thing were otherwise, for somebody for whom there is no category now."""
        change = self._guide.way_in(state)
        if change is None:
            return None
        facts = {**state.told, **change}
        other = self._guide.decision_on(facts)
        if other is None or other.status is not Status.DECIDED:
            return None
        answer = self._personal.answer(aspect, other.category, other, self._guide.profile_of(facts))
        if answer is None:
            return None
        as_it_is = self._heading("as_it_is", reason=plain_reason(decision.because[0]))
        if_so = self._heading("if_so", facts=self._guided.sentence(change))
        return state, [self._message(answer, other, [*as_it_is, *if_so])]

    def repeated(self, state: State, aspect: str | None) -> Outcome | None:
        """Return what was asked last, answered for the person now in focus."""
        if aspect in {None, "eligibility", "apply"}:
            return None
        subject = self._of_person(state)
        made = self._reply(state, str(aspect), subject) if subject else None
        return (made[0], [made[1]]) if made else None

    def supposed(self, state: State, acts: Acts) -> Outcome | None:
        """Answer "what if I moved to Germany": decide anew with what is supposed, and keep nothing of it."""
        if outcome := self._match_supposed(state, acts):
            return outcome
        if not acts.hypothesis:
            return self._other_category(state, acts)
        if state.told:
            facts = self._with_supposed(state.told, acts.hypothesis)
            decision = self._guide.decision_on(facts)
            if decision and decision.status is not Status.NEED_MORE:
                return state, [self._if_so(state, acts.hypothesis, facts, decision)]
        return self._elsewhere(state, acts)

    def _of_topic(self, state: State, acts: Acts) -> Outcome | None:
        """A short question about the answer given last ("is it mandatory?")."""
        if state.answer is None or not acts.is_short:
            return None
        for aspect in acts.aspects:
            if state.answer in self._aspects.by_name[aspect].cells:
                category = state.category or next(iter(self._aspects.categories))
                answer = self._personal.of_topic(aspect, state.answer, category)
                return state, [self._message(answer, None, [])]
        return None

    def _newly_decided(
        self,
        before: State,
        about: State,
        acts: Acts,
        subject: _Subject | None,
        ids: Sequence[str],
    ) -> Outcome | None:
        """Whoever tells all of their case beside a question about it gets the decision first."""
        of_ids = (self._aspects.subjects.get(id_) for id_ in ids)
        aspects = acts.aspects or tuple(about_.aspect for about_ in of_ids if about_)
        if len(acts.facts) < _FACTS_OF_A_CASE or not aspects:
            return None
        if before.about(acts.person).decided and not acts.corrects:
            return None
        decision = self._guide.decision_on(about.told)
        if decision is None or decision.status is Status.NEED_MORE:
            return None
        is_open = decision.status is not Status.DECIDED
        if not is_open and aspects[0] not in _ABOUT_BELONGING:
            return None
        decided = about.but(decided=decision.category, goal=CATEGORY, aspect="eligibility")
        if subject:
            decided = decided.but(category=subject.category)
        messages = [self._guide.result(decided)]
        if subject and self._asks_several(acts):
            others = [name for name in acts.aspects if name not in _ABOUT_BELONGING | {"price"}]
            for name in others[:2]:
                if made := self._reply(decided, name, subject):
                    messages.append(made[1])
                elif id_ := self._personal.published(name, subject.category):
                    messages.append(self._messages.answer(id_))
        return decided, messages

    def _is_a_case(self, acts: Acts, ids: list[str]) -> bool:
        """Whoever tells their case wants it decided, not what the pages say of such cases."""
        is_told = acts.turn.intent == "tell" and len(acts.facts) >= _FACTS_OF_A_CASE
        return is_told and all(id_ in self._aspects.subjects for id_ in ids)

    def _continued(self, state: State, acts: Acts) -> list[str]:
        """A short question near what was answered last is about that."""
        offers = self._ids(acts.turn.offers)
        if state.answer in offers and acts.is_short and not acts.aspects:
            return [str(state.answer)]
        return []

    # By a published answer

    def _answered_by_label(
        self, state: State, acts: Acts, subject: _Subject | None, ids: list[str]
    ) -> Outcome | None:
        if subject is None and state.pending and not acts.categories:
            abouts = [self._aspects.subjects.get(id_) for id_ in ids]
            if abouts[0] and len(abouts) == 1:
                return self._unsettled(state, replace(acts, aspects=(abouts[0].aspect,)))
        messages: list[Message] = []
        for id_ in ids:
            made = self._one(state, acts, subject, id_)
            if made is None:
                return None
            state, message_ = made
            messages.append(message_)
        return state, _joined(messages)

    def _one(
        self, state: State, acts: Acts, subject: _Subject | None, id_: str
    ) -> tuple[State, Message] | None:
        about = self._aspects.subjects.get(id_)
        if about is None:
            return self._remembering(state, id_), self._messages.answer(id_)
        if self._is_general(acts, about.category):
            id_ = self._exact(acts, about, id_)
            return self._remembering(state, id_), self._messages.answer(id_)
        aspect = self._aspect(acts, about.aspect)
        if subject is None and self._is_theirs_to_decide(state, acts, aspect):
            return None
        if subject and (subject.decision or (acts.is_short and self._leans_back(acts))):
            made = self._reply(state, aspect, subject)
            if made:
                return made
        if subject and subject.decision and about.category not in {None, subject.category}:
            return None
        return self._remembering(state, id_), self._messages.answer(id_)

    def _exact(self, acts: Acts, about: Subject, id_: str) -> str:
        """The words may ask about another aspect of the category than the likeliest answer does."""
        if (
            not acts.is_short
            or not acts.aspects
            or about.aspect in acts.aspects
            or not about.category
        ):
            return id_
        return self._personal.published(acts.aspects[0], about.category) or id_

    def _is_general(self, acts: Acts, category: str | None) -> bool:
        """Whoever names a category asks about that, whatever they are."""
        return bool(acts.categories) and (category is None or category in acts.categories)

    def _aspect(self, acts: Acts, of_label: str) -> str:
        """The words say more exactly than the answer what is asked, where they are few or exact."""
        exact = next((name for name in acts.aspects if name in _EXACT), None)
        if exact:
            return exact
        if not acts.is_short or not acts.aspects or of_label in acts.aspects:
            return of_label
        return acts.aspects[0]

    def _asks_several(self, acts: Acts) -> bool:
        return len(acts.aspects) > 1 and bool(_SEVERAL.search(acts.text))

    def _is_theirs_to_decide(self, state: State, acts: Acts, aspect: str) -> bool:
        """Tell whether a person's own case is asked about, and some facts of it are still open."""
        facts = set(state.told)
        return (
            aspect in {"price", "eligibility"}
            and len(facts & _IDENTIFYING) >= 2
            and bool(acts.facts)
        )

    # By the words alone

    def _is_follow_up(self, acts: Acts, subject: _Subject) -> bool:
        turn = acts.turn
        if not acts.is_short and not acts.facts:
            return False
        if acts.facts and len(acts.facts) >= 2 and subject.decision is not None:
            return True
        if turn.intent in {"smalltalk"} and turn.confidence > 0.6:
            return acts.asks
        if turn.intent == "out_of_scope":
            return len(acts.text.split()) <= _FEW_WORDS or self._leans_back(acts)
        return True

    def _leans_back(self, acts: Acts) -> bool:
        return len(acts.text.split()) <= _FEW_WORDS or bool(_POINTS_BACK.search(acts.text))

    def _by_words(self, state: State, acts: Acts, subject: _Subject) -> Outcome | None:
        if acts.categories and acts.categories[0] != subject.category:
            subject = _Subject(acts.categories[0], None, {})
        aspects = acts.aspects[:1]
        if self._asks_several(acts):
            aspects = tuple(sorted(acts.aspects, key=lambda name: self._place(name, acts.text)))[
                :_MOST_ASKED
            ]
        messages = []
        for aspect in aspects:
            made = self._reply(state, aspect, subject)
            if made is None and (id_ := self._personal.published(aspect, subject.category)):
                made = self._remembering(state, id_), self._messages.answer(id_)
            if made:
                state, message_ = made
                messages.append(message_)
        return (state, _joined(messages)) if messages else None

    def _place(self, aspect: str, text: str) -> int:
        words = self._aspects.by_name[aspect].words
        return min(match.start() for word in words if (match := word.search(text)))

    # What is supposed

    def _with_supposed(
        self, told: Mapping[str, Any], supposed: Mapping[str, Any]
    ) -> dict[str, Any]:
        facts = {**told, **supposed}
        if "stage" in supposed:
            for name in {"program", "training_end", "enrolled", "match"} - set(supposed):
                facts.pop(name, None)
        return facts

    def _if_so(
        self,
        state: State,
        supposed: Mapping[str, Any],
        facts: Mapping[str, Any],
        decision: Decision,
    ) -> Message:
        profile = self._guide.profile_of(facts)
        before = self._heading("if_so", facts=self._guided.sentence(supposed))
        aspect = _OF_WHAT_FOLLOWS.get(str(state.aspect), state.aspect)
        if decision.status is Status.DECIDED and aspect not in {None, "eligibility"}:
            answer = self._personal.answer(str(aspect), decision.category, decision, profile)
            if answer:
                return self._message(answer, decision, before)
        return self._guided.decision(decision, profile, before)

    def _match_supposed(self, state: State, acts: Acts) -> Outcome | None:
        """ "And if I match in IR?", "what if I don't": what becomes of a student member."""
        is_asked = _SUPPOSES.search(acts.text) or "after" in acts.aspects or acts.asks
        is_long = len(acts.text.split()) > _WORDS_OF_A_MATCH
        if not _MATCH.search(acts.text) or is_long or not is_asked:
            return None
        if acts.turn.is_answered and acts.turn.label not in _MATCH_LABELS:
            return None
        is_lost = (
            bool(_NO_MATCH.search(acts.text)) or acts.hypothesis.get("field") == "non_radiology"
        )
        is_lost = is_lost or acts.facts.get("field") == "non_radiology"
        is_lost = is_lost or acts.facts.get("match") in {"matched_non_radiology", "unmatched"}
        id_ = "membership/unmatched" if is_lost else "membership/matched"
        return self._remembering(state, id_), [self._messages.answer(id_)]

    def _elsewhere(self, state: State, acts: Acts) -> Outcome | None:
        """Only the place changes: the category that stands for the other side of the border."""
        place = acts.hypothesis.get("place")
        category = state.category
        if role := _ROLES.get(str(acts.hypothesis.get("stage"))):
            return self._of_category(
                state, self._aspects.abroad.get(role, role) if place == "outside" else role
            )
        if place is None or category is None or set(acts.hypothesis) - {"place"}:
            return None
        table = self._aspects.abroad if place == "outside" else self._aspects.at_home
        return self._of_category(state, table.get(category, category))

    def _other_category(self, state: State, acts: Acts) -> Outcome | None:
        """ "And fellows?": the same question of another category."""
        if (
            not acts.categories
            or len(acts.text.split()) > _FEW_WORDS
            or not _POINTS_BACK.search(acts.text)
            or (state.aspect is None and state.category is None)
            or acts.aspects
        ):
            return None
        return self._of_category(state, acts.categories[0])

    def _of_category(self, state: State, category: str) -> Outcome | None:
        aspect = state.aspect or "eligibility"
        if category != state.category:
            title = self._knowledge.rules.categories[category].title
            state = state.but(answer=None)
            return self._of_category_titled(state, category, aspect, title)
        if id_ := self._personal.published(aspect, category):
            cell = self._aspects.by_name[aspect].cell(category)
            if not (cell and cell.text):
                return self._remembering(state, id_), [self._messages.answer(id_)]
        made = self._reply(state, aspect, _Subject(category, None, {}))
        return (made[0], [made[1]]) if made else None

    def _of_category_titled(
        self, state: State, category: str, aspect: str, title: str
    ) -> Outcome | None:
        """Answer for another category than the one spoken of, and say which."""
        id_ = self._personal.published(aspect, category)
        cell = self._aspects.by_name[aspect].cell(category)
        made: tuple[State, Message] | None
        if id_ and not (cell and cell.text):
            made = self._remembering(state, id_), self._messages.answer(id_)
        else:
            made = self._reply(state, aspect, _Subject(category, None, {}))
        if made is None:
            return None
        after, answer = made
        heading: Block = {"type": "p", "runs": [{"text": f"{title}:", "strong": True}]}
        titled = {
            **answer,
            "blocks": [heading, *answer["blocks"]],
            "text": f"{title}:\n{answer['text']}",
        }
        return after.but(category=category), [titled]

    # What the ways share

    def _ids(self, labels: Sequence[str]) -> list[str]:
        answers = (self._knowledge.answers_by_label.get(label) for label in labels)
        return [answer.id for answer in answers if answer]

    def _may_tell(self, state: State, acts: Acts) -> bool:
        """A question's passing words ("how much do residents pay") are facts only of who speaks of a person."""
        return bool(_IDENTIFYING & set(acts.facts)) or bool(state.told)

    def _subject(self, state: State, acts: Acts) -> _Subject | None:
        if subject := self._of_person(state):
            return subject
        if state.told and acts.facts:
            return None
        category = acts.categories[0] if acts.categories else state.category
        return _Subject(category, None, {}) if category else None

    def _of_person(self, state: State) -> _Subject | None:
        decision = self._guide.decision_on(state.told) if state.told else None
        if decision is None or decision.status is not Status.DECIDED:
            return None
        return _Subject(decision.category, decision, self._guide.profile(state))

    def _reply(self, state: State, aspect: str, subject: _Subject) -> tuple[State, Message] | None:
        if aspect == "price" and state.aspect in _LEADS_TO_A_PRICE:
            aspect = "next_price"
        remembered = state.but(category=subject.category, aspect=aspect, answer=None)
        if aspect == "eligibility" and subject.decision:
            decided = remembered.but(decided=subject.category, goal=CATEGORY)
            return decided, self._guide.result(decided)
        answer = self._personal.answer(aspect, subject.category, subject.decision, subject.profile)
        if answer is None:
            return None
        if subject.decision:
            remembered = remembered.but(decided=subject.category)
        before = self._guided.for_person(state.person, SPEAKER) if subject.decision else []
        return remembered, self._message(answer, subject.decision, before, aspect)

    def _message(
        self,
        answer: PersonalAnswer,
        decision: Decision | None,
        before: list[Block],
        aspect: str = "",
    ) -> Message:
        about = self._messages.about(answer.covers) if answer.covers else None
        blocks = [*before, *answer.blocks]
        sources = [run for cited in answer.cites for run in self._guided.source_runs(cited)]
        if sources and not about:
            blocks.append({"type": "p", "runs": sources})
        more: dict[str, Any] = {}
        if decision and aspect == "price":
            more["quote"] = {"category": decision.category, **decision.dues.as_dict()}
            more["decision"] = decision.as_dict(self._knowledge.rules.gaps)
        general = [faq_choice(self._knowledge.answers[answer.covers])] if answer.covers else []
        return message(
            Kind.QUOTE if "quote" in more else Kind.ANSWER if about else Kind.NOTICE,
            blocks,
            answer=about,
            covers=[answer.covers] if answer.covers else [],
            choices=[*general, *self._guided.ways_on(aspect)],
            **more,
        )

    def _heading(self, name: str, **values: str) -> list[Block]:
        text = self._aspects.texts[name]
        for key, value in values.items():
            text = text.replace(f"{{{key}}}", value)
        return [{"type": "p", "runs": [{"text": text, "strong": True}]}]

    def _remembering(self, state: State, id_: str) -> State:
        about = self._aspects.subjects.get(id_)
        if about is None:
            return state.but(answer=id_)
        return state.but(answer=id_, aspect=about.aspect, category=about.category or state.category)


def _joined(messages: list[Message]) -> list[Message]:
    """Two short replies to one person make one message; published answers stay apart."""
    if len(messages) < 2 or any("covers" not in message_ for message_ in messages):
        return messages
    first, *others = messages
    blocks = [block for message_ in messages for block in message_["blocks"]]
    covers = [id_ for message_ in messages for id_ in message_.get("covers", [])]
    lines = [message_["text"] for message_ in messages]
    extra = {key: value for other in others for key, value in other.items() if key not in first}
    kind = next((m["kind"] for m in messages if m["kind"] == Kind.QUOTE.value), first["kind"])
    return [
        {
            **extra,
            **first,
            "kind": kind,
            "blocks": blocks,
            "covers": covers,
            "text": "\n".join(lines),
        }
    ]
