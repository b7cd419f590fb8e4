"""The real gateway on a port of its own, in front of a scripted Rasa, and a real browser."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import sync_playwright

from bot.gateway.app import create_app
from bot.gateway.rasa import Rasa
from bot.settings import ROOT, Settings
from testkit.services import free_port
from tests.browser.console import Screens, served
from tests.browser.scripted import ScriptedRasa
from tests.browser.widget import Widget

SCREENSHOTS = ROOT / "var/screenshots"
DESKTOP, PHONE, SMALL_PHONE, ZOOMED = (1024, 768), (390, 844), (320, 568), (320, 256)
LAPTOP, LARGE = (1366, 768), (1920, 1080)


def pytest_collection_modifyitems(items):
    folder = Path(__file__).parent
    for item in items:
        if folder in item.path.parents:
            item.add_marker(pytest.mark.browser)


class Gateway:
    """A gateway that runs in a thread; it can be stopped, as if it had died."""

    def __init__(self, settings: Settings, rasa: ScriptedRasa) -> None:
        self.settings, self.rasa = settings, rasa
        self.address = f"http://127.0.0.1:{settings.gateway_port}"
        asker = Rasa("http://rasa", "secret", settings.deadline_seconds, rasa)
        config = uvicorn.Config(
            create_app(settings, asker),
            host="127.0.0.1",
            port=settings.gateway_port,
            log_level="error",
            ws="none",
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def start(self) -> None:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive(), "the gateway did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(10)


def settings_for(folder: Path, **changes) -> Settings:
    port = free_port()
    values = {
        "gateway_port": port,
        "database_url": f"sqlite:///{folder / 'browser.db'}",
        "secret": "for tests only",
        "rate_limit": "off",
        "today": "2026-11-23",
        "allowed_origins": f"http://localhost:{port}",
    }
    return Settings(**{**values, **changes})


@pytest.fixture(scope="session")
def scripted_rasa():
    return ScriptedRasa()


@pytest.fixture
def rasa(scripted_rasa):
    scripted_rasa.reset()
    yield scripted_rasa
    scripted_rasa.reset()


@pytest.fixture(scope="session")
def gateway(tmp_path_factory, scripted_rasa):
    gateway = Gateway(settings_for(tmp_path_factory.mktemp("browser")), scripted_rasa)
    gateway.start()
    yield gateway
    gateway.stop()


@pytest.fixture(scope="session")
def chromium():
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                # A page on loopback that loads from loopback would be asked about.
                "--disable-features=LocalNetworkAccessChecks",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def open_context(chromium, gateway):
    """Return a function that opens a browser window of its own, with everything it asked for noted."""
    opened = []

    def open_(size=DESKTOP, **more):
        width, height = size
        context = chromium.new_context(
            base_url=gateway.address,
            viewport={"width": width, "height": height},
            **{"reduced_motion": "reduce", **more},
        )
        context.set_default_timeout(5000)
        opened.append(context)
        return context

    yield open_
    for context in opened:
        context.close()


@pytest.fixture
def open_widget(open_context, rasa):
    """Return a function that opens a page with the widget, and the widget itself unless told not to."""

    def open_(path="/", *, size=DESKTOP, opened=True, context=None, **more):
        page = (context or open_context(size, **more)).new_page()
        widget = Widget(page)
        page.goto(path)
        if opened:
            widget.open()
        return widget

    return open_


@pytest.fixture
def widget(open_widget):
    return open_widget()


@pytest.fixture(scope="session")
def screenshots():
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return SCREENSHOTS


@pytest.fixture(scope="module")
def desk(tmp_path_factory, knowledge):
    with served(tmp_path_factory.mktemp("console"), knowledge) as address_and_code:
        yield address_and_code


@pytest.fixture
def screens(chromium, desk):
    """Return a function that opens a signed-in browser as asked."""
    opened = []

    def open_(**how):
        context = chromium.new_context(**{"viewport": {"width": 1200, "height": 800}, **how})
        opened.append(context)
        screens = Screens(context, *desk)
        screens.sign_in()
        return screens

    yield open_
    for context in opened:
        context.close()
