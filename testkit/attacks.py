"""Attacks of one visitor on the gateway, bounded, and what another visitor notices of them."""

from __future__ import annotations

import contextlib
import io
import ipaddress
import itertools
import re
import socket
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import httpx

from testkit.letters import lying_archive, pdf_of_pages
from testkit.visitor import Visitor

_THREADS = 4
_SECONDS = 40
_PAUSE = 0.1
# As a proxy on this machine says it. Each attack comes from an address of its own: else the limit that the first
# one reached would be all that the next one meets.
_ATTACKERS = itertools.count(66)
_BYSTANDERS = itertools.count(1)
_QUESTION = "what do residents pay"

_FORM_TOKEN = re.compile(r'name="token" value="([^"]+)"')

Statuses = Counter[str]


@dataclass
class Harm:
    """`answers` counts what the attacker got; `waits` are another visitor's, in seconds."""

    answers: Statuses = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def broken(self) -> int:
        """Return how many of the attacker's requests ended in an error of ours; 503 is said on purpose."""
        return sum(
            count
            for status, count in self.answers.items()
            if status.startswith("5") and status != "503"
        )


@dataclass(frozen=True)
class Attack:
    """`run` takes the address of the process that is attacked, and how many requests to send.

    `times` as many are sent as of others, since each is cheap.
    """

    title: str
    run: Callable[[str, int], Statuses]
    target: str = "gateway"
    times: int = 1


def suffer(attack: Attack, address: str, count: int, target: str = "") -> Harm:
    """Attack the target, or else the gateway, while another visitor talks to the gateway.

    Raises ValueError for an address that is not this machine's.
    """
    for each in filter(None, (address, target)):
        _refuse_foreign(each)
    harm, is_over = Harm(), threading.Event()
    bystander = threading.Thread(target=_talk, args=(address, harm, is_over))
    bystander.start()
    try:
        harm.answers = attack.run(target or address, count * attack.times)
    finally:
        is_over.set()
        bystander.join()
    return harm


def _refuse_foreign(address: str) -> None:
    host = urlsplit(address).hostname or ""
    if not ipaddress.ip_address(host).is_loopback:
        raise ValueError(
            f"{host} is not an address of this machine's own; only loopback is attacked"
        )


def _talk(address: str, harm: Harm, is_over: threading.Event) -> None:
    """Ask again and again, in a new conversation from another address where one has reached its limit."""
    visitor: Visitor | None = None
    with httpx.Client(base_url=address, timeout=_SECONDS) as http:
        while not (is_over.is_set() and (harm.waits or harm.failures)):
            started = time.monotonic()
            try:
                visitor, is_answered = _ask(http, visitor)
            # What is no conversation to begin with fails an assertion.
            except (httpx.HTTPError, AssertionError) as error:
                harm.failures.append(type(error).__name__)
            else:
                if is_answered:
                    harm.waits.append(time.monotonic() - started)
            time.sleep(_PAUSE)


def _ask(http: httpx.Client, visitor: Visitor | None) -> tuple[Visitor | None, bool]:
    """Begin a conversation, or ask in this one; return with whom to go on, and whether there was an answer.

    Raises HTTPError for what is none.
    """
    if visitor is None:
        http.headers.update(_from("198.51.100", _BYSTANDERS))
        return Visitor(http), True
    response = visitor.send({"id": f"m{time.monotonic_ns()}", "text": _QUESTION})
    if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        return None, False
    response.raise_for_status()
    return visitor, True


def _from(network: str, numbers: Iterator[int]) -> dict[str, str]:
    return {"X-Forwarded-For": f"{network}.{next(numbers) % 256}"}


def _send(
    address: str,
    count: int,
    send: Callable[[httpx.Client, int], httpx.Response],
    threads: int = _THREADS,
) -> Statuses:
    """Send several at once; a connection that is closed on us is an answer as well."""

    def send_one(number: int) -> str:
        try:
            return str(send(http, number).status_code)
        except httpx.HTTPError:
            return "closed"

    with (
        httpx.Client(base_url=address, timeout=_SECONDS, headers=_attacker()) as http,
        ThreadPoolExecutor(threads) as pool,
    ):
        return Counter(pool.map(send_one, range(count)))


def _attacker() -> dict[str, str]:
    return _from("203.0.113", _ATTACKERS)


