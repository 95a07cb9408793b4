"""The route that answers what a page shows for a link, while a slider moves: no session, no cookie, no run of the page.

`components/browser/live.js` asks it. It takes the same fields as the page and nothing else, each of them checked as in
a link; what it has answered once it answers from memory, and a browser may keep it for good.
"""

import gzip
from collections.abc import Callable
from functools import lru_cache
from time import perf_counter
from types import MappingProxyType
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from components.base.text import languages, translator
from components.browser.packed import FOREVER, best
from components.browser.short_way import version
from components.frame.known_pages import known_pages
from components.state.fields import PROJECTOR, Field
from components.state.page import Page
from components.state.scene import FOLDER, NotReady
from components.state.session import KEY as LANGUAGE
from compute.network.edits import parse_edits

MAX_QUERY = 12_000
"""Characters of a query; two hundred changed values, percent-encoded, stay below."""

MAX_FIELDS = 40
"""Names in a query; the page with the most has some twenty."""

KEPT = 256
"""Answers that are kept in memory, of at most 100 kB each."""

SHARE, RESERVE = 0.5, 2.0
"""The part of a processor that answers may take all together, and seconds of it that can be saved up.

Pages of a slider that goes the long way need the rest; a browser that is refused goes that way.
"""


class QueryError(ValueError):
    """A query says something that the page cannot show; the message names the field and what is allowed."""


class WorkBudget:
    """Seconds of work that may be done: they come back with time, up to a reserve."""

    def __init__(self, share: float, reserve: float, clock: Callable[[], float] = perf_counter) -> None:
        self._share, self._reserve, self._clock = share, reserve, clock
        self._left, self._at = reserve, clock()

    def has_some(self) -> bool:
        """Tell whether more work may be done now."""
        now = self._clock()
        self._left = min(self._reserve, self._left + self._share * (now - self._at))
        self._at = now
        return self._left > 0

    def spend(self, seconds: float) -> None:
        """Note work that was done."""
        self._left -= seconds


class Scenes:
    """Answers the requests; there is one for a server."""

    def __init__(self, budget: WorkBudget | None = None) -> None:
        self._budget = budget or WorkBudget(SHARE, RESERVE)

    # On the event loop's own thread: an answer takes one or two milliseconds, and another thread would wait for longer.
    async def answer(self, request: Request) -> Response:
        """Answer one request: 400 for what no page says, 404 for another version of the site, 429 for too many."""
        slug, query = request.path_params["slug"], request.scope["query_string"].decode("latin-1")
        if request.path_params["version"] != version():
            return PlainTextResponse("This version of the site is no longer here.", 404)
        if not self._budget.has_some():
            return PlainTextResponse("Too many at once.", 429, {"Retry-After": "1"})
        try:
            _page(slug)
        except LookupError:
            return PlainTextResponse("There is no such page.", 404)
        begun = perf_counter()
        try:
            return _scene(slug, query, request.headers.get("accept-encoding", ""))
        finally:
            self._budget.spend(perf_counter() - begun)


def _scene(slug: str, query: str, accepted: str) -> Response:
    """Answer with a scene, packed if the browser takes that; 503 for what only the page itself computes."""
    try:
        plain, packed = scene_json(slug, *asked(slug, query))
    except QueryError as error:
        return PlainTextResponse(str(error), 400)
    except NotReady:
        return PlainTextResponse("Not yet: the page itself computes this.", 503, {"Retry-After": "1"})
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    encoding = best(accepted, ["gzip"])
    if encoding is None:
        return Response(plain, media_type="application/json", headers=headers)
    return Response(packed, media_type="application/json", headers=headers | {"Content-Encoding": encoding})


def asked(slug: str, query: str) -> tuple[tuple[tuple[str, str], ...], str, bool]:
    """Read a query: a value for each field of the page, the language, and whether the page is on a wall.

    Raises
    ------
    LookupError: no page with this slug has scenes.
    QueryError: the query has a name twice, one that the page does not have, or a value that its field cannot have.
    """
    fields = {field.name: field for field in _page(slug).fields}
    if len(query) > MAX_QUERY:
        raise QueryError(f"query: at most {MAX_QUERY} characters are allowed")
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict")
    except ValueError as error:
        raise QueryError(f"query: at most {MAX_FIELDS} names in UTF-8 are allowed") from error
    given = dict(pairs)
    if len(given) < len(pairs):
        raise QueryError("query: each name is allowed once")
    language, projector = given.pop(LANGUAGE, ""), given.pop(PROJECTOR.name, "")
    if language not in languages():
        raise QueryError(f"{LANGUAGE}: allowed is {', '.join(languages())}")
    if projector and PROJECTOR.canonical(projector) is None:
        raise QueryError(f"{PROJECTOR.name}: allowed is {PROJECTOR.allowed}")
    if not given.keys() <= fields.keys():
        raise QueryError(f"query: allowed is {', '.join(fields)}")
    said = tuple((name, _value(field, given.get(name, ""))) for name, field in fields.items())
    return said, language, PROJECTOR.canonical(projector) == "true"


def _value(field: Field, text: str) -> str:
    """Return the value as the field writes it; its default where nothing is said."""
    if not text:
        return field.default
    canonical = field.canonical(text)
    if canonical is None or (field.name == "edits" and parse_edits(text)[1]):
        raise QueryError(f"{field.name}: allowed is {field.allowed}")
    return canonical


@lru_cache(maxsize=KEPT)
def scene_json(slug: str, said: tuple[tuple[str, str], ...], language: str, wall: bool) -> tuple[bytes, bytes]:
    """Compute the scene of a link to a page: as JSON, and that gzipped."""
    scene_of = _page(slug).scene
    if scene_of is None:
        raise LookupError(slug)
    plain = scene_of(MappingProxyType(dict(said)), translator(language), wall=wall).json()
    return plain, gzip.compress(plain, compresslevel=1, mtime=0)


def _page(slug: str) -> Page:
    found = known_pages().get(slug)
    if found is None or found.scene is None:
        raise LookupError(slug)
    return found


def scene_route() -> Route:
    """Return the route, for `st.App(routes=...)`."""
    return Route(f"/{FOLDER}/{{version}}/{{slug}}", Scenes().answer, methods=["GET"])
