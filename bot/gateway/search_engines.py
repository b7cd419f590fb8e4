"""What search engines ask a site for: which pages there are, what they may read, and an answer as data."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.knowledge.faq import Answer
from bot.messages.faq_messages import Message

# Pages beside the answers.
_LISTED = ("/", "/faq", "/eligibility", "/letter", "/privacy", "/accessibility")


class SearchEngineFiles:
    """`root` is the folder of another site under which visitors see the pages, or empty.

    `knows_host`: requests for other names than ours are refused, so that the name asked for can be repeated.
    """

    def __init__(self, answers: Sequence[Answer], root: str, *, knows_host: bool) -> None:
        self._answers = answers
        self._root = root
        self._knows_host = knows_host

    def routes(self) -> list[Route]:
        return [
            Route("/robots.txt", self.robots),
            Route("/sitemap.xml", self.sitemap),
            Route("/favicon.ico", self.icon),
        ]

    async def robots(self, request: Request) -> Response:
        """Let search engines read the answers, and nothing that changes from visitor to visitor."""
        lines = f"User-agent: *\nDisallow: {self._root}/api/\nDisallow: {self._root}/eligibility?\n"
        if self._knows_host:
            lines += f"Sitemap: {site_address(request, self._root, knows_host=True)}/sitemap.xml\n"
        return PlainTextResponse(lines)

    async def sitemap(self, request: Request) -> Response:
        """List every page that stays the same from visitor to visitor; an answer with its day of review."""
        if not self._knows_host:
            return PlainTextResponse("A list of pages needs ASSISTANT_ALLOWED_HOSTS.", 404)
        site = site_address(request, self._root, knows_host=True)
        entries = [_entry(f"{site}{path}") for path in _LISTED]
        entries += [
            _entry(f"{site}/faq/{answer.id}", answer.reviewed.isoformat())
            for answer in self._answers
        ]
        content = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"{''.join(entries)}</urlset>\n"
        )
        return Response(content, media_type="application/xml")

    async def icon(self, _: Request) -> Response:
        """Return nothing: the pages name no icon, and browsers ask all the same."""
        return Response(status_code=204, headers={"Cache-Control": "public, max-age=86400"})


def site_address(request: Request, root: str, *, knows_host: bool) -> str:
    """Return the address of this site as the visitor's browser knows it, without a slash at its end.

    A name that anybody may write into a request is not repeated: then it is the folder alone.
    """
    if not knows_host:
        return root
    return f"{request.url.scheme}://{request.url.netloc}{root}"


def structured_data(answer: Answer, message: Message) -> dict[str, object]:
    """Return a question and its answer in the words of schema.org."""
    question = {
        "@type": "Question",
        "name": answer.question,
        "acceptedAnswer": {"@type": "Answer", "text": message["text"]},
    }
    return {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": [question]}


def _entry(address: str, day: str = "") -> str:
    last = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(address)}</loc>{last}</url>\n"
