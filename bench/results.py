"""Writes bench/RESULTS.md from what was measured; says beside each number how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from bench import machine, phrases, stage_report, tuning
from bench.measure import ANSWERS, PEERS, TRAINED
from bench.measurement import NO_THRESHOLD, Measurement, read, read_json
from bench.peers.rasa_default import EPOCHS, FULL
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


def document(folder: Path, rate: float) -> str:
    measurements = [
        read(name, folder / name) for name in PEERS if (folder / name / ANSWERS).is_file()
    ]
    epochs = read_json(folder / "rasa-default" / EPOCHS) or []
    stages = read_json(folder / STAGES)
    thresholds = {peer.name: threshold_for(peer.calibration, rate) for peer in measurements}
    scores = {peer.name: peer.score(thresholds[peer.name]) for peer in measurements}
    parts = [
        "# Our numbers beside the peers'",
        f"Measured on {_day(folder)} by `make bench`: {machine.described()}.",
        f"{BEGIN}\n{_headline(measurements, scores)}\n{END}",
        _how(measurements, thresholds, rate, len(epochs), tuning.read_cost(folder)),
        _when(folder),
        "## Targets\n\n" + targets(measurements, scores, len(epochs)),
        _without_threshold(measurements),
        _more_and_less_careful(measurements, rate),
        _unseen_writers(measurements),
        _by_their_own(measurements),
        _epochs(epochs) if epochs else "",
        stage_report.section(stages) if stages else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _when(folder: Path) -> str:
    trained, answered = (_between(list(folder.glob(f"*/{name}"))) for name in (TRAINED, ANSWERS))
    return f"The trainings ended between {trained}; the peers had been asked between {answered}."


def _between(files: Sequence[Path]) -> str:
    ended = sorted(path.stat().st_mtime for path in files)
    first, last = (datetime.fromtimestamp(moment) for moment in (ended[0], ended[-1]))  # noqa: DTZ006
    return f"{first:%H:%M} and {last:%H:%M}"


def _day(folder: Path) -> str:
    last = max(path.stat().st_mtime for path in folder.glob(f"*/{ANSWERS}"))
    # The day on the measurer's own calendar is meant.
    return date.fromtimestamp(last).isoformat()  # noqa: DTZ012


def headline(text: str) -> str:
    """Return the part of a document between the markers, both included."""
    return text[text.index(BEGIN) : text.index(END) + len(END)]


def _headline(measurements: Sequence[Measurement], scores: dict[str, Score]) -> str:
    rows = [[peer.title, *_shares(scores[peer.name]), *_costs(peer)] for peer in measurements]
    return table(["", *_QUALITY, *_COST], rows)


def _shares(score: Score) -> list[str]:
    return [f"{share:.1%}" for share in vars(score).values()]


def _costs(peer: Measurement) -> list[str]:
    return [
        f"{_minutes(peer.trained['processor_seconds'])}",
        f"{peer.answers['ready_seconds']:.1f} s",
        f"{peer.answers['rss_mb']:.0f} MB",
        f"{peer.milliseconds(50):.1f} / {peer.milliseconds(95):.1f} ms",
        f"{1000 * peer.answers['processor_seconds']:.1f} ms",
        f"{peer.a_second:.0f}",
    ]


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.1f} min"


def _how(
    measurements: Sequence[Measurement],
    thresholds: dict[str, float],
    rate: float,
    epochs: int,
    tuned: dict[str, float] | None,
) -> str:
    peers = "\n".join(
        f"- **{peer.title}**: {peer.about}. Threshold {thresholds[peer.name]:.3f}."
        for peer in measurements
    )
    questions, calibration = phrases.validation(), phrases.calibration()
    loads = [peer.answers["load"] for peer in measurements]
    priority = measurements[0].answers["priority"]
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

{_offline(tuned)}

{peers}

**right at once**, **right or offered**, **wrong**: shares of the answerable questions. **false answers**,
**asked back**: shares of the unanswerable ones. **training**: processor time of the training process, from its start
(a busy machine does not lengthen it; the time on the clock stands below). **ready after**: from starting a process to its
first answer, on the clock. **memory**: resident, after all questions. **p50 / p95**, **messages/s**: on the clock, one message after
the other, in process, without HTTP or dialogue. **processor a message**: the same on average, however busy the machine. DIET trained {epochs} of {FULL} epochs, see below.

The machine was shared with other work: its one-minute load stood between {min(loads):.1f} and {max(loads):.1f} on
{machine.cores()} cores while the peers were asked, which lengthens everything that is read from a clock. They ran at
priority {priority} (0 is usual, lower goes first).

{_clock(measurements)}"""


