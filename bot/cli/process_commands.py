"""The command lines of the processes, and what they take from the environment."""

from __future__ import annotations

import sys

from bot.settings import Settings

# What is being answered is, the longest letter too, and a connection that hangs holds nothing up.
SECONDS_TO_FINISH = 20
_STOP_IN_TIME = ("--timeout-graceful-shutdown", str(SECONDS_TO_FINISH))
# Thirteen kilobytes each; more at once are told 503 rather than taking all memory.
_MOST_CONNECTIONS = "8000"
_BOUNDED = (
    *("--http", "bot.web.http_protocol:BoundedHttp"),
    *("--limit-concurrency", _MOST_CONNECTIONS),
)


def commands(settings: Settings, model: str) -> dict[str, list[str]]:
    python = sys.executable
    rasa_ports = [] if settings.rasa_url else settings.rasa_ports
    return {
        "gateway": [
            *(python, "-m", "uvicorn", "--factory", "bot.gateway.app:create_served_app"),
            *("--host", settings.host, "--port", str(settings.gateway_port)),
            *("--no-access-log", "--no-server-header", "--log-level", "warning"),
            *("--timeout-keep-alive", "30", "--ws", "none", *_STOP_IN_TIME),
            *_trust(settings),
            *_BOUNDED,
        ],
        "console": [
            *(python, "-m", "uvicorn", "--factory", "bot.console.app:create_served_app"),
            *("--host", settings.host, "--port", str(settings.console_port)),
            *("--no-access-log", "--no-server-header", "--log-level", "warning"),
            *("--ws", "none", *_STOP_IN_TIME),
            *_trust(settings),
            *_BOUNDED,
        ],
        **{
            numbered("rasa", place): rasa_command(model, port)
            for place, port in enumerate(rasa_ports)
        },
        "actions": actions_command(settings.actions_port),
    }


def actions_command(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "rasa_sdk", "--actions", "actions"),
        *("--port", str(port)),
    ]


def _trust(settings: Settings) -> list[str]:
    """Without it uvicorn trusts this machine, or what FORWARDED_ALLOW_IPS names."""
    proxies = settings.trusted_proxies.replace(" ", "")
    return ["--forwarded-allow-ips", proxies] if proxies else []


def rasa_command(model: str, port: int, interface: str = "127.0.0.1") -> list[str]:
    return [
        *(sys.executable, "-m", "bot.rasa", "run", "--model", model),
        *("--interface", interface, "--port", str(port)),
        *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
    ]


def numbered(name: str, place: int) -> str:
    return name if place == 0 else f"{name}{place + 1}"


def environment_of(settings: Settings) -> dict[str, str]:
    """What endpoints.yml, credentials.yml and the processes take from the environment."""
    return {
        "ASSISTANT_CHANNEL_SECRET": settings.key("channel"),
        "ASSISTANT_ACTIONS_URL": settings.actions,
        "ASSISTANT_DATABASE_URL": settings.database,
        "LOG_LEVEL": "WARNING",
        "LOG_LEVEL_LIBRARIES": "ERROR",
        "SANIC_HOST": "127.0.0.1",
        # Several Rasa workers are processes of their own here, each with an address.
        "SANIC_WORKERS": "1",
        # Products of one message's vector: a second thread spins longer than it helps, and it cost a
        # message more than half of its processor time.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        # glibc keeps an arena a thread and what was freed in each: a quarter of Rasa's memory. Two megabytes stay:
        # whatever is given back is faulted in again page by page, at each array and each compressed text.
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_TRIM_THRESHOLD_": str(2 << 20),
        "MALLOC_MMAP_THRESHOLD_": str(1 << 20),
    }
