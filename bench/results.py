"""Writes bench/RESULTS.md from what was measured; says beside each number how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from bench import machine, phrases, stage_report
from bench.measure import ASKED, PEERS, TRAINED
from bench.peers.rasa_default import EPOCHS, FULL
from bench.results_io import NO_THRESHOLD, Measured, read, read_json
from bench.scoring import Score, threshold_for
from bench.tables import table
from bench.targets import targets
from bot.cli.evaluate import Question

BEGIN, END = "<!-- headline -->", "<!-- /headline -->"
STAGES = "stages.json"
_QUALITY = (
    "right at once",
    "right or offered",
    "wrong",
    "false answers on unanswerable",
    "asked back on unanswerable",
)
_COST = ("training", "ready after", "memory", "p50 / p95", "processor a message", "messages/s")


def document(kept: Path, rate: float) -> str:
    found = [read(name, kept / name) for name in PEERS if (kept / name / ASKED).is_file()]
    epochs = read_json(kept / "rasa-default" / EPOCHS) or []
    stages = read_json(kept / STAGES)
    thresholds = {one.name: threshold_for(one.calibration, rate) for one in found}
    scores = {one.name: one.score(thresholds[one.name]) for one in found}
    parts = [
        "# Our numbers beside the peers'",
        f"Measured on {_day(kept)} by `make bench`: {machine.described()}.",
        f"{BEGIN}\n{_headline(found, scores)}\n{END}",
        _how(found, thresholds, rate, len(epochs)),
        _when(kept),
        "## Targets\n\n" + targets(found, scores, len(epochs)),
        _without_threshold(found),
        _more_and_less_careful(found, rate),
        _unseen_writers(found),
        _by_their_own(found),
        _epochs(epochs) if epochs else "",
        stage_report.section(stages) if stages else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _when(kept: Path) -> str:
    trained, asked = (_between(list(kept.glob(f"*/{name}"))) for name in (TRAINED, ASKED))
    return f"The trainings ended between {trained}; the peers had been asked between {asked}."


def _between(files: Sequence[Path]) -> str:
    ended = sorted(path.stat().st_mtime for path in files)
    first, last = (datetime.fromtimestamp(one) for one in (ended[0], ended[-1]))  # noqa: DTZ006
    return f"{first:%H:%M} and {last:%H:%M}"


def _day(kept: Path) -> str:
    last = max(path.stat().st_mtime for path in kept.glob(f"*/{ASKED}"))
    # The day on the measurer's own calendar is meant.
    return date.fromtimestamp(last).isoformat()  # noqa: DTZ012


def headline(text: str) -> str:
    """Return the part of a document between the markers, both included."""
    return text[text.index(BEGIN) : text.index(END) + len(END)]


def _headline(found: Sequence[Measured], scores: dict[str, Score]) -> str:
    rows = [[one.title, *_shares(scores[one.name]), *_costs(one)] for one in found]
    return table(["", *_QUALITY, *_COST], rows)


def _shares(one: Score) -> list[str]:
    return [f"{share:.1%}" for share in vars(one).values()]


def _costs(one: Measured) -> list[str]:
    return [
        f"{_minutes(one.trained['processor_seconds'])}",
        f"{one.asked['ready_seconds']:.1f} s",
        f"{one.asked['rss_mb']:.0f} MB",
        f"{one.milliseconds(50):.1f} / {one.milliseconds(95):.1f} ms",
        f"{1000 * one.asked['processor_seconds']:.1f} ms",
        f"{one.a_second:.0f}",
    ]


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.1f} min"


def _how(found: Sequence[Measured], thresholds: dict[str, float], rate: float, epochs: int) -> str:
    peers = "\n".join(
        f"- **{one.title}**: {one.about}. Threshold {thresholds[one.name]:.3f}." for one in found
    )
    questions, calibration = phrases.validation(), phrases.calibration()
    loads = [one.asked["load"] for one in found]
    priority = found[0].asked["priority"]
    return f"""## How it was measured

Every peer learns from the same {len(phrases.training())} phrases of `data/nlu` with the same {_labels()} labels, the themes of what must not be
answered among them (BM25 learns from none: its documents are `knowledge/faq`). Each is asked the same
{len(questions)} questions of `tests/nlu`, {_answerable(questions)} answerable and {len(questions) - _answerable(questions)} not, one at a time, warm, on one thread, in a process
of its own. Only understanding is compared: the default's policies (TED, UnexpecTED) are neither trained nor loaded, which
makes Rasa's default cheaper here than it is.

