"""Pages that work without JavaScript: every answer with its source, the search, and errors."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from limits import RateLimitItem
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.gateway import limits
from bot.gateway.pages import Pages, Privacy
from bot.knowledge.search import Search
from bot.messages.faq_messages import Messages


def test_every_answer_has_a_page_with_its_source(gateway, knowledge):
    listed = gateway.get("/faq").text
    for id_, answer in knowledge.answers.items():
        assert f'href="/faq/{id_}"' in listed
        page = gateway.get(f"/faq/{id_}")
        assert page.status_code == 200
        assert "checked <time" in page.text
        assert knowledge.sources[answer.sources[0].page].url in unescape(page.text)


def test_an_answer_is_listed_and_found_only_on_the_days_on_which_it_holds(knowledge):
    answer = replace(knowledge.answers["membership/cme"], first_day=date(2027, 1, 1))
    changed = replace(knowledge, answers={**knowledge.answers, answer.id: answer})
    day = date(2026, 12, 31)
    pages = Pages(changed, lambda: Messages(changed, day), Privacy(30, 90, 90, "", ""))
    client = TestClient(Starlette(routes=pages.routes()))
    link = f'href="/faq/{answer.id}"'
    addresses = ("/faq", "/faq?q=cme", "/faq/membership/benefits")
    assert [link in client.get(address).text for address in addresses] == [False, False, False]
    page = client.get(f"/faq/{answer.id}").text
    assert "holds from January 1, 2027 on" in page
    # What is said instead is no answer for a search engine to quote.
    assert ("ld+json" in page, 'content="noindex"' in page) == (False, True)
    day = date(2027, 1, 1)
    assert [link in client.get(address).text for address in addresses] == [True, True, True]
    assert "ld+json" in client.get(f"/faq/{answer.id}").text


def test_an_answer_leads_to_related_ones(gateway, knowledge):
    id_, answer = next((i, answer) for i, answer in knowledge.answers.items() if answer.related)
    page = gateway.get(f"/faq/{id_}").text
    related = page[page.index('id="related"') :]
    assert all(f'href="/faq/{other}"' in related for other in answer.related)


def test_the_first_page_names_every_category_and_links_only_to_answers_that_exist(
    gateway, knowledge
):
    page = gateway.get("/").text
    for category in knowledge.rules.categories.values():
        assert category.title.partition(" (")[0] in page
    for path in re.findall(r'href="(/faq/[^"]+)"', page):
        assert gateway.get(path).status_code == 200, path


def test_a_search_shows_what_matches_first_and_counts_it(gateway):
    page = gateway.get("/faq?q=proof+of+enrollment").text
    start = page.index('class="matches"')
    links = re.findall(r'href="(/faq/[^"]+)"', page[start : page.index("</ul>", start)])
    assert links[0] == "/faq/membership/enrollment_verification"
    assert f"{len(links)} answer" in page[:start]


def test_a_search_shows_eight_answers_at_most_of_those_that_hold(knowledge):
    names = [
        answer.id
        for answer in Search(knowledge.answers.values(), knowledge.keywords).find("membership")
    ]
    over = {
        name: replace(knowledge.answers[name], last_day=date(2026, 11, 1)) for name in names[:3]
    }
    changed = replace(knowledge, answers={**knowledge.answers, **over})
    pages = Pages(
        changed, lambda: Messages(changed, date(2026, 11, 23)), Privacy(45, 180, 30, "", "")
    )
    page = TestClient(Starlette(routes=pages.routes())).get("/faq?q=membership").text
    section = page[page.index('class="matches"') :]
    assert re.findall(r'href="/faq/([^"]+)"', section[: section.index("</ul>")]) == names[3:11]


def test_a_search_without_a_match_says_whom_to_call(gateway, knowledge):
    page = gateway.get("/faq?q=zzzz").text
    assert "No answers for “zzzz”" in page
    section = page[page.index('id="matches"') : page.index("</section>")]
    assert knowledge.contacts.phone in section


def test_a_search_shows_what_was_typed_as_text_and_not_all_of_an_endless_one(gateway):
    page = gateway.get("/faq", params={"q": "<img src=x>" + "y" * 1000}).text
    assert "<img" not in page
    assert "y" * 289 in page
    assert "y" * 300 not in page


@pytest.mark.parametrize("path", ["/", "/faq", "/privacy", "/accessibility", "/letter"])
def test_every_page_has_one_heading_and_the_way_to_the_department(gateway, knowledge, path):
    page = gateway.get(path).text
    assert page.count("<h1") == 1
    assert f'href="tel:{knowledge.contacts.phone}"' in page


def test_the_privacy_page_states_the_setting_that_holds(open_gateway, settings):
    page = open_gateway(replace(settings, session_minutes=17)).get("/privacy").text
    assert "17 minutes in which you do not write" in page
    assert "twelve hours" in page


def test_the_privacy_page_states_periods_who_is_responsible_and_whom_to_write_to(
    open_gateway, settings
):
    stated = replace(
        settings,
        retention_days=41,
        saved_days=17,
        controller="The Society of Examples",
        privacy_email="privacy@example.org",
    )
    page = open_gateway(stated).get("/privacy").text
    assert "deleted after 41 days" in page
    assert "end after 17 days" in page
    assert "The Society of Examples is responsible" in page
    assert 'href="mailto:privacy@example.org"' in page


def test_the_privacy_page_says_what_is_stored_what_stays_longer_and_what_erasing_leaves(gateway):
    page = " ".join(gateway.get("/privacy").text.split())
    assert "your name, your e-mail address, your phone number if you give one" in page
    assert "If you save your answers under a code" in page
    assert "it is counted in working memory, for an hour at most" in page
    assert "One thing stays longer: a question from which staff teach the assistant" in page
    assert "half a year at most; once taught, as long as it serves" in page
    assert "Traces can stay for a while" in page


def test_no_address_is_counted_for_longer_than_the_privacy_page_says():
    windows = [item for item in vars(limits).values() if isinstance(item, RateLimitItem)]
    assert windows
    assert max(item.get_expiry() for item in windows) <= 3600


def test_without_those_settings_the_department_is_named(gateway, knowledge):
    page = gateway.get("/privacy").text
    assert f"The {knowledge.contacts.department} is responsible" in page
    assert "mailto:" not in page


def test_the_accessibility_statement_has_a_date_and_a_contact(open_gateway, settings):
    page = open_gateway(replace(settings, privacy_email="help@example.org")).get("/accessibility")
    assert "last reviewed on Nov 27, 2026" in page.text
    assert 'href="mailto:help@example.org"' in page.text


def test_the_page_that_is_open_is_marked_in_the_navigation(gateway):
    assert 'href="/faq" aria-current="page"' in gateway.get("/faq").text
    assert 'href="/faq" aria-current="page"' not in gateway.get("/eligibility").text


@pytest.mark.parametrize("path", ["/faq/membership/nothing", "/nothing"])
def test_a_page_that_does_not_exist_is_said_plainly(gateway, path):
    response = gateway.get(path)
    assert response.status_code == 404
    assert "This page does not exist." in response.text
    assert "Traceback" not in response.text


def test_a_program_gets_its_errors_as_json(gateway):
    assert gateway.get("/api/nothing").json()["error"]["code"] == "not_found"
    refused = gateway.put("/api/chat/messages")
    assert (refused.status_code, refused.json()["error"]["code"]) == (405, "refused")


def test_a_method_that_a_page_does_not_take_is_refused_in_a_sentence(gateway):
    response = gateway.post("/faq")
    assert response.status_code == 405
    assert "does not allow that action" in response.text


def test_membership_is_listed_by_who_one_is_and_reached_from_the_top(gateway):
    page = gateway.get("/faq").text
    groups = re.findall(r'href="#(membership-\w+)"', page)
    assert groups == [
        f"membership-{name}"
        for name in ("all", "student", "training", "practice", "abroad", "retired")
    ]
    assert all(f'<h3 id="{group}">' in page for group in groups)
    student = page[page.index('id="membership-student"') : page.index('id="membership-training"')]
    assert 'href="/faq/membership/medical_student_dues"' in student
    assert 'href="/faq/membership/retired_dues"' not in student


@pytest.mark.parametrize("word", ["price", "fee", "login", "dues", "refund"])
def test_a_word_that_visitors_use_finds_answers(gateway, word):
    page = gateway.get(f"/faq?q={word}").text
    assert 'class="matches"' in page


def test_the_foot_of_a_page_names_the_two_pages_that_membership_rests_on(gateway, knowledge):
    page = gateway.get("/privacy").text
    foot = page[page.index('<footer class="site">') :]
    assert len(re.findall(r'href="https://', foot)) == 2


def test_every_category_leads_to_the_answer_about_it(gateway, knowledge):
    page = gateway.get("/").text
    tiles = page[page.index('class="tiles"') : page.index('class="band"')]
    assert len(re.findall('<h3><a href="/faq/membership/', tiles)) == len(
        knowledge.rules.categories
    )


def test_an_answer_leads_on_to_the_check_the_search_and_a_person(gateway, knowledge):
    page = gateway.get("/faq/membership/general_dues").text
    main = page[page.index("<main") : page.index("</main>")]
    for address in ("/eligibility", "/faq", f"tel:{knowledge.contacts.phone}"):
        assert f'href="{address}"' in main


def test_careers_are_listed_as_a_student_thinks_of_them(gateway):
    page = gateway.get("/faq").text
    career = page[page.index('<h2 id="career">') :]
    headings = re.findall(r"<h3 [^>]+>([^<]+)</h3>", career)
    assert headings[:3] == ["What is it like", "Ways in", "Applying"]
    ways_in = career[career.index(">Ways in<") : career.index(">Applying<")]
    assert 'href="/faq/career/esir"' in ways_in
    assert 'href="/faq/career/typical_day"' not in ways_in


def test_a_page_that_is_cited_as_a_whole_is_named_with_who_published_it_and_when(gateway):
    page = gateway.get("/faq/career/esir").text
    assert (
        "University of Missouri-Kansas City School of Medicine, read on November 27, 2026" in page
    )


@pytest.mark.parametrize(
    "path",
    ["/", "/faq?q=dues", "/faq/membership/cme", "/eligibility", "/letter", "/privacy", "/nothing"],
)
def test_under_a_folder_every_address_of_ours_is_in_it(open_gateway, settings, path):
    page = open_gateway(replace(settings, root_path="/assistant")).get(path).text
    ours = re.findall(r'(?:href|src|action)="(?:http://testserver)?(/[^"]*)"', page)
    assert ours
    assert [address for address in ours if not address.startswith("/assistant/")] == []


def test_the_letter_check_can_be_found_from_every_page(gateway):
    assert 'href="/letter"' in gateway.get("/").text


def test_pages_and_styles_are_compressed(gateway):
    for path in ("/faq", "/static/site.css"):
        assert gateway.get(path).headers["Content-Encoding"] == "gzip"


def test_the_privacy_page_says_how_long_texts_are_kept(open_gateway, settings):
    page = open_gateway(replace(settings, retention_days=41)).get("/privacy").text
    assert "after 41 days" in page
