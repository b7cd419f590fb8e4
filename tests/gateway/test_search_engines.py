"""What search engines are told: which pages there are, under which address, and what an answer answers."""

from __future__ import annotations

import json
import re
from dataclasses import replace


def test_what_browsers_and_search_engines_ask_for_is_there(gateway):
    assert "Disallow: /api/" in gateway.get("/robots.txt").text
    assert gateway.get("/favicon.ico").status_code == 204
    assert '<meta name="description"' in gateway.get("/").text


def test_an_answer_tells_search_engines_what_it_answers(gateway, knowledge):
    page = gateway.get("/faq/membership/cme").text
    data = re.search(r'<script type="application/ld\+json">(.+?)</script>', page)
    question = json.loads(data[1])["mainEntity"][0]
    assert question["name"] == knowledge.answers["membership/cme"].question
    assert "91.25 CME" in question["acceptedAnswer"]["text"]


def test_an_address_of_a_page_is_the_same_with_and_without_a_search(open_gateway, settings):
    site = open_gateway(replace(settings, allowed_hosts="assistant.example.org"))
    page = site.get("/faq?q=dues", headers={"Host": "assistant.example.org"}).text
    assert '<link rel="canonical" href="http://assistant.example.org/faq">' in page


def test_a_name_that_anybody_may_send_is_not_repeated(gateway):
    headers = {"Host": "evil.example"}
    assert '<link rel="canonical" href="/faq">' in gateway.get("/faq", headers=headers).text
    assert "Sitemap" not in gateway.get("/robots.txt", headers=headers).text
    assert gateway.get("/sitemap.xml", headers=headers).status_code == 404


def test_the_sitemap_lists_every_answer_under_the_folder_of_the_site(
    open_gateway, settings, knowledge
):
    site = open_gateway(replace(settings, root_path="/assistant", allowed_hosts="www.example.org"))
    headers = {"Host": "www.example.org"}
    robots = site.get("/robots.txt", headers=headers).text
    assert "Sitemap: http://www.example.org/assistant/sitemap.xml" in robots
    addresses = re.findall("<loc>(.+?)</loc>", site.get("/sitemap.xml", headers=headers).text)
    for id_ in knowledge.answers:
        assert f"http://www.example.org/assistant/faq/{id_}" in addresses
