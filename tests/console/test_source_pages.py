"""The pages that answers rest on can be searched by title, heading and publisher."""

from __future__ import annotations


def test_a_search_shows_publisher_page_headings_and_the_answers_that_cite_it(sign_in):
    page = sign_in("viewer").page("/knowledge/sources?words=who+can+join")
    assert ">American College of Radiology</h2>" in page
    assert "<code>join | Who can join ACR?</code>" in page
    assert 'href="/knowledge/answer/membership/who_can_join"' in page
    assert "1 page with" in page


def test_without_words_every_page_is_listed(sign_in, knowledge):
    assert f"{len(knowledge.sources)} pages." in sign_in("viewer").page("/knowledge/sources")


def test_what_nobody_published_is_not_found(sign_in):
    assert "0 pages with" in sign_in("viewer").page("/knowledge/sources?words=xyzzy")


def test_a_page_says_what_rests_on_it_and_compares_a_new_copy(sign_in):
    client = sign_in("editor")
    page = client.page("/knowledge/sources/join")
    assert 'name="check:membership/training_dues"' in page
    assert "The page as it reads today" in page
    assert (
        "All words that are quoted still stand"
        in client.send("/knowledge/sources/join", 200, text="Who can join ACR?").text
    )
    client.send("/knowledge/sources/join", 422, text="")
    client.page("/knowledge/sources/nowhere", 404)
    assert "as it reads today" not in sign_in("viewer").page("/knowledge/sources/join")