def _offline(tuned: dict[str, float] | None) -> str:
    if tuned is None:
        return "The encoder of ours was tuned on all writers, those two among them: its threshold is too low."
    minutes = tuned["processor_seconds"] / 60
    return (
        "What ours learns offline has not seen those two either: here its encoder is tuned on the phrases that everybody "
        f"learns from, {minutes:.0f} minutes of processor time, which no other row has and which are not in its training "
        "below. Its judgement is the one of the tree; only the section on what each decides by itself asks it."
    )


def _clock(measurements: Sequence[Measurement]) -> str:
    rows = [
        [
            peer.title,
            f"{peer.trained['processor_seconds']:.0f} s",
            f"{peer.trained['seconds']:.0f} s",
            f"{peer.trained['peak_mb']:.0f} MB",
            f"{peer.answers['load']:.1f}",
        ]
        for peer in measurements
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


def _without_threshold(measurements: Sequence[Measurement]) -> str:
    rows = [[peer.title, *_shares(peer.score(NO_THRESHOLD))] for peer in measurements]
    text = "The best label, whatever its score: who ranks best, before anybody is careful."
    return f"## Without a threshold\n\n{text}\n\n{table(['', *_QUALITY], rows)}"


def _more_and_less_careful(measurements: Sequence[Measurement], rate: float) -> str:
    rates = (rate / 2, rate, rate * 1.5)
    rows = [
        [
            peer.title,
            *(f"{peer.score(threshold_for(peer.calibration, each)).right:.1%}" for each in rates),
        ]
        for peer in measurements
    ]
    text = (
        "Right at once, when the threshold lets through more or fewer wrong answers on the two writers: how much the "
        "headline hangs on the rate that was chosen for it."
    )
    columns = ["", *(f"at most {each:.0%} wrong" for each in rates)]
    return f"## With more care, and with less\n\n{text}\n\n{table(columns, rows)}"


def _unseen_writers(measurements: Sequence[Measurement]) -> str:
    rows = [[peer.title, *_shares(peer.unseen_writers())] for peer in measurements]
    text = (
        "The same, on the two writers whom nobody learned from. Thresholds are set here, so only the "
        "ranking is shown. These phrases are harder than the validation questions for every peer."
    )
    return f"## Writers whom nobody learned from\n\n{text}\n\n{table(['', *_QUALITY], rows)}"


def _by_their_own(measurements: Sequence[Measurement]) -> str:
    own = [(peer.title, peer.own()) for peer in measurements]
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
            f"{epoch['processor_seconds']:.0f} s",
            f"{epoch['seconds']:.0f} s",
            f"{epoch['t_loss']:.2f}",
            f"{epoch['i_acc']:.1%}",
        ]
        for number, epoch in enumerate(epochs, 1)
    ]
    spent = sum(epoch["processor_seconds"] for epoch in epochs)
    text = (
        f"DIET was given {len(epochs)} of the {FULL} epochs that Rasa's default asks for: {spent / 60:.0f} processor "
        f"minutes on one thread at low priority. How many was settled beforehand from two measured epochs and the "
        f"budget (`--diet-minutes`). What {FULL} epochs would bring was not measured and is not claimed."
    )
    columns = ["epoch", "processor", "clock", "loss", "accuracy on its training batches"]
    return f"## How far DIET got\n\n{text}\n\n{table(columns, rows)}"