def _document(body: str) -> bytes:
    """Return a .docx whose body this is."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
            'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
        )
    return data.getvalue()


_WIDE_CELL = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
_TALL_TABLE = (
    f"<w:tbl>{'<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>' * 15_000}</w:tbl>"
)


def _long_text() -> str:
    return f"<w:p><w:r><w:t>{'a' * 120_000_000}</w:t></w:r></w:p>"


def _letters(name: str, content: Callable[[], bytes]) -> Callable[[str, int], Statuses]:
    def run(address: str, count: int) -> Statuses:
        file = (name, content())
        return _send(address, count, lambda http, _: http.post("/letter", files={"file": file}))

    return run


def _pasted(address: str, count: int) -> Statuses:
    text = "june 1 " * 2_857
    return _send(address, count, lambda http, _: http.post("/letter", data={"text": text}))


def _endless_forms(address: str, count: int) -> Statuses:
    """Forms of nothing but what parts one field from the next, or of nothing but percent signs."""
    bodies = (b"&" * 900_000, b"text=" + b"%" * 500_000)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return _send(
        address,
        count,
        lambda http, number: http.post("/letter", content=bodies[number % 2], headers=kind),
    )


def _forged(address: str, count: int) -> Statuses:
    token = "AAAA.AAAA"
    return _send(
        address,
        count,
        lambda http, number: http.post(
            "/api/chat/messages",
            json={"id": f"m{number}", "text": "/restart"},
            headers={"Authorization": f"Bearer {token}{number}"},
        ),
    )


def _many_sessions(address: str, count: int) -> Statuses:
    return _send(address, count, lambda http, _: http.post("/api/chat/sessions", json={}))


def _passwords(address: str, count: int) -> Statuses:
    """Try a password for as many names, so that no limit of a name is reached."""
    return _send(address, count, _try_password(address))


def _passwords_at_once(address: str, count: int) -> Statuses:
    """As `_passwords`, all of them at once, each from an address of its own."""
    try_password = _try_password(address)
    return _send(
        address,
        count,
        lambda http, number: try_password(http, number, headers=_attacker()),
        threads=count,
    )


def _try_password(address: str) -> Callable[..., httpx.Response]:
    page = httpx.get(f"{address}/sign-in", timeout=_SECONDS)
    token = _FORM_TOKEN.search(page.text)
    form = {"token": token[1] if token else "", "password": "sunrise-sunset"}

    def send(http: httpx.Client, number: int, **more: Any) -> httpx.Response:
        fields = {**form, "name": f"nobody{number}"}
        return http.post("/sign-in", data=fields, cookies=page.cookies, **more)

    return send


def _erasures(address: str, count: int) -> Statuses:
    """Erase conversations as fast as can be, each of them again and again."""
    with httpx.Client(base_url=address, timeout=_SECONDS, headers=_attacker()) as http:
        visitors = [Visitor(http) for _ in range(5)]
        return _send(address, count, lambda _, number: visitors[number % 5].leave())


def _histories(address: str, count: int) -> Statuses:
    with httpx.Client(base_url=address, timeout=_SECONDS, headers=_attacker()) as http:
        visitor = Visitor(http)
        return _send(address, count, lambda *_: visitor.history())


def _pages(address: str, count: int) -> Statuses:
    return _send(address, count, lambda http, _: http.get("/faq"))


def _made_up_answers(address: str, count: int) -> Statuses:
    """Ask for pages of the eligibility check, each with answers that nobody gave before, in no order of ours."""
    queries = ("training_end={0}-06-30", "ask=federal_service&dues_paid_year={0}")
    return _send(
        address,
        count,
        lambda http, number: http.get(f"/eligibility?{queries[number % 2].format(1900 + number)}"),
    )


def _hard_texts(address: str, count: int) -> Statuses:
    """Texts that are read slowly: many digits, dashes and openings of names, one endless word."""
    texts = ["1/" * 500, "a-" * 499 + "@", "my name is " * 90, "ab" * 500]
    with httpx.Client(base_url=address, timeout=_SECONDS, headers=_attacker()) as http:
        visitor = Visitor(http)
        return Counter(
            str(visitor.send({"id": f"m{number}", "text": texts[number % 4][:1000]}).status_code)
            for number in range(count)
        )


def _long_head(address: str, count: int) -> Statuses:
    return Counter(_head_of(address, 4_000_000) for _ in range(min(count, 5)))


def _head_of(address: str, size: int) -> str:
    """Send one header line of so many bytes; return the status, or that the connection was closed."""
    return _answer_to(address, b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * size)


def _many_chunks(address: str, count: int) -> Statuses:
    """Send bodies of 200 KB in chunks of one byte; the server may close before all of it is there."""
    body = b"1\r\n \r\n" * 33_000 + b"2\r\n{}\r\n0\r\n\r\n"
    return Counter(_answer_to(address, _CHUNKED + body) for _ in range(count))


def _answer_to(address: str, request: bytes) -> str:
    with _connection(address) as connection:
        try:
            connection.sendall(request)
            return connection.recv(12).decode().split()[1]
        except (OSError, IndexError):
            return "closed"


def _half_open(address: str, count: int) -> Statuses:
    """Begin requests and never end them; count which were closed within the time that a head has."""
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(_connection(address)) for _ in range(count)]
        for connection in connections:
            connection.sendall(b"GET / HTTP/1.1\r\n")
        ends = time.monotonic() + 15
        return Counter(_state(connection, ends) for connection in connections)


def _dripping(address: str, count: int) -> Statuses:
    """Send a byte of a body now and then, long after the answer; count which were closed in time."""
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(_connection(address)) for _ in range(count)]
        for connection in connections:
            connection.sendall(_UNFINISHED)
        ends = time.monotonic() + 35
        while time.monotonic() < ends:
            time.sleep(3)
            for connection in connections:
                with contextlib.suppress(OSError):
                    connection.sendall(b" ")
        return Counter(_end_of(connection) for connection in connections)


def _half_forms(address: str, count: int) -> Statuses:
    """Send the half of a form each; count which were answered or closed within the time that a body has."""
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(_connection(address)) for _ in range(count)]
        for connection in connections:
            connection.sendall(_HALF_A_FORM)
        ends = time.monotonic() + 35
        return Counter(_state(connection, ends) for connection in connections)


def _untaken(address: str, count: int) -> Statuses:
    """Ask for many files and take none; count which were closed in time."""
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(_connection(address, 2048)) for _ in range(count)]
        for connection in connections:
            connection.sendall(b"GET /static/assistant/panel.js HTTP/1.1\r\nHost: a\r\n\r\n" * 300)
        time.sleep(45)
        return Counter(_end_of(connection) for connection in connections)


_CHUNKED = (
    b"POST /api/chat/messages HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n"
)
_UNFINISHED = (
    b"POST /api/chat/messages HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    b"Content-Length: 1000000\r\n\r\n"
)
_HALF_A_FORM = (
    b"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 1000\r\n\r\nname=nobody&password="
)


def _end_of(connection: socket.socket) -> str:
    """Read what there is; tell whether the server has ended the connection."""
    connection.settimeout(2)
    try:
        while connection.recv(65_536):
            pass
    except TimeoutError:
        return "still open"
    except OSError:
        pass
    return "closed"


def _state(connection: socket.socket, ends: float) -> str:
    connection.settimeout(max(0.01, ends - time.monotonic()))
    try:
        received = connection.recv(12)
    except TimeoutError:
        return "still open"
    except OSError:
        return "closed"
    return received.decode().split()[1] if received else "closed"


@contextlib.contextmanager
def _connection(address: str, buffer: int = 0) -> Iterator[socket.socket]:
    """`buffer` is how many bytes the client's side takes at once; 0: as many as are usual."""
    parts = urlsplit(address)
    with socket.socket() as connection:
        if buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        connection.settimeout(_SECONDS)
        connection.connect((parts.hostname or "", parts.port or 80))
        yield connection


