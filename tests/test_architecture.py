"""Who may import whom, how names read and how long functions are: what the README's picture rests on."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.knowledge.categories import PricePolicy
from bot.knowledge.loader import load

ROOT = Path(__file__).resolve().parents[1]
DOMAIN = {"knowledge", "eligibility", "dues", "conversation"}
FRAMEWORKS = {
    *("rasa", "rasa_sdk", "starlette", "uvicorn", "sqlalchemy"),
    *("alembic", "httpx", "sanic", "jinja2", "typer"),
}
CORE = {"errors", "knowledge", "eligibility", "dues"}
PROCESS = {"errors", "logs", "settings"}
MAY_IMPORT = {
    "errors": set(),
    "codes": set(),
    "lasting_objects": set(),
    "logs": set(),
    "settings": {"errors"},
    "redis_connection": set(),
    "knowledge": {"errors"},
    "eligibility": {"errors", "knowledge", "dues"},
    "dues": {"errors", "knowledge"},
    "messages": CORE,
    "nlu": {"errors", "knowledge"},
    "conversation": {*CORE, "codes", "messages", "nlu"},
    "publishing": {"errors", "knowledge", "dues", "nlu", "records"},
    "records": {"errors", "codes"},
    # records: Rasa's conversations stand in our database, opened as ours is.
    "rasa": {
        *PROCESS,
        *("lasting_objects", "redis_connection", "knowledge", "messages", "nlu", "records"),
    },
    "web": {"errors", "knowledge", "eligibility", "messages"},
    "gateway": {
        *(CORE | PROCESS),
        *("redis_connection", "messages", "records", "conversation", "web"),
        "nlu",  # model_file alone: which model answered stands in the records
        "publishing",  # live_file: which Rasa to ask; staging: which content it replies from
    },
    "console": {
        *(CORE | PROCESS),
        *("messages", "records", "nlu", "publishing", "web"),
        "codes",
        "conversation",  # staff are told what a visitor would be told
    },
    # The processes are started as programs: their rooms are not imported.
    "cli": {*CORE, *PROCESS, "conversation", "messages", "nlu", "publishing", "records"},
    "actions": {
        *("lasting_objects", "logs", "settings"),
        *("knowledge", "conversation", "messages", "nlu", "records"),
    },
}
RECORDS = {
    "clock": set(),
    "database": set(),
    "metadata": set(),
    "migrate": {"database"},
    "migrations": {"database", "metadata"},
    "conversations": {"clock", "database", "metadata"},
    "review": {"metadata", "conversations"},
    "analytics": {"metadata", "conversations", "review"},
    "staff": {"metadata"},
    "publishing": {"metadata"},
    "retention": {"database", "conversations", "review", "publishing", "staff"},
    "person_erasure": {"database", "conversations", "retention", "staff"},
}
# Everything else may import the packages on its right, and of `tests` only its own folder.
OUTSIDE = {
    "bot": {"bot"},
    "actions": {"bot", "actions"},
    # actions: how Rasa's parse data is read stands in one place.
    "testkit": {"bot", "actions", "testkit"},
    "bench": {"bot", "testkit", "bench"},
    "tests": {"bot", "actions", "testkit"},
    "tests/bench": {"bot", "testkit", "bench"},
    "deploy": set(),
}
VAGUE = frozenset(
    "one found told said kept heard known asked shown given taken thing things stuff mind room door"
    " data info tmp obj".split()
)
VAGUE_SHARE = 0.01
# Names of modules that say less than those that stand there now.
VAGUE_MODULES = frozenset(
    "mind knowing sorting counting reviewing teaching signing_in visit stopped misses inbox"
    " suggestions outcomes build library reading caution support terms concepts heard saved"
    " wordings controls shown incoming shared in_words nearest schedule_file standing strength times"
    " places story running stopwatch measured utils helpers common misc manager".split()
)
LONGEST_FUNCTION = 40
# Modules whose tests stand under another name, since they are only ever used through what that name tests.
TESTED_THROUGH = {
    "bot/cli/child_setup.py": "tests/cli/test_supervisor.py",
    "bot/console/colleagues.py": "tests/console/test_unanswered_pages.py",
    "bot/console/conflict.py": "tests/console/test_unanswered_pages.py",
    "bot/console/group_pages.py": "tests/console/test_unanswered_pages.py",
    "bot/console/page_context.py": "tests/console/test_app.py",
    "bot/console/password_link.py": "tests/console/test_user_pages.py",
    "bot/console/phrase_acceptance.py": "tests/console/test_acceptance_pages.py",
    "bot/eligibility/decision.py": "tests/eligibility/test_decide.py",
    "bot/gateway/letter_problems.py": "tests/gateway/test_letter_reader.py",
    "bot/nlu/facts/evidence.py": "tests/nlu/facts/attributes/test_stage.py",
    "bot/nlu/phrases/phrase.py": "tests/nlu/phrases/test_files.py",
    "bot/publishing/changes.py": "tests/publishing/test_write_changes.py",
    "bot/rasa/broker.py": "tests/scaled/test_analytics.py",
    "bot/records/conversations/credentials.py": "tests/records/conversations/test_personal_data.py",
    "bot/records/conversations/postal_addresses.py": "tests/records/conversations/test_personal_data.py",
    "bot/records/conversations/spans.py": "tests/records/conversations/test_personal_data.py",
    "bot/records/metadata.py": "tests/records/test_shape.py",
    "bot/records/staff/staff.py": "tests/records/staff/test_sessions.py",
    "bot/redis_connection.py": "tests/gateway/test_turn_lock.py",
    # They write lists anew from packages that only who runs them has.
    "bot/cli/build_first_names.py": "tests/records/conversations/test_first_names.py",
    "bot/nlu/facts/build_second_reader.py": "tests/nlu/facts/test_second_reader.py",
    "bot/nlu/facts/text/build_city_list.py": "tests/nlu/facts/text/test_cities.py",
    "bot/nlu/spelling/build_word_list.py": "tests/nlu/spelling/test_english.py",
}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def modules(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))


OURS = modules("bot", "actions")
RECORDS_MODULES = modules("bot/records")
EVERYTHING = modules("bot", "actions", "testkit", "bench", "tests", "deploy")


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    names = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


def roots(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


def room(path: Path) -> str:
    """Return a module's room: the folder or module below bot/, or the package itself."""
    parts = path.relative_to(ROOT).parts
    return Path(parts[1]).stem if parts[0] == "bot" else parts[0]


