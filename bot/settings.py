"""Every setting, read from the environment, with its default. Nothing else reads the environment."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import sys
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date, datetime, tzinfo
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from dateutil import tz

from bot.errors import SetUpError

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var"
_PREFIX = "ASSISTANT_"
# A name, or an address of either version.
_HOST = re.compile(r"[a-z0-9.-]+|[0-9a-f:.]+")
# In a policy, unlike in what browsers send, a star may stand for all names below one.
_HOSTS = re.compile(rf"(?:\*\.)?{_HOST.pattern}")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_NAME_OF_HOST = re.compile(r"(?:\*\.)?[a-z0-9._-]+")
_WEB = ("http", "https")
# With which an address in a setting begins.
_SCHEMES = {
    "rasa_url": _WEB,
    "actions_url": _WEB,
    "console_url": _WEB,
    "webhook_url": _WEB,
    "redis_url": ("redis", "rediss", "unix"),
    "rabbitmq_url": ("amqp", "amqps"),
}
_FOLDER = re.compile(r"[\w.~/-]*", re.ASCII)

# Where `assistant serve` says what its processes run; it hands this on to them.
LIVE_FILE = "ASSISTANT_LIVE_FILE"
# What other processes hand on, and the tests; not settings of this class.
_OTHER_VARIABLES = {
    "ASSISTANT_CHANNEL_SECRET",
    LIVE_FILE,
    "ASSISTANT_TESTS_MAY_SKIP",
    "ASSISTANT_PICTURES",
}
_SHORTEST_SECRET = 32  # bytes
_PORTS = (1, 65_535)
# A process listens there on every address of its machine, or on none that others reach: in a link they lead nowhere.
_UNREACHED = {"0.0.0.0", "::", "127.0.0.1", "::1", "localhost"}  # noqa: S104 - compared with


def _setting(
    default: Any,
    help_: str,
    between: tuple[float, float] | None = None,
    words: tuple[str, ...] = (),
) -> Any:
    """Return a field whose number is in between, or whose text is one of the words."""
    return field(default=default, metadata={"help": help_, "between": between, "words": words})


@dataclass(frozen=True)
class Settings:
    """One field a setting; its variable is ASSISTANT_ and the name in capitals."""

    host: str = _setting("127.0.0.1", "address on which gateway and console listen")
    gateway_port: int = _setting(8000, "port of the gateway", _PORTS)
    console_port: int = _setting(8001, "port of the console", _PORTS)
    rasa_port: int = _setting(5005, "port of Rasa, on loopback only", _PORTS)
    actions_port: int = _setting(5055, "port of the action server, on loopback only", _PORTS)
    rasa_workers: int = _setting(
        1, "Rasa processes that `serve` starts; several need Redis", (1, 64)
    )
    rasa_url: str = _setting(
        "", "where the gateway finds Rasa, several by comma; empty: on this machine"
    )
    actions_url: str = _setting("", "where Rasa finds the action server; empty: on this machine")
    database_url: str = _setting("", "SQLAlchemy address; empty: SQLite in var/assistant.db")
    redis_url: str = _setting(
        "", "Redis for locks and limits that several processes share; empty: each its own"
    )
    rabbitmq_url: str = _setting(
        "", "amqp:// address for analytics without texts; empty: none are published"
    )
    secret: str = _setting("", "signs sessions and choices; empty: made once, kept in var/secret")
    second_factor_key: str = _setting(
        "",
        "encrypts the secrets of staff's authenticator apps in the database; empty: a key made from the "
        "secret above",
    )
    timezone: str = _setting(
        "America/New_York", "time zone of the membership office, whose day is today"
    )
    today: str = _setting("", "YYYY-MM-DD: the day for everything; empty: the real one")
    rate_limit: str = _setting(
        "on", "off lifts all limits (test machines only)", words=("on", "off")
    )
    trusted_proxies: str = _setting(
        "",
        "proxies whose word on a visitor's address counts: addresses or networks, by comma; "
        "empty: this machine",
    )
    allowed_hosts: str = _setting(
        "", "names under which the gateway answers, by comma; empty: any, and no sitemap"
    )
    root_path: str = _setting(
        "", "folder of your site under which a proxy passes us on, as /assistant; empty: none"
    )
    allowed_origins: str = _setting("", "other sites that may embed the widget, by comma")
    frame_ancestors: str = _setting(
        "", "sites that may show our pages in a frame, by comma; empty: none"
    )
    deadline_seconds: float = _setting(
        # A proxy waits twenty seconds for us, and as long does a process that is told to stop.
        10.0,
        "how long a person waits before we say sorry",
        (1, 12),
    )
    session_minutes: int = _setting(
        30, "a conversation ends when its visitor has done nothing for so long", (1, 1_440)
    )
    retention_days: int = _setting(
        90,
        "what visitors write is deleted after so many days, by the console once a day",
        (1, 3_650),
    )
    callback_days: int = _setting(
        0,
        "working days within which people are promised an answer to a request for contact; 0: nothing is",
        (0, 30),
    )
    controller: str = _setting(
        "", "who is responsible for what is stored, on the privacy page; empty: the department"
    )
    privacy_email: str = _setting(
        "", "whom to write to about privacy and accessibility; empty: the telephone alone"
    )
    saved_days: int = _setting(
        90, "answers saved under a code are kept for so many days", (1, 3_650)
    )
    console_minutes: int = _setting(
        30, "staff are signed out after so long without a request", (1, 1_440)
    )
    console_url: str = _setting(
        "", "address of the console in notices, which need it; empty: on this machine"
    )
    review_days: int = _setting(
        180, "an answer is due for review so many days after the last", (1, 3_650)
    )
    publish_margin: float = _setting(
        0.5,
        "what a publication may lose of the held-out questions, in percent of them",
        (0, 100),
    )
    notify_email: str = _setting("", "who is told by e-mail of new call-backs; empty: nobody")
    smtp_host: str = _setting("", "mail server for notices")
    smtp_port: int = _setting(587, "its port", _PORTS)
    smtp_user: str = _setting("", "name to sign in there with; empty: without")
    smtp_password: str = _setting("", "password to sign in there with")
    smtp_from: str = _setting("", "sender of notices by e-mail, which need one")
    webhook_url: str = _setting("", "what is told of new call-backs by HTTPS; empty: nothing")
    webhook_secret: str = _setting("", "signs what is sent there")
    metrics_host: str = _setting("127.0.0.1", "address for Prometheus; never a public one")
    metrics_port: int = _setting(
        0, "port of the gateway's figures for Prometheus; 0: none", (0, 65_535)
    )
    log_format: str = _setting("json", "json, or plain for reading along", words=("json", "plain"))
    model: str = _setting("", "trained model file; empty: the newest in models/")

    @property
    def rasa(self) -> tuple[str, ...]:
        """Where each Rasa worker is found."""
        if self.rasa_url:
            return _parts(self.rasa_url)
        return tuple(f"http://127.0.0.1:{port}" for port in self.rasa_ports)

    @property
    def rasa_ports(self) -> range:
        return range(self.rasa_port, self.rasa_port + self.rasa_workers)

    @property
    def actions(self) -> str:
        return self.actions_url or f"http://127.0.0.1:{self.actions_port}/webhook"

    @property
    def database(self) -> str:
        url = self.database_url or f"sqlite:///{VAR / 'assistant.db'}"
        # Hosting platforms write it so; SQLAlchemy no longer takes it.
        return f"postgresql://{url[11:]}" if url.startswith("postgres://") else url

    @property
    def console(self) -> str:
        return self.console_url or f"http://{in_address(self.host)}:{self.console_port}"

    @property
    def origins(self) -> frozenset[str]:
        """Return who may embed the widget. Raises SetUpError for what no browser sends as an origin."""
        return frozenset(
            _origin(part)
            or _refuse_origin("ASSISTANT_ALLOWED_ORIGINS", part, "without a path or *")
            for part in _parts(self.allowed_origins)
        )

    @property
    def hosts(self) -> tuple[str, ...]:
        return _parts(self.allowed_hosts) or ("*",)

    @property
    def knows_host(self) -> bool:
        """Tell whether requests for other names are refused, so that the name asked for is ours."""
        return bool(self.allowed_hosts.strip())

    @property
    def root(self) -> str:
        """Return the folder of another site under which visitors see us, as "/assistant"; else empty.

        Raises SetUpError for what is no folder.
        """
        if not _FOLDER.fullmatch(self.root_path):
            raise SetUpError(
                f"ASSISTANT_ROOT_PATH is {self.root_path!r}; a folder as in /assistant is needed, without "
                "https:// and the site's name"
            )
        folder = self.root_path.strip("/")
        return f"/{folder}" if folder else ""

    @property
    def framed_by(self) -> frozenset[str]:
        """Return who may show our pages in a frame. Raises SetUpError for what names no site."""
        return frozenset(
            _origin(part, _HOSTS)
            or _refuse_origin(
                "ASSISTANT_FRAME_ANCESTORS", part, "or https://*.example.org, without a path"
            )
            for part in _parts(self.frame_ancestors)
        )

    @property
    def is_limited(self) -> bool:
        return self.rate_limit != "off"

    def refuse_what_cannot_work(self) -> None:
        """Raise SetUpError for settings that would work by themselves, but not together."""
        self.day()
        self._refuse_malformed_proxies()
        self._refuse_malformed_addresses()
        self._refuse_notices_that_lead_nowhere()
        several = len(self.rasa)
        if several > 1 and not self.redis_url:
            raise SetUpError(
                f"{several} Rasa workers are set (ASSISTANT_RASA_WORKERS or ASSISTANT_RASA_URL), but "
                "ASSISTANT_REDIS_URL is not: without a lock that they share, two of them could answer "
                "one conversation at once. Set it, or start one worker"
            )

    def refuse_broken_model(self, trained: Path) -> None:
        """Raise SetUpError where the model that is set, or else the trained one, is missing or broken.

        The whole archive is read: one that was cut off only shows at its end.
        """
        try:
            with tarfile.open(self.model or trained) as archive:
                archive.getnames()
        except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
            reason = getattr(error, "strerror", None) or "it is broken or no model"
            if self.model:
                sentence = f"ASSISTANT_MODEL is {self.model!r}, which cannot be used: {reason}"
            else:
                sentence = f"the model {trained} cannot be used: {reason}; `assistant train --force` makes it"
            raise SetUpError(sentence) from None

    def _refuse_malformed_proxies(self) -> None:
        for proxy in _parts(self.trusted_proxies):
            try:
                ip_network(proxy)
            except ValueError as error:
                raise SetUpError(
                    f"ASSISTANT_TRUSTED_PROXIES has {proxy!r}; addresses or networks as in 10.0.0.0/8 "
                    f"are needed ({error})"
                ) from None

    def _refuse_malformed_addresses(self) -> None:
        _ = self.origins, self.framed_by, self.root  # each refuses what would have no effect
        for setting, schemes in _SCHEMES.items():
            value = getattr(self, setting)
            # Of Rasa alone there may be several.
            for address in _parts(value) if setting == "rasa_url" else filter(None, [value]):
                _refuse_malformed_address(f"{_PREFIX}{setting.upper()}", address, schemes)
        for name in _parts(self.allowed_hosts):
            if not _NAME_OF_HOST.fullmatch(name.lower()):
                raise SetUpError(
                    f"ASSISTANT_ALLOWED_HOSTS names {name!r}; a name as in www.example.org or *.example.org is "
                    "needed, without https:// and without a port (leave it empty for any name)"
                )

    def _refuse_notices_that_lead_nowhere(self) -> None:
        is_told = self.notify_email or self.webhook_url
        if is_told and not self.console_url and self.host in _UNREACHED:
            raise SetUpError(
                f"notices of call-backs link to the console, and nobody can open {self.console} from "
                "elsewhere: set ASSISTANT_CONSOLE_URL to the address at which staff reach it"
            )
        if self.notify_email and self.smtp_host and not self.smtp_from:
            raise SetUpError(
                "notices of call-backs need a sender, and mail servers often refuse one that is also who "
                "receives them: set ASSISTANT_SMTP_FROM to an address from which your mail server may send"
            )

    def zone(self) -> tzinfo:
        """Return the membership office's time zone. Raises SetUpError for one that does not exist."""
        zone = tz.gettz(self.timezone)
        if zone is None:
            raise SetUpError(
                f"ASSISTANT_TIMEZONE is {self.timezone!r}; a name as in America/New_York is needed"
            )
        return zone

    def day(self) -> date:
        """Return the day that counts as today. Raises SetUpError for a malformed setting."""
        if not self.today:
            return datetime.now(self.zone()).date()
        try:
            return date.fromisoformat(self.today)
        except ValueError:
            raise SetUpError(
                f"ASSISTANT_TODAY is {self.today!r}; a date as in 2026-11-23 is needed"
            ) from None

    def key(self, purpose: str) -> str:
        """Return a secret for one purpose, derived from the secret of this installation."""
        secret = (self.secret or _stored_secret(VAR / "secret")).encode()
        return _derived(secret, purpose)

    def staff_key(self) -> str:
        """Return the key for what staff's accounts keep encrypted: 32 bytes in hexadecimal digits."""
        if self.second_factor_key:
            return _derived(self.second_factor_key.encode(), "second factor")
        return self.key("second factor")


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read all settings. Raises SetUpError, which names the variable."""
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        name = _PREFIX + setting.name.upper()
        text = _value(environment, name)
        if text is not None:
            values[setting.name] = _checked(name, text, setting)
    return Settings(**values)


def live_file(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the file in which a supervisor says what is live; None where none supervises."""
    path = environment.get(LIVE_FILE)
    return Path(path) if path else None


