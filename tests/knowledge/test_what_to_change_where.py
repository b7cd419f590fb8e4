"""What the README says to change where: each change is made in a copy, and works or is refused by file and key.

The rows that are about code and training have their tests beside what they name.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.cli.check import find_problems
from bot.conversation.denials import Denials
from bot.conversation.people import People
from bot.conversation.personal_answers import PersonalAnswers
from bot.conversation.state import SPEAKER
from bot.conversation.to_come import ToComeReader
from bot.dues.schedule_import import changes, read_rows
from bot.dues.timeline import on_retiring
from bot.eligibility.decide import Eligibility
from bot.eligibility.profile import check
from bot.errors import KnowledgeError
from bot.knowledge.dues_file import write_lines
from bot.knowledge.loader import load
from bot.messages.blocks import to_text
from bot.messages.fact_words import FactWords
from bot.messages.faq_messages import Messages
from bot.messages.guide_messages import GuidedMessages
from bot.nlu.facts.reader import ProfileReader
from bot.nlu.ranking.answer_guard import AnswerGuard
from bot.nlu.ranking.answer_scope import scope_of
from bot.settings import ROOT

TODAY = date(2026, 11, 23)
NEW_YEAR = date(2027, 1, 1)
GENERAL = {
    "profession": "physician",
    "stage": "in_practice",
    "place": "us",
    "field": "diagnostic_radiology",
    "board": ["abr"],
}
DOSIMETRIST = {"profession": "dosimetrist"}

ANSWER = """
  parking:
    question: Is there parking at the office?
    answer: The pages do not speak of parking; call {phone}.
    sources:
      - {page: join, heading: Become an ACR Member}
    reviewed: 2026-11-23
    related: [account/contact_us]
"""
CATEGORY = """
  dosimetrist:
    title: Dosimetrist member
    plain: Membership for dosimetrists.
    rights: {text: The page names no rights of its own., cites: {page: join, heading: Who can join ACR?}}
    per: {text: A membership year.}
    lasts: {text: The pages do not say how long it lasts.}
    dues:
      line: dosimetrist
      policy: schedule
      priced_by: [training_end]
      note: {published: National dues for a membership year., not_published: The amount is on the schedule of dues.}
"""
LINE = """
  dosimetrist:
    title: Dosimetrist member dues
    category: dosimetrist
    step: full
    periods:
      - {from: 2025-01-01, usd: "55.00", cites: {page: join, heading: Who can join ACR?}}
"""
CHECKLIST = """
dosimetrist:
  - {title: Apply online, text: "Use the application, {join}.", page: join, heading: Who can join ACR?}
"""
RULE = """
      - rule: dosimetrist
        when: {profession: [dosimetrist]}
        decides: dosimetrist
        because:
          - {text: Dosimetrists can be members., page: join, heading: Who can join ACR?}
"""
WORDS = """
  dosimetrist: {called: a dosimetrist member, named: ['\\bdosimetrists?\\b']}
"""
ATTRIBUTE = """
chapter_officer:
  kind: choice
  question: Do you hold an office in a chapter?
  why: A chapter's officers are members already.
  values: {"yes": "Yes", "no": "No"}
