"""Every error that this project raises on purpose, as one tree.

AssistantError
├── KnowledgeError          a file under knowledge/ is off: says which file, which key, what
├── ProfileError            what a person (or a caller of ours) says cannot be used
│   ├── UnknownAttribute    no such attribute
│   ├── UnknownValue        no such value of a known attribute
│   └── ImpossibleDates     dates that contradict each other, or are no dates
├── DuesError               an amount was asked for that the schedule cannot give
│   ├── UnknownDues         no such line in the schedule
│   └── ImportRefused       a schedule file that must not be loaded: says row and why
├── ChangeRefused           what staff changed cannot be published: says everything that is wrong
├── UnknownOutcome          a turn was kept with a kind that no report knows
├── AccountRefused          an account of staff cannot be changed so: says why
└── SetUpError              the machine or its settings are not as needed: says what to do
    └── TensorFlowMissing   a component of Rasa needs TensorFlow, which is not installed

Each carries its data as attributes and reads as a sentence. What only two modules of one room tell each
other (`SessionBusy` in bot/gateway) stands beside what raises it, on the same root.
"""

from __future__ import annotations

from collections.abc import Sequence


class AssistantError(Exception):
    """The root: whatever we raise on purpose can be caught by this name."""


class KnowledgeError(AssistantError):
    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"{file}: {key}: {problem}" if key else f"{file}: {problem}")
        self.file = file
        self.key = key
        self.problem = problem


class ProfileError(AssistantError):
    """Something said about a person cannot be used; `attribute` names what."""

    def __init__(self, attribute: str, problem: str) -> None:
        super().__init__(f"{attribute}: {problem}")
        self.attribute = attribute
        self.problem = problem


class UnknownAttribute(ProfileError):
    pass


class UnknownValue(ProfileError):
    pass


class ImpossibleDates(ProfileError):
    pass


class DuesError(AssistantError):
    pass


class UnknownDues(DuesError):
    def __init__(self, name: str) -> None:
        super().__init__(f"there is no line called {name} in knowledge/dues.yml")
        self.name = name


class ImportRefused(DuesError):
    """`row` is the line of the file (its heading is line 1)."""

    def __init__(self, row: int, problem: str) -> None:
        super().__init__(f"line {row}: {problem}")
        self.row = row
        self.problem = problem


class ChangeRefused(AssistantError):
    """`problems` are sentences, one at least."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


class UnknownOutcome(AssistantError):
    def __init__(self, kind: str) -> None:
        super().__init__(f"a turn of kind {kind!r} was kept, and no report knows how to count it")
        self.kind = kind


class AccountRefused(AssistantError):
    pass


class SetUpError(AssistantError):
    pass


class TensorFlowMissing(SetUpError, ImportError):
    """Packages that can do with and without TensorFlow look out for an ImportError."""

    def __init__(self, module: str, name: str) -> None:
        super().__init__(
            f"{module}.{name} needs TensorFlow, which is not installed: the configuration names a component "
            "of Rasa's that learns with it, such as DIETClassifier or TEDPolicy; `make tensorflow` installs it"
        )
        self.module = module