def unknown(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return a sentence for each variable that looks like a setting and is none."""
    names = {_PREFIX + setting.name.upper() for setting in fields(Settings)}
    sentences = []
    for name in sorted(environment):
        is_ours = name.removesuffix("_FILE") in names or name in _OTHER_VARIABLES
        if name.startswith(_PREFIX) and not is_ours:
            near = get_close_matches(name, names, 1)
            meant = f"; is {near[0]} meant?" if near else ""
            sentences.append(f"{name} is no setting and changes nothing{meant}")
    return sentences


def in_address(host: str) -> str:
    """Return a host as it stands in an address, where IPv6 is in brackets."""
    return f"[{host}]" if ":" in host else host


def _derived(secret: bytes, purpose: str) -> str:
    return hmac.new(secret, purpose.encode(), hashlib.sha256).hexdigest()


def _origin(text: str, host: re.Pattern[str] = _HOST) -> str | None:
    """Return an origin as browsers send it: small, with no slash at its end and no default port; None: it is none."""
    try:
        parts = urlsplit(text.lower().rstrip("/"))
        port = parts.port
    except ValueError:
        return None
    name = parts.hostname or ""
    is_more = parts.path or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in _DEFAULT_PORTS or not host.fullmatch(name) or port == 0 or is_more:
        return None
    suffix = "" if port in {None, _DEFAULT_PORTS[parts.scheme]} else f":{port}"
    return f"{parts.scheme}://{in_address(name)}{suffix}"


def _refuse_origin(variable: str, text: str, hint: str) -> NoReturn:
    raise SetUpError(
        f"{variable} names {text!r}, which no browser takes for a site: write each site as in "
        f"https://www.example.org, {hint}, with commas between them"
    )


def _refuse_malformed_address(variable: str, address: str, schemes: tuple[str, ...]) -> None:
    """Raise SetUpError for what is no address; it is not repeated, since a password may stand in it."""
    try:
        parts = urlsplit(address)
        is_address = parts.scheme in schemes and bool(parts.hostname or parts.scheme == "unix")
        _ = parts.port  # raises for what is no port
    except ValueError:
        is_address = False
    if not is_address or any(map(str.isspace, address)):
        *others, last = (f"{scheme}://" for scheme in schemes)
        begin = f"{', '.join(others)} or {last}"
        raise SetUpError(
            f"{variable} needs to begin with {begin} and to go on with a host, and a port where it has one"
        )


def _parts(list_: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in list_.split(",") if part.strip())


def _value(environment: Mapping[str, str], name: str) -> str | None:
    """Return what is set, or what stands in the file that NAME_FILE points at, as secrets often do."""
    path = environment.get(f"{name}_FILE")
    if not path:
        return environment.get(name, "").strip() or None
    try:
        text = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise SetUpError(f"{name}_FILE is {path!r}, which cannot be read: {reason}") from None
    if not text:
        raise SetUpError(f"{name}_FILE is {path!r}, which is empty")
    return text


def _checked(name: str, text: str, setting: Field[Any]) -> Any:
    """Return the value of a variable. Raises SetUpError, which names it."""
    words, between = setting.metadata["words"], setting.metadata["between"]
    if words:
        if text.lower() not in words:
            raise SetUpError(f"{name} is {text!r}; {' or '.join(words)} is needed")
        return text.lower()
    value = _converted(name, text, type(setting.default))
    # Not a number is in between nothing.
    if between and not between[0] <= value <= between[1]:
        raise SetUpError(f"{name} is {text!r}; {between[0]} to {between[1]} is needed")
    if name in {"ASSISTANT_SECRET", "ASSISTANT_SECOND_FACTOR_KEY"}:
        _refuse_short_secret(value, name)
    return value


def _refuse_short_secret(secret: str, where: str) -> None:
    if len(secret.encode()) < _SHORTEST_SECRET:
        raise SetUpError(
            f"{where} is too short to keep anything safe: {_SHORTEST_SECRET} bytes at least are needed, as "
            "`openssl rand -hex 32` prints them"
        )


def _converted(name: str, text: str, kind: type) -> Any:
    try:
        return kind(text)
    except ValueError:
        raise SetUpError(f"{name} is {text!r}; {kind.__name__} is needed") from None


def _stored_secret(path: Path) -> str:
    """Return the secret in `path`; makes one, readable by its owner only, where there is none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if not path.is_file():
            raise SetUpError(f"{path} cannot be made: {path.parent} is no folder") from None
        secret = path.read_text(encoding="ascii").strip()
        _refuse_short_secret(secret, f"{path} (remove it to have a new one made)")
        return secret
    except OSError as error:
        raise SetUpError(f"{path} cannot be made: {error.strerror}") from None
    secret = secrets.token_hex(32)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secret)
    except OSError as error:
        # The next start would take what is left of it for the secret.
        path.unlink(missing_ok=True)
        raise SetUpError(f"{path} cannot be written: {error.strerror}") from None
    print(  # noqa: T201 - said once, before any log is set up
        f"A secret was made and is kept in {path}: it signs every session. Where several machines "
        "serve one site, set ASSISTANT_SECRET or ASSISTANT_SECRET_FILE to one and the same.",
        file=sys.stderr,
    )
    return secret