"""


@dataclass(frozen=True)
class Tree:
    """A copy of the files that the table speaks of."""

    root: Path

    def path(self, file: str) -> Path:
        return self.root / "knowledge" / file

    def replace(self, file: str, old: str, new: str) -> None:
        text = self.path(file).read_text(encoding="utf-8")
        assert old in text, f"the test's own premise: {file} holds {old!r}"
        self.path(file).write_text(text.replace(old, new, 1), encoding="utf-8")

    def add_below(self, file: str, line: str, text: str) -> None:
        self.replace(file, f"{line}\n", f"{line}\n{text.lstrip(chr(10))}")

    def append(self, file: str, text: str) -> None:
        with self.path(file).open("a", encoding="utf-8") as end:
            end.write(text)

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def load(self):
        return load(self.root / "knowledge")

    def refusal(self) -> tuple[str, str, str]:
        """Return file, key and sentence of what is refused."""
        with pytest.raises(KnowledgeError) as error:
            self.load()
        return error.value.file, error.value.key, error.value.problem

    def problems(self) -> list[str]:
        return list(find_problems(self.root))


@pytest.fixture
def tree(tmp_path):
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(
        ROOT / "tests" / "nlu", tmp_path / "tests" / "nlu", ignore=shutil.ignore_patterns("*.py")
    )
    shutil.copy(ROOT / "domain.yml", tmp_path)
    return Tree(tmp_path)


def decide(knowledge, values, on=TODAY):
    eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
    return eligibility.decide(check(values, knowledge.attributes), on)


def add_category(tree, *without):
    """Make the changes of a new category, each in its file, but for those named."""
    tree.replace(
        "attributes.yml",
        "    other: Something else",
        "    dosimetrist: Dosimetrist\n    other: Other",
    )
    tree.replace("attributes.yml", "radiologist_assistant, other]", "dosimetrist, other]")
    tree.replace(
        "categories.yml",
        "profession: [other]}\n    rules:\n",
        f"profession: [other, dosimetrist]}}\n    rules:\n{RULE.lstrip(chr(10))}",
    )
    tree.add_below("categories.yml", "categories:", CATEGORY)
    for file, line, text in (
        ("dues.yml", "schedule:", LINE),
        ("aspects.yml", "categories:", WORDS),
    ):
        if file not in without:
            tree.add_below(file, line, text)
    if "checklists.yml" not in without:
        tree.append("checklists.yml", CHECKLIST)


def publish_900(tree):
    """Load a schedule as `assistant dues import` does."""
    publish(tree, "general,full,,900.00,2027-01-01,,Schedule 2027\n")


def publish(tree, rows):
    dues = tree.load().dues
    heading = "category,step,chapter,amount,from,until,source\n"
    lines = [change.line for change in changes(read_rows(heading + rows, dues), dues)]
    write_lines(tree.root / "knowledge", lines, [])
    load.cache_clear()


def test_the_tree_as_it_stands_has_no_problem(tree):
    assert tree.problems() == []


# An answer


def test_a_new_answer_is_said_and_asks_for_phrases_and_a_question(tree):
    tree.add_below("faq/account.yml", "answers:", ANSWER)
    text = Messages(tree.load(), TODAY).respond("faq/account_parking")[0]["text"]
    assert "parking; call 1-800-347-7748" in text
    phrases, question = tree.problems()
    assert phrases.startswith("knowledge/faq/account.yml: answers.parking: ")
    assert "data/nlu/account/parking.yml" in phrases
    assert "tests/nlu/held_out_*.jsonl" in question


def test_a_new_answer_with_a_phrase_and_a_question_is_accepted(tree):
    tree.add_below("faq/account.yml", "answers:", ANSWER)
    phrase = "      - where do I leave my car at your office\n"
    head = "  - intent: faq/account_parking\n    metadata: {writer: new-writer, split: train}\n"
    block = f"{head}    examples: |\n{phrase}"
    tree.write("data/nlu/account/parking.yml", f'version: "3.1"\nnlu:\n{block}')
    question = {"text": "is there a garage at the college", "accept": ["account/parking"]}
    tree.write("tests/nlu/held_out_new.jsonl", json.dumps(question))
    assert tree.problems() == []


# A topic


def test_a_new_file_in_faq_is_a_topic(tree):
    tree.write("knowledge/faq/annual_events.yml", f"title: Events\nanswers:{ANSWER}")
    knowledge = tree.load()
    assert [topic.title for topic in knowledge.topics][-1] == "Events"
    answer = Messages(knowledge, TODAY).respond("faq/annual_events_parking")[0]["answer"]
    assert answer["id"] == "annual_events/parking"


@pytest.mark.parametrize("name", ["faq/events.yaml", "notes.yml", "texts/events.yml"])
def test_a_file_that_nothing_reads_is_refused(tree, name):
    tree.write(f"knowledge/{name}", "title: Events\n")
    assert tree.refusal()[0] == name


# An amount


def general_texts(tree, on):
    """Everything that says what general members pay: the decision, the answer, the checklist."""
    knowledge = tree.load()
    decision = decide(knowledge, GENERAL, on)
    eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
    guided = GuidedMessages(knowledge, eligibility, on)
    profile = check(GENERAL, knowledge.attributes)
    return decision, (
        decision.dues.note,
        decision.dues.lines[0].note,
        Messages(knowledge, on).answer("membership/general_dues")["text"],
        guided.checklist(decision, profile)["text"],
    )


DENIALS = ("not published", "do not print", "publish no", "is on the schedule of dues")


def test_an_amount_that_is_loaded_is_said_everywhere_from_its_day_on(tree):
    publish_900(tree)
    decision, (*notes, answer, checklist) = general_texts(tree, NEW_YEAR)
    assert str(decision.dues.amount) == "900.00"
    assert "$900" in answer
    assert "$900" in checklist
    assert not [
        text for text in (*notes, answer, checklist) if any(map(text.__contains__, DENIALS))
    ]


def test_the_day_before_nothing_says_it(tree):
    publish_900(tree)
    decision, (note, _, answer, checklist) = general_texts(tree, date(2026, 12, 31))
    assert decision.dues.amount is None
    assert "$900" not in answer + checklist
    assert all(any(map(text.__contains__, DENIALS)) for text in (note, answer, checklist))


def test_prose_that_denies_an_amount_is_refused(tree):
    tree.replace(
        "faq/account.yml",
        "    details: >-\n",
        "    details: >-\n      The amount is not published.\n",
    )
    file, key, problem = tree.refusal()
    assert (file, key) == ("faq/account.yml", "answers.member_number_or_password.details")
    assert "not_published" in problem


def test_prose_with_an_amount_that_ends_is_refused(tree):
    tree.replace(
        "faq/account.yml", "    details: >-\n", "    details: >-\n      It costs {general}.\n"
    )
    file, key, problem = tree.refusal()
    assert (file, key) == ("faq/account.yml", "answers.member_number_or_password.details")
    assert "{general}" in problem


# The last day of a refund


def test_a_last_day_of_the_refund_that_a_text_denies_is_refused(tree):
    tree.replace("dues.yml", "last_day: March 31", "last_day: April 15")
    file, key, problem = tree.refusal()
    assert (file, key) == ("aspects.yml", "aspects.refund.cells.any.text")
    assert "'March 31'" in problem


def test_a_last_day_of_the_refund_counts_where_every_text_says_it(tree):
    for path in (tree.root / "knowledge").rglob("*.yml"):
        if path.name not in {"sources.yml", "statements.yml"}:
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("March 31", "April 15"), encoding="utf-8")
    knowledge = tree.load()
    told = {
        "profession": "physician",
        "stage": "fully_retired",
        "acr_history": "in_practice",
        "retirement_notice": "2026-04-10",
        "dues_paid_year": 2026,
    }
    assert decide(knowledge, told).refund == "full"
    assert decide(load(), told).refund == "none_stated"
    _, notice, last = on_retiring(date(2027, 1, 31), knowledge)
    assert "April 15, 2027" in notice.details
    assert last.on == date(2027, 4, 15)


# A category


def test_a_new_category_is_decided_priced_and_has_a_checklist(tree):
    add_category(tree)
    knowledge = tree.load()
    assert tree.problems() == []
    decision = decide(knowledge, DOSIMETRIST)
    assert (decision.category, str(decision.dues.amount)) == ("dosimetrist", "55.00")
    assert knowledge.rules.categories["dosimetrist"].priced_by == ("training_end",)
    assert knowledge.guidance.checklists["dosimetrist"][0].title == "Apply online"


def test_a_new_category_is_never_priced_like_general_members(tree):
    add_category(tree)
    values = {**DOSIMETRIST, "training_end": "2026-06-30", "federal_service": "active_duty"}
    decision = decide(tree.load(), values, NEW_YEAR)
    assert str(decision.dues.amount) == "55.00"
    assert [line.label for line in decision.dues.lines] == ["Dosimetrist member dues"]
    assert decision.staff == ()


@pytest.mark.parametrize(
    ("without", "file", "key"),
    [
        ("dues.yml", "categories.yml", "categories.dosimetrist.dues.line"),
        ("checklists.yml", "checklists.yml", "dosimetrist"),
        ("aspects.yml", "aspects.yml", "categories"),
    ],
)
def test_a_new_category_without_line_checklist_or_words_is_refused(tree, without, file, key):
    add_category(tree, without)
    assert tree.refusal()[:2] == (file, key)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("      policy: schedule\n", "      policy: like_general\n", "dues.policy"),
        ("      policy: schedule\n", "", "dues.policy"),
        ("      line: dosimetrist\n", "", "dues.line"),
        ("priced_by: [training_end]", "priced_by: [age]", "dues.priced_by"),
        ("    per: {text: A membership year.}\n", "", "per"),
        ("    lasts:", "    last:", "last"),
    ],
)
def test_a_new_category_that_leaves_something_out_is_refused(tree, old, new, key):
    add_category(tree)
    tree.replace("categories.yml", old, new)
    assert tree.refusal()[:2] == ("categories.yml", f"categories.dosimetrist.{key}")


# An attribute


def test_a_new_attribute_is_asked_for_when_a_rule_needs_it(tree):
    path = tree.path("attributes.yml")
    path.write_text(path.read_text(encoding="utf-8") + ATTRIBUTE, encoding="utf-8")
    tree.replace(
        "categories.yml",
        "      - rule: other_profession\n        when: {profession: [other]}",
        '      - rule: other_profession\n        when: {profession: [other], chapter_officer: ["no"]}',
    )
    knowledge = tree.load()
    assert decide(knowledge, {"profession": "other"}).missing == ("chapter_officer",)
    decision = decide(knowledge, {"profession": "other", "chapter_officer": "no"})
    assert decision.status.value == "no_category"


def test_an_attribute_that_the_code_computes_with_cannot_go(tree):
    tree.replace("attributes.yml", "\nacr_history:\n", "\nhistory:\n")
    assert tree.refusal()[:2] == ("attributes.yml", "acr_history")


# A rule


def test_a_changed_rule_decides_otherwise(tree):
    tree.replace(
        "categories.yml",
        "        decides: no_category\n        because:\n"
        "          - {text: The categories that the page lists",
        "        decides: allied_health\n        because:\n"
        "          - {text: The categories that the page lists",
    )
    assert decide(tree.load(), {"profession": "other"}).category == "allied_health"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("decides: retired\n", "decides: emeritus\n", "steps[0].rules[0].decides"),
        ("when: {acr_history: [in_practice]}", "when: {age: [in_practice]}", "steps[0].rules[0].when.age"),
        ("documents: [retirement_notice]\n        because", "documents: [form]\n        because", "steps.retired.documents"),
        ("text: You have fully", "text: For $5 you have fully", "steps[0].rules[0].because[0].text"),
        ("staff: [G37]", "staff: [G99]", "steps[0].rules[1].staff[0]"),
        ("price_open: long_gap_before_training", "price_open: gap", "steps.long_gap_before_a_program.price_open"),
    ],
)  # fmt: skip
def test_a_rule_with_a_name_that_leads_nowhere_is_refused(tree, old, new, key):
    tree.replace("categories.yml", old, new)
    assert tree.refusal()[:2] == ("categories.yml", key)


# A fixed reply


def test_a_changed_reply_is_said(tree):
    tree.replace("replies.yml", "text: Thank you, good to know.", "text: Thanks, noted.")
    assert Messages(tree.load(), TODAY).reply("praise")["text"].startswith("Thanks, noted.")


def test_a_reply_with_an_unknown_placeholder_is_refused(tree):
    tree.replace("replies.yml", "text: Thank you, good", "text: Thank you {name}, good")
    file, key, problem = tree.refusal()
    assert (file, key) == ("replies.yml", "praise.text")
    assert "{name}" in problem


# A society


def test_a_new_society_is_asked_back_about(tree):
    tree.replace("organisations.yml", "      - AAFP\n", "      - AAFP\n      - Guild of Imaging\n")
    knowledge = tree.load()
    guard = AnswerGuard({}, lambda _: {}, knowledge.organisations, scope_of(knowledge))
    assert guard.assess("what does the guild of imaging charge", {"faq/x": 1.0}).is_doubtful
    assert not guard.assess("what do residents pay", {"faq/x": 1.0}).is_doubtful


# A question that resembles an answer


def test_words_that_put_a_question_out_of_scope_are_added(tree):
    tree.replace(
        "words/out_of_scope.yml", "    - tuition\n", "    - tuition\n    - parking lots?\n"
    )
    theme_of = scope_of(tree.load()).theme_of
    assert theme_of("faq/career_esir", "is there a parking lot for ESIR residents") == "career"
    assert theme_of("faq/career_esir", "what is ESIR") is None


def test_a_theme_without_a_reply_of_its_own_is_refused(tree):
    tree.replace("words/out_of_scope.yml", "- theme: pay", "- theme: parking")
    file, key, problem = tree.refusal()
    assert (file, key) == ("words/out_of_scope.yml", "theme")
    assert "'parking'" in problem


# What is said of a category


def aspect_text(tree, aspect, category, on=TODAY):
    knowledge = tree.load()
    eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
    answers = PersonalAnswers(knowledge, GuidedMessages(knowledge, eligibility, on), on)
    return to_text(answers.answer(aspect, category, None, {}).blocks)


def test_what_is_said_of_a_category_when_asked_back_is_said(tree):
    tree.replace(
        "aspects.yml",
        "There is nothing to discount: membership is free for you.",
        "{Called} pays nothing, so ask {phone} about nothing.",
    )
    text = aspect_text(tree, "discount", "medical_student")
    assert text == "A medical student member pays nothing, so ask 1-800-347-7748 about nothing."


def test_an_amount_that_is_loaded_is_said_of_a_category_too(tree):
    rows = "international,full,,400.00,2027-01-01,2027-12-31,Schedule 2027\n"
    publish(tree, rows)
    text = [
        aspect_text(tree, "next_price", "international_mit", on)
        for on in (date(2026, 12, 31), date(2027, 12, 31), date(2028, 1, 1))
    ]
    assert "$391" in text[0]
    assert "$400" in text[1]
    assert "schedule of dues" in text[2]


# What somebody is not


def test_a_new_word_for_what_somebody_is_not_is_understood(tree):
    tree.replace("words/denied.yml", "'a retiree'", "'a retiree', 'a pensioner'")
    denied = Denials(tree.load().cues.denied).in_text("I am not a pensioner")
    assert denied.categories == ("retired",)


def test_what_somebody_cannot_be_is_refused(tree):
    tree.replace("words/denied.yml", "{stage: fully_retired}", "{stage: pensioner}")
    assert tree.refusal()[:2] == ("words/denied.yml", "denied[0].values.stage")


# How a fact reads


def test_a_fact_reads_as_it_is_written(tree):
    tree.replace("texts/facts.yml", "canada: in Canada", "canada: north of the border")
    assert FactWords(tree.load()).sentence({"place": "canada"}) == "north of the border"


# How people say a fact


def test_a_new_word_for_something_known_is_understood(tree):
    text = "I'm a radiology resident in Fantasyville"
    assert "place" not in ProfileReader(tree.load().vocabulary).read(text, TODAY)
    load.cache_clear()
    tree.replace("words/facts.yml", "   canada, toronto", "   canada, fantasyville, toronto")
    assert ProfileReader(tree.load().vocabulary).read(text, TODAY)["place"] == "canada"


# What a single word offers


def test_a_new_word_for_a_relative_is_understood(tree):
    tree.replace("words/people.yml", "aunt, grandmother", "aunt, godmother, grandmother")
    people = People(tree.load().cues.people)
    assert people.person_in("My godmother is a radiologist", [SPEAKER], SPEAKER) == "godmother"
    assert people.person_in("what does she pay", [SPEAKER, "godmother"], SPEAKER) == "godmother"


def test_a_new_way_to_speak_of_what_is_to_come_is_understood(tree):
    tree.replace("words/to_come.yml", "  - gonna\n", "  - gonna\n  - down the road\n")
    comes = ToComeReader(tree.load().cues.to_come).split(
        "resident in Ohio, down the road London",
        {},
        lambda _: {"stage": "in_training"},
        lambda _: {"place": "outside"},
    )
    assert comes.now == "resident in Ohio"


def test_a_new_keyword_offers_its_questions(tree):
    tree.write(
        "knowledge/keywords.yml",
        tree.path("keywords.yml").read_text(encoding="utf-8")
        + "journal:\n  words: ['\\bjournals?\\b']\n  text: About the journal\n"
        "  offers: [membership/cme]\n",
    )
    (keyword,) = tree.load().keywords.found_in("journal")
    assert keyword.offers == ("membership/cme",)


# What comes before everything else


def test_new_words_of_a_danger_come_before_everything_else(tree):
    assert tree.load().safety.rule_for("my kraken is awake") is None
    load.cache_clear()
    tree.replace("safety.yml", "    - '\\bkms\\b'", "    - '\\bkraken\\b'")
    assert tree.load().safety.rule_for("my kraken is awake").kind == "crisis"


# What a conversation takes for granted


def test_what_a_conversation_takes_for_granted_is_named(tree):
    tree.replace(
        "assumptions.yml", "said: the work is in a field of radiology", "said: it is radiology"
    )
    assert tree.load().assumptions[0].said_as == "it is radiology"


# Another language


def test_a_new_small_word_gives_a_language_away(tree):
    text = "kwazi membership bizi"
    assert tree.load().languages.of(text) is None
    load.cache_clear()
    tree.replace("words/languages.yml", "      el los las", "      kwazi bizi el los las")
    assert tree.load().languages.of(text) == "es"


# A page, a disagreement, the telephone number


def test_a_page_that_moved_is_cited_at_its_new_address(tree):
    tree.replace("sources.yml", "https://www.acr.org/Membership/Join", "https://www.acr.org/Join")
    source = Messages(tree.load(), TODAY).answer("membership/chapters")["answer"]["sources"][0]
    assert source["url"] == "https://www.acr.org/Join"


def test_a_heading_that_is_not_listed_any_more_is_refused_where_it_is_cited(tree):
    tree.replace("sources.yml", "      - Who can join ACR?\n", "")
    file, key, problem = tree.refusal()
    assert key.endswith("heading")
    assert "'Who can join ACR?'" in problem
    assert file != "sources.yml"


def test_what_is_said_meanwhile_stands_beside_the_answer(tree):
    tree.replace(
        "disagreements.yml",
        'note: "The two pages differ here: ',
        'note: "Not the same on both: ',
    )
    message = Messages(tree.load(), TODAY).answer("membership/enrollment_verification")
    assert message["answer"]["disagreement"]["note"].startswith("Not the same on both: ")


def test_a_new_telephone_number_is_said_everywhere(tree):
    tree.replace("contacts.yml", "phone: 1-800-347-7748", "phone: 1-800-000-0000")
    knowledge = tree.load()
    texts = [Messages(knowledge, TODAY).reply("human")["text"]]
    texts += [Messages(knowledge, TODAY).answer(id_)["text"] for id_ in knowledge.answers]
    assert "1-800-000-0000" in texts[0]
    assert not [text for text in texts if "347-7748" in text]


# A text


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("texts/dues.yml", "from {january} on", "from January on", "nothing_more_this_year"),
        ("texts/dues.yml", "from {january} on", "from {january} {year} on", "nothing_more_this_year"),
        ("texts/dues.yml", "trainee_rate:", "trainee_price:", "trainee_price"),
        ("texts/dues.yml", "staff: [G14]", "staff: [G99]", "long_gap_before_training.staff[0]"),
        ("texts/decisions.yml", "{missing}", "more", "need_more"),
        ("texts/timeline.yml", "{year} is stated", "{years} is stated", "last_day_of_refund"),
        ("texts/timeline.yml", "for the rest of this year", "for the rest of {year}", "training_ends"),
        ("texts/timeline.yml", "retirement:", "retiring:", "retiring"),
        ("replies.yml", "greet:\n", "salute:\n", "greet"),
        ("aspects.yml", "  in_year:", "  in_the_year:", "texts.in_the_year"),
        ("aspects.yml", 'in_year: "In {year}:"', 'in_year: "In {years}:"', "texts.in_year"),
        ("aspects.yml", "For {called} they state", "For {name} they state", "aspects.renewal.cells.any"),
        ("aspects.yml", "compute: refund", "compute: rebate", "aspects.refund.compute"),
        ("aspects.yml", "      retired: {answer: membership/retired_dues}", "      emeritus: {answer: membership/retired_dues}", "aspects.refund.cells.emeritus"),
        ("texts/facts.yml", "training ends {value}", "training ends {day}", "training_end.value"),
        ("texts/facts.yml", "medical_student: a medical student", "medical_student: 'a {value}'", "profession.medical_student"),
        ("keywords.yml", "a person helps at {phone}", "a person helps at {fax}", "login.text"),
        ("keywords.yml", "offers: [membership/medical_student_eligibility", "offers: [membership/x", "student.offers"),
        ("assumptions.yml", "take: {field: diagnostic_radiology}", "take: {field: cardiology}", "[0]"),
        ("safety.yml", "crisis:\n  reply: crisis", "crisis:\n  reply: help", "crisis.reply"),
        ("sources.yml", "    read_on: 2026-11-21", "    read_on: lately", "pages.join.read_on"),
        ("disagreements.yml", '{page: join, heading: "Do I have', '{page: blog, heading: "Do I have', "enrollment_proof.sides[0].page"),
        ("contacts.yml", "  hours: null", "  fax: null", "membership_department.fax"),
        ("categories.yml", "answer: membership/general_eligibility", "answer: membership/general", "categories.general.answer"),
        ("texts/guide.yml", "number there;", "{number} there;", "no_number"),
        ("texts/guide.yml", "stopped: All", "halted: All", "halted"),
        ("texts/buttons.yml", "back: Go back", "backwards: Go back", "backwards"),
        ("texts/results.yml", "{amount} a membership", "{price} a membership", "amount_a_year"),
        ("texts/letter.yml", "student {place} at", "student {site} at", "before"),
        ("documents.yml", "  text: A transcript", "  text: A {kind} transcript", "enrollment_verification"),
    ],
)  # fmt: skip
def test_a_text_with_a_name_or_placeholder_that_there_is_not_is_refused(tree, file, old, new, key):
    tree.replace(file, old, new)
    assert tree.refusal()[:2] == (file, key)
