"""Writes a set of changes into the files of a tree, in the format in which they stand in git."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from bot.errors import ChangeRefused
from bot.knowledge.dues_file import FILE as DUES
from bot.knowledge.dues_file import write_lines
from bot.knowledge.faq import FAMILY
from bot.knowledge.loader import KNOWLEDGE, load
from bot.nlu.phrases.admission import Admission
from bot.nlu.phrases.files import add_phrases, file_of, remove_phrase
from bot.nlu.phrases.held_out import FOLDER as HELD_OUT
from bot.nlu.phrases.held_out import held_out_questions
from bot.publishing.answer_file import replace_file
from bot.publishing.answer_grounds import refuse_contradictions, write_answer_changes
from bot.publishing.changes import AddedPhrase, ChangeSet, HeldOutQuestion
from bot.publishing.schedule_changes import lay_over

# Who wrote what was accepted in the console; and the file of the questions from there.
WRITER = "console"
QUESTIONS = f"{HELD_OUT}/held_out_console.jsonl"


def write_changes(changes: ChangeSet, root: Path) -> list[str]:
    """Return the files that changed. Raises ChangeRefused, KnowledgeError, with all that is wrong.

    Removals come first, so that a phrase can move from one label to another.
    """
    refuse_contradictions(changes.answers)
    files = write_answer_changes(root, changes.answers)
    problems = []
    for phrase in changes.removed:
        if not remove_phrase(root, phrase.file, phrase.label, phrase.text):
            problems.append(f"“{phrase.text}” no longer stands in {phrase.file}")
        files.add(phrase.file)
    if changes.questions:
        files |= _write_questions(root, changes.questions)
    if changes.amounts:
        lines = lay_over(changes.amounts, load(root / KNOWLEDGE.name).dues)
        write_lines(root / KNOWLEDGE.name, lines, [])
        files.add(f"{KNOWLEDGE.name}/{DUES}")
    problems += _refusals(changes.added, root)
    if problems:
        raise ChangeRefused(problems)
    return sorted(files | _add(changes.added, root))


def _refusals(added: tuple[AddedPhrase, ...], root: Path) -> list[str]:
    labels = load(root / KNOWLEDGE.name).answers_by_label
    admission = Admission(root)
    problems = []
    for phrase in added:
        if phrase.label.startswith(f"{FAMILY}/") and phrase.label not in labels:
            problems.append(f"“{phrase.text}”: there is no answer {phrase.label}")
        elif reason := admission.refuse(phrase.text, phrase.label):
            problems.append(f"“{phrase.text}”: {reason}")
    return problems


def _add(added: tuple[AddedPhrase, ...], root: Path) -> set[str]:
    published = load(root / KNOWLEDGE.name).answers_by_label
    ids = {label: answer.id for label, answer in published.items()}
    texts: dict[str, list[str]] = defaultdict(list)
    for phrase in added:
        texts[phrase.label].append(" ".join(phrase.text.split()))
    for label, own in sorted(texts.items()):
        add_phrases(root, file_of(label, ids), label, WRITER, own)
    return {file_of(label, ids) for label in texts}


def _write_questions(root: Path, questions: tuple[HeldOutQuestion, ...]) -> set[str]:
    """Let questions that stand in the files accept their answer; add the others. Return the files."""
    answers = {" ".join(question.text.split()): question.answer for question in questions}
    changed = {file for text in answers for file in _files_with(root, text)}
    present = set()
    for file in changed:
        path = root / file
        lines = path.read_text(encoding="utf-8").splitlines()
        for place, line in enumerate(lines):
            row = json.loads(line) if line.strip() else {}
            if answer := answers.get(row.get("text", "")):
                present.add(row["text"])
                row["accept"] = list(dict.fromkeys([*row["accept"], answer]))
                lines[place] = json.dumps(row, ensure_ascii=False)
        replace_file(path, "\n".join(lines) + "\n")
    new = {text: answer for text, answer in answers.items() if text not in present}
    return changed | ({_add_questions(root, new)} if new else set())


def _files_with(root: Path, text: str) -> list[str]:
    return [file for file, _, row in held_out_questions(root) if row["text"] == text]


def _add_questions(root: Path, answers: Mapping[str, str]) -> str:
    path = root / QUESTIONS
    content = path.read_text(encoding="utf-8") if path.is_file() else ""
    for text, answer in answers.items():
        content += json.dumps({"text": text, "accept": [answer]}, ensure_ascii=False) + "\n"
    replace_file(path, content)
    return QUESTIONS