def package(path: Path) -> str:
    return (
        "tests/bench" if relative(path).startswith("tests/bench/") else relative(path).split("/")[0]
    )


def forbidden(path: Path, prefix: str, own: str, contracts: dict[str, set[str]]) -> Iterator[str]:
    """Name each import below `prefix` that the contract of the module's own room does not allow."""
    for name in imports(path):
        if name.startswith(prefix):
            other = name.removeprefix(prefix).split(".")[0]
            if other != own and other in contracts and other not in contracts[own]:
                yield f"{relative(path)} must not import {name}"


def test_every_room_has_its_contract():
    assert {room(path) for path in OURS} - {"__init__"} <= set(MAY_IMPORT)
    assert {
        Path(path.relative_to(ROOT / "bot/records").parts[0]).stem for path in RECORDS_MODULES
    } - {"__init__"} == set(RECORDS)


def test_a_room_imports_only_the_rooms_that_it_may():
    assert not [
        line
        for path in OURS
        if room(path) != "__init__"
        for line in forbidden(path, "bot.", room(path), MAY_IMPORT)
    ]


def test_the_rooms_of_the_records_build_on_one_another_in_one_direction():
    assert not [
        line
        for path in RECORDS_MODULES
        for line in forbidden(
            path,
            "bot.records.",
            Path(path.relative_to(ROOT / "bot/records").parts[0]).stem,
            {"__init__": set(), **RECORDS},
        )
    ]


def test_what_stands_outside_is_not_imported_from_inside():
    packages = {"bot", "actions", "testkit", "bench"}
    assert not [
        f"{relative(path)} must not import {name}"
        for path in EVERYTHING
        for name in roots(path) & (packages - OUTSIDE[package(path)])
    ]