Thresholds: two of the writers ({" and ".join(phrases.calibration_writers())}; {len(calibration)} phrases, {_answerable(calibration)} of them answerable) are kept out of
every training. On them each peer gets the lowest threshold at which at most {rate:.0%} of all messages get a wrong or a false
answer. No threshold saw the validation questions. Below its threshold a peer offers its three best answers; a best
label that is no answer is a refusal. The model that is served learns from those two writers as well, and has thresholds
of its own; `assistant evaluate` scores it.

{peers}

**right at once**, **right or offered**, **wrong**: shares of the answerable questions. **false answers**,
**asked back**: shares of the unanswerable ones. **training**: processor time of the training process, from its start
(a busy machine does not lengthen it; the time on the clock stands below). **ready after**: from starting a process to its
first answer, on the clock. **memory**: resident, after all questions. **p50 / p95**, **messages/s**: on the clock, one message after
the other, in process, without HTTP or dialogue. **processor a message**: the same on average, however busy the machine. DIET trained {epochs} of {FULL} epochs, see below.

The machine was shared with other work: its one-minute load stood between {min(loads):.1f} and {max(loads):.1f} on
{machine.cores()} cores while the peers were asked, which lengthens everything that is read from a clock. They ran at
priority {priority} (0 is usual, lower goes first).

{_clock(found)}"""


def _clock(found: Sequence[Measured]) -> str:
    rows = [
        [
            one.title,
            f"{one.trained['processor_seconds']:.0f} s",
            f"{one.trained['seconds']:.0f} s",
            f"{one.trained['peak_mb']:.0f} MB",
            f"{one.asked['load']:.1f}",
        ]
        for one in found
    ]
    columns = [
        "",
        "training, processor",
        "training, clock",
        "training, peak memory",
        "load while asked",
    ]
    return table(columns, rows)


def _labels() -> int:
    return len({phrase.label for phrase in phrases.training()})


def _answerable(questions: Sequence[Question]) -> int:
    return sum(bool(question.accept) for question in questions)


def _without_threshold(found: Sequence[Measured]) -> str:
    rows = [[one.title, *_shares(one.score(NO_THRESHOLD))] for one in found]
    text = "The best label, whatever its score: who ranks best, before anybody is careful."
    return f"## Without a threshold\n\n{text}\n\n{table(['', *_QUALITY], rows)}"


def _more_and_less_careful(found: Sequence[Measured], rate: float) -> str:
    rates = (rate / 2, rate, rate * 1.5)
    rows = [
        [
            one.title,
            *(f"{one.score(threshold_for(one.calibration, each)).right:.1%}" for each in rates),
        ]
        for one in found
    ]
    text = (
        "Right at once, when the threshold lets through more or fewer wrong answers on the two writers: how much the "
        "headline hangs on the rate that was chosen for it."
    )
    columns = ["", *(f"at most {each:.0%} wrong" for each in rates)]
    return f"## With more care, and with less\n\n{text}\n\n{table(columns, rows)}"


def _unseen_writers(found: Sequence[Measured]) -> str:
    rows = [[one.title, *_shares(one.unseen_writers())] for one in found]
    text = (
        "The same, on the two writers whom nobody learned from. Thresholds are set here, so only the "
        "ranking is shown. These phrases are harder than the validation questions for every peer."
    )
    return f"## Writers whom nobody learned from\n\n{text}\n\n{table(['', *_QUALITY], rows)}"


def _by_their_own(found: Sequence[Measured]) -> str:
    own = [(one.title, one.own()) for one in found]
    rows = [[title, *_shares(value)] for title, value in own if value]
    text = (
        "Ours with the thresholds in `bot/nlu/ranking/answer_policy.py`; Rasa's with its FallbackClassifier as it comes "
        "(threshold 0.3, ambiguity threshold 0.1), which offers the best intent when it falls back. The "
        "others decide nothing by themselves."
    )
    return f"## As each decides by itself\n\n{text}\n\n{table(['', *_QUALITY], rows)}"


def _epochs(epochs: Sequence[dict[str, float]]) -> str:
    rows = [
        [
            str(number),
            f"{one['processor_seconds']:.0f} s",
            f"{one['seconds']:.0f} s",
            f"{one['t_loss']:.2f}",
            f"{one['i_acc']:.1%}",
        ]
        for number, one in enumerate(epochs, 1)
    ]
    spent = sum(one["processor_seconds"] for one in epochs)
    text = (
        f"DIET was given {len(epochs)} of the {FULL} epochs that Rasa's default asks for: {spent / 60:.0f} processor "
        f"minutes on one thread at low priority. How many was settled beforehand from two measured epochs and the "
        f"budget (`--diet-minutes`). What {FULL} epochs would bring was not measured and is not claimed."
    )
    columns = ["epoch", "processor", "clock", "loss", "accuracy on its training batches"]
    return f"## How far DIET got\n\n{text}\n\n{table(columns, rows)}"