ATTACKS = {
    "wide": Attack(
        "letters whose one cell claims 2,000,000,000 columns",
        _letters("letter.docx", partial(_document, _WIDE_CELL)),
    ),
    "tall": Attack(
        "letters with a table of 15,000 merged rows",
        _letters("letter.docx", partial(_document, _TALL_TABLE)),
    ),
    "unfolding": Attack(
        "letters of 120 KB that unfold into 120 MB",
        _letters("letter.docx", lambda: _document(_long_text())),
    ),
    "lying": Attack(
        "letters that claim to unfold into 100 bytes, and would into 120 MB (bzip2)",
        _letters("letter.docx", lambda: lying_archive(zipfile.ZIP_BZIP2, 120_000_000)),
    ),
    "page": Attack(
        "letters of ten pages that share 300,000 commands",
        _letters("letter.pdf", lambda: pdf_of_pages(b"(a) Tj " * 300_000, 10)),
    ),
    "pasted": Attack("20 KB of dates pasted as a letter", _pasted),
    "forms": Attack("forms of 500 and 900 KB without a field", _endless_forms),
    "texts": Attack(
        "messages that are slow to read, one of them a word of 1,000 letters", _hard_texts
    ),
    "forged": Attack("messages under made-up sessions", _forged),
    "sessions": Attack("conversations begun by one address", _many_sessions),
    "erasures": Attack("ten times as many erasures", _erasures, times=10),
    "histories": Attack("ten times as many conversations read again", _histories, times=10),
    "pages": Attack("ten times as many pages of questions", _pages, times=10),
    "answers": Attack(
        "five times as many pages of the eligibility check with made-up answers",
        _made_up_answers,
        times=5,
    ),
    "passwords": Attack("passwords tried at the staff's door", _passwords, target="console"),
    "at once": Attack(
        "passwords tried at the staff's door, all at once, each from another address",
        _passwords_at_once,
        target="console",
    ),
    "half forms": Attack("forms sent by half to the staff's door", _half_forms, target="console"),
    "head": Attack("heads of 4 MB", _long_head),
    "chunks": Attack("bodies of 200 KB in chunks of one byte", _many_chunks),
    "dripping": Attack("five times as many bodies that go on after the answer", _dripping, times=5),
    "untaken": Attack("answers that nobody takes", _untaken),
    "half-open": Attack("ten times as many requests begun and never ended", _half_open, times=10),
}
