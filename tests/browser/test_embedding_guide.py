"""docs/embedding.md to the letter: its lines on somebody else's site, under its policy, behind its nginx."""

from __future__ import annotations

import re
import shutil

import httpx
import pytest
from playwright.sync_api import expect

from bot.gateway.limits import SESSIONS_AN_ADDRESS
from bot.settings import ROOT
from testkit.services import Nginx
from tests.browser.conftest import Gateway, settings_for
from tests.browser.widget import Widget

GUIDE = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")
SCRIPT, SITE = "https://assistant.example.org", "https://www.example.org"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Society</title>
<main><h1>Society</h1></main>{lines}</html>"""


def lines_of(heading, language=""):
    """Return the first block of code under a heading of the guide."""
    section = GUIDE.partition(f"{heading}\n")[2].partition("\n## ")[0]
    return re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)[1]


@pytest.fixture
def start_gateway(tmp_path, rasa):
    """Return a function that starts a gateway with settings as environment lines have them."""
    started = []

    def start(*lines, **more):
        values = dict(line.strip().removeprefix("ASSISTANT_").split("=", 1) for line in lines)
        named = {name.lower(): value for name, value in values.items()}
        gateway = Gateway(settings_for(tmp_path, **named, **more), rasa)
        gateway.start()
        started.append(gateway)
        return gateway

    yield start
    for gateway in started:
        gateway.stop()


def test_two_lines_work_on_a_site_that_is_named_under_the_policy_of_the_guide(
    open_context, start_gateway
):
    gateway = start_gateway(lines_of("## Let the page in"))
    context = open_context()
    context.route(
        f"{SCRIPT}/**",
        lambda route: route.fulfill(
            response=route.fetch(url=route.request.url.replace(SCRIPT, gateway.address))
        ),
    )
    policy = " ".join(lines_of("## Content security policy").split())
    context.route(
        f"{SITE}/",
        lambda route: route.fulfill(
            body=PAGE.format(lines=lines_of("# The assistant on your own pages", "html")),
            content_type="text/html",
            headers={"Content-Security-Policy": f"default-src 'none'; {policy}"},
        ),
    )
    widget = Widget(context.new_page())
    widget.page.goto(f"{SITE}/")
    widget.open()
    expect(widget.say("what do residents pay")).to_contain_text("checked Nov")
    privacy = widget.log.get_by_role("link", name="Privacy")
    expect(privacy).to_have_attribute("href", f"{SCRIPT}/privacy")
    assert widget.errors == []


@pytest.mark.parametrize(
    ("said", "shift", "path", "policy", "shown"),
    [
        ("blocked by CORS policy", 1, "/assistant.js", "", "page"),
        ("Content Security Policy directive", 0, "/assistant.js", "script-src 'self'", "page"),
        ("404", 0, "/folder/assistant.js", "", "page"),
        ("from origin 'null'", 0, "/assistant.js", "", "frame"),
    ],
    ids=["not named", "no directive", "wrong folder", "no origin"],
)
def test_what_the_console_says_where_nothing_appears_stands_in_the_guide(
    open_context, gateway, said, shift, path, policy, shown
):
    site = f"http://localhost:{gateway.settings.gateway_port + shift}"
    script = f'<script type="module" src="{gateway.address}{path}"></script>'
    pages = {
        "page": PAGE.format(lines=f"{script}<membership-assistant></membership-assistant>"),
        "frame": '<!doctype html><iframe sandbox="allow-scripts" src="/page"></iframe>',
    }
    page = open_context().new_page()
    page.route(
        f"{site}/*",
        lambda route: route.fulfill(
            body=pages.get(route.request.url.rpartition("/")[2], ""),
            content_type="text/html",
            headers={"Content-Security-Policy": policy} if policy else {},
        ),
    )
    with page.expect_console_message(lambda line: said in line.text):
        page.goto(f"{site}/{shown}")
    assert said in GUIDE.partition("## If nothing appears")[2].partition("\n## ")[0]


class NginxOfTheGuide(Nginx):
    """The location block of the guide in a server, with a page of the site's own."""

    def configuration(self):
        location = lines_of("## Behind your own domain").replace(":8000/", f":{self._gateways[0]}/")
        page = PAGE.format(lines=lines_of("## Behind your own domain", "html"))
        (self.folder / "index.html").write_text(page, encoding="utf-8")
        return f"server {{ listen 127.0.0.1:{self.port}; root {self.folder}; {location} }}"


@pytest.mark.services
@pytest.mark.skipif(not shutil.which("nginx"), reason="there is no nginx here")
class TestBehindNginx:
    @pytest.fixture
    def site(self, tmp_path, start_gateway):
        gateway = start_gateway(
            "ASSISTANT_ROOT_PATH=/assistant", "ASSISTANT_RATE_LIMIT=on", allowed_origins=""
        )
        nginx = NginxOfTheGuide(tmp_path / "nginx", [gateway.settings.gateway_port], [])
        nginx.start()
        yield f"http://127.0.0.1:{nginx.port}"
        nginx.stop()

    def test_the_widget_its_pages_and_their_forms_stay_in_the_folder(self, open_context, site):
        widget = Widget(open_context().new_page())
        widget.page.goto(f"{site}/index.html")
        widget.open()
        expect(widget.say("what do residents pay")).to_contain_text("checked Nov")
        page = widget.page
        page.goto(f"{site}/assistant/faq/")
        page.get_by_label("Search the answers").fill("dues")
        page.get_by_role("button", name="Search").click()
        page.locator(".matches a").first.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.url.startswith(f"{site}/assistant/faq/")
        page.get_by_role("link", name="Which membership fits", exact=True).click()
        page.get_by_label("In practice", exact=True).check()
        page.get_by_role("button", name="Next").click()
        expect(page.get_by_text("Question 2 of about")).to_be_visible()
        assert page.url.startswith(f"{site}/assistant/eligibility?")
        assert widget.errors == []

    def test_visitors_do_not_share_their_limits(self, site):
        def begin(number):
            transport = httpx.HTTPTransport(local_address=f"127.0.0.{number}")
            with httpx.Client(transport=transport) as visitor:
                return visitor.post(f"{site}/assistant/api/chat/sessions", json={}).status_code

        most = SESSIONS_AN_ADDRESS.amount
        assert {begin(number) for number in range(2, most + 4)} == {201}
        assert [begin(200) for _ in range(most + 1)] == [201] * most + [429]