def test_tests_import_no_test_of_another_folder():
    assert not [
        f"{relative(path)} imports {name}, which belongs into testkit"
        for path in EVERYTHING
        for name in imports(path)
        if name.startswith("tests.")
        and not name.startswith(relative(path.parent).replace("/", ".") + ".")
    ]


def test_only_the_components_the_seams_and_the_actions_know_rasa():
    assert not [
        relative(path)
        for path in OURS
        if room(path) not in {"nlu", "rasa", "actions"} and roots(path) & {"rasa", "rasa_sdk"}
    ]


def test_the_domain_knows_no_framework_no_database_and_no_clock():
    for path in OURS:
        if room(path) in DOMAIN:
            assert not roots(path) & (FRAMEWORKS | {"time"}), relative(path)
            text = path.read_text(encoding="utf-8")
            assert ".today()" not in text, relative(path)
            assert ".now(" not in text, relative(path)


def test_understanding_without_rasa_does_not_import_rasa():
    components = {
        *("answer_selector.py", "danger_detector.py", "self_description.py", "featurizer.py"),
        *("spelling_corrector.py", "follow_up_reader.py", "wording.py"),
    }
    assert not [
        relative(path)
        for path in modules("bot/nlu")
        if path.name not in components and "rasa" in roots(path)
    ]


def test_every_error_stands_on_the_root_of_the_tree():
    """But for what Rasa must not catch on its way."""
    assert not [
        f"{relative(path)}: {node.name}"
        for path in OURS
        if path.name != "errors.py" or path.parent.name != "bot"
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        if {base.id for base in node.bases if isinstance(base, ast.Name)}
        & {"Exception", "ValueError", "RuntimeError", "KeyError"}
    ]


def test_no_rule_in_code_names_a_category_or_an_answer():
    """Which categories there are, and what is said of each, is for knowledge/ alone."""
    knowledge = load()
    # Some are also values of attributes or price policies, and mean those.
    policies = {policy.value for policy in PricePolicy}
    values = {value for attribute in knowledge.attributes.values() for value in attribute.values}
    names = {*knowledge.rules.categories, *knowledge.answers, *knowledge.answers_by_label}
    assert not [
        f"{relative(path)}:{node.lineno} names {node.value!r}"
        for path in OURS
        if room(path) in DOMAIN | {"messages", "gateway"}
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value in names - policies - values
    ]


def test_names_say_what_a_value_is():
    names = [name for path in OURS for name in bound_names(parse(path))]
    vague = [name for name in names if name.strip("_").lower() in VAGUE]
    assert len(vague) / len(names) <= VAGUE_SHARE, sorted(vague)


def test_modules_say_what_they_hold():
    paths = modules("bot", "actions", "testkit", "bench")
    assert not [
        relative(path)
        for path in paths
        if path.stem in VAGUE_MODULES and path.parent.name != "peers"
    ]


def test_every_module_has_its_tests_where_the_tree_says():
    """tests/ mirrors the tree; the tables of the records are held by tests/records/test_shape.py."""
    paths = [
        path
        for path in OURS
        if not path.stem.startswith("__")
        and path.stem != "tables"
        and "migrations" not in path.relative_to(ROOT).parts
    ]
    expected = {relative(path): TESTED_THROUGH.get(relative(path), mirror(path)) for path in paths}
    assert TESTED_THROUGH.keys() <= expected.keys()
    assert not [
        f"{module}: no {test}" for module, test in expected.items() if not (ROOT / test).is_file()
    ]
    assert not [module for module in TESTED_THROUGH if (ROOT / mirror(ROOT / module)).is_file()]


def mirror(path: Path) -> str:
    """Return where the tests of a module stand."""
    folder = relative(path.parent).removeprefix("bot").strip("/")
    return "/".join(filter(None, ("tests", folder, f"test_{path.name}")))


def bound_names(tree: ast.AST) -> Iterator[str]:
    """Return every name that a module gives: to variables, parameters, functions, attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def test_no_function_is_longer_than_a_screen():
    assert not [name for path in OURS for name in long_functions(path)]


def long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(parse(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION and "migrations/versions" not in relative(path):
                yield f"{relative(path)}: {node.name}"
