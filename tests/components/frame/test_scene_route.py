"""The route of the scenes: what a query may say, what comes back, and what is not in it before its time."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import product
from typing import Any
from urllib.parse import quote, quote_from_bytes, urlencode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Route

from components.base.style import MINUS
from components.base.text import languages
from components.browser.short_way import address, version
from components.frame import scene_route
from components.frame.guard import Guard
from components.frame.scene_route import KEPT, MAX_FIELDS, MAX_QUERY, QueryError, Scenes, WorkBudget, asked, scene_json
from components.network.page import NETWORK, NEURON
from components.state.fields import PROJECTOR, Field
from components.state.page import Page
from components.state.scene import NotReady
from compute.network.edits import MAX_EDITS
from compute.network.elements import Unit, parse
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.network.walk import EVERYTHING, NOTHING, Progress, progress_after, steps
from tests import loops
from tests.cases import for_each
from tests.examples import examples, some

PAGES = (NETWORK, NEURON)
FIELDS = [(page, field) for page in PAGES for field in page.fields]
RUBBISH = ["abc", "-1", "1e400", "nan", "3.7", "1_000", "٣", "99999999999", "0x10", "<script>", "\x00", "~", "a" * 5000]
NO_WAIT = WorkBudget(share=1.0, reserve=1e9)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def application(budget: WorkBudget = NO_WAIT) -> Guard:
    """The route behind the guard, as the site has it."""
    path = scene_route.scene_route().path
    return Guard(Starlette(routes=[Route(path, Scenes(budget).answer, methods=["GET"])]))


def get(
    query: str | bytes = "lang=en",
    path: str | None = None,
    *,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    site: Guard | None = None,
) -> Answer:
    """Ask for a scene; by default for that of the network page."""
    sent: list[dict[str, Any]] = []
    raw = query if isinstance(query, bytes) else query.encode("ascii")
    said = [(name.encode(), value.encode()) for name, value in {"host": "site.example", **(headers or {})}.items()]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    where = path if path is not None else f"/{address('network')}"
    scope: dict[str, Any] = {"type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": where}
    scope |= {"raw_path": where.encode(), "root_path": "", "query_string": raw, "headers": said}
    loops.run((site or application())(scope, receive, send))
    given = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], given, b"".join(message.get("body", b"") for message in sent[1:]))


def of(page: Page, query: str) -> Answer:
    return get(query, f"/{address(page.slug)}")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_a_link_is_answered_with_its_scene(page: Page) -> None:
    answer = of(page, "lang=en&seed=8")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    scene = json.loads(answer.body)
    assert set(scene) == {"charts", "parts", "tables", "waits"}
    output = float(forward_network(draw(_spec(page, seed=8))).output[0, 0])
    assert f"{output:.4f}" in scene["parts"]["value-output"]
    assert f"{output:.4f}" in json.dumps(scene["charts"])


def _spec(page: Page, **more: Any) -> NetworkSpec:
    return NetworkSpec(inputs=5, hidden=(), **more) if page is NEURON else NetworkSpec(**more)


@pytest.mark.long
@for_each(("page", "field"), FIELDS)
def test_every_field_takes_what_the_page_takes_and_names_itself_otherwise(page: Page, field: Field) -> None:
    for value in (*RUBBISH, *field.allowed.replace("..", ", ").split(", ")):
        answer = of(page, urlencode({"lang": "en", field.name: value}))
        if field.canonical(value) is None:
            assert answer.status == 400, value
            assert answer.text == f"{field.name}: allowed is {field.allowed}"
            assert answer.headers["content-type"].startswith("text/plain")
            assert "cache-control" not in answer.headers or "immutable" not in answer.headers["cache-control"]
        else:
            assert answer.status == 200, value


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_a_field_that_says_nothing_has_its_default(page: Page) -> None:
    nothing = of(page, "lang=en")
    assert nothing.status == 200
    empty = of(page, urlencode({"lang": "en", **dict.fromkeys((field.name for field in page.fields), "")}))
    whole = {field.name: field.default for field in page.fields}
    assert empty.body == of(page, urlencode({"lang": "en", **whole})).body == nothing.body


def test_a_part_of_the_changed_values_that_says_nothing_is_refused() -> None:
    assert get("lang=en&edits=x1_0.5").status == 200
    for edits in (
        "x1_0.5~nonsense",
        "x1_nan",
        "x1_1e99",
        "x1_0.5~",
        "~".join(f"x{at}_1" for at in range(1, 64)) + "~q1_1",
    ):
        assert get(f"lang=en&edits={edits}").status == 400, edits


def test_as_many_changed_values_as_a_link_may_hold_are_taken() -> None:
    names = [f"w1.{row}.{column}" for row in range(1, 65) for column in range(1, 5)]
    edits = "~".join(f"{name}_-0.12345678901234567" for name in names[:MAX_EDITS])
    query = urlencode({"lang": "en", "inputs": "64", "hidden": "64", "edits": edits})
    assert len(query) < MAX_QUERY
    assert get(query).status == 200
    one_more = urlencode({"lang": "en", "edits": f"{edits}~{names[MAX_EDITS]}_1"})
    assert get(one_more).status == 400


@for_each(
    ("query", "word"),
    [
        ("lang=en&nonsense=1", "query: allowed is seed, inputs"),
        ("lang=en&utm_source=course", "query: allowed is"),
        ("lang=en&Seed=7", "query: allowed is"),
        ("lang=en&%73eed=7&seed=7", "query: each name is allowed once"),
        ("lang=en&seed=7&seed=7", "query: each name is allowed once"),
        ("lang=en&lang=en", "query: each name is allowed once"),
        ("lang=en&seed=&seed=7", "query: each name is allowed once"),
        ("seed=7", "lang: allowed is"),
        ("", "lang: allowed is"),
        ("lang=", "lang: allowed is"),
        ("lang=xx", "lang: allowed is"),
        ("lang=EN", "lang: allowed is"),
        ("lang=../../etc/passwd", "lang: allowed is"),
        ("lang=en&projector=perhaps", "projector: allowed is"),
        ("lang=en&seed=%ff", "query: at most"),
        ("lang=en&%ff=1", "query: at most"),
        ("lang=en&seed=%ED%A0%80", "query: at most"),  # half of a pair
        ("lang=en" + "&a=1" * MAX_FIELDS, "query: at most"),
        ("lang=en&" + "&".join(f"n{at}=1" for at in range(MAX_FIELDS)), "query: at most"),
        ("lang=en&edits=" + "x" * MAX_QUERY, "query: at most"),
    ],
)
def test_what_no_page_says_is_refused_with_a_word(query: str, word: str) -> None:
    answer = get(query)
    assert answer.status == 400
    assert answer.text.startswith(word)
    assert len(answer.body) < 1_000


@for_each("query", [b"lang=en&seed=\xff", b"\x00", b"lang=en&\xe9=1", "lang=en&seed=٣".encode()])
def test_bytes_that_no_address_has_are_refused(query: bytes) -> None:
    assert get(query).status == 400


def test_a_field_of_the_other_page_is_none_of_this_one() -> None:
    assert of(NEURON, "lang=en&layers=2").status == 400
    assert of(NETWORK, "lang=en&layers=2").status == 200
    assert of(NEURON, "lang=en&details=matrices").status == 400
    assert of(NEURON, "lang=en&step=5").status == 400


def test_each_language_and_the_wall_have_a_scene_of_their_own() -> None:
    bodies = {get(f"lang={language}&select=h1.1").body for language in languages()}
    assert len(bodies) == 3
    assert get("lang=en&projector=false").body == get("lang=en&projector=").body == get("lang=en").body
    wall = get("lang=en&projector=true")
    assert wall.body == get("lang=en&projector=on").body != get("lang=en").body
    assert "root" in json.loads(wall.body)["charts"]["network-chart"]


@for_each(
    "path",
    [
        "/scene/0123456789abcdef/network",
        f"/scene/{'0' * 5000}/network",
        f"/scene/{version()}",
        f"/scene/{version()}/",
        f"/scene/{version()}/exercises",  # has no scenes
        f"/scene/{version()}/nowhere",
        f"/scene/{version()}/network/more",
        f"/scene/{version()}/..",
    ],
)
def test_another_version_and_another_page_are_not_here(path: str) -> None:
    assert get("lang=en", path).status == 404


def test_only_what_is_asked_for_with_get_is_answered() -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        assert get(method=method).status == 405, method
    assert get(method="HEAD").status == 200


def test_an_answer_may_be_kept_for_good_by_everybody() -> None:
    answer = get("lang=en&seed=7", headers={"cookie": "_streamlit_xsrf=1; session=2"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "set-cookie" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    for refused in (get("lang=en&seed=x"), get("lang=en", "/scene/old/network")):
        assert "immutable" not in refused.headers.get("cache-control", "")
        assert "set-cookie" not in refused.headers


def test_it_comes_compressed_to_whom_can_read_that() -> None:
    packed = get("lang=en&seed=7", headers={"accept-encoding": "br, gzip;q=0.8"})
    plain = get("lang=en&seed=7", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body == get("lang=en&seed=7").body
    assert len(packed.body) < 0.5 * len(plain.body)
    assert int(packed.headers["content-length"]) == len(packed.body)


def test_the_same_is_computed_once_and_not_everything_is_kept() -> None:
    before = scene_json.cache_info()
    for query in ("lang=en&seed=4711", "seed=4711&lang=en", "lang=en&seed=04711&bias=yes", "lang=en&seed=%34711"):
        assert get(query).status == 200
    after = scene_json.cache_info()
    assert after.misses - before.misses == 1
    assert after.hits - before.hits == 3
    assert after.maxsize == KEPT


def test_who_asks_for_too_much_waits() -> None:
    now = [0.0]
    site = application(WorkBudget(share=0.5, reserve=2.0, clock=lambda: now[0]))
    assert get(site=site).status == 200
    budget = WorkBudget(share=0.5, reserve=2.0, clock=lambda: now[0])
    site = application(budget)
    budget.spend(2.0)
    refused = get(site=site)
    assert refused.status == 429
    assert refused.headers["retry-after"] == "1"
    assert get("lang=en&nonsense=1", site=site).status == 429
    assert get("lang=en", "/scene/old/network", site=site).status == 404  # costs nothing
    now[0] += 1.0
    assert get(site=site).status == 200


def test_seconds_come_back_with_time_up_to_the_reserve() -> None:
    now = [100.0]
    budget = WorkBudget(share=0.5, reserve=2.0, clock=lambda: now[0])
    assert budget.has_some()
    budget.spend(3.0)
    assert not budget.has_some()
    now[0] += 1.9
    assert not budget.has_some()
    now[0] += 0.2
    assert budget.has_some()
    now[0] += 1_000.0
    assert budget.has_some()
    budget.spend(1.9)
    assert budget.has_some()
    budget.spend(0.2)
    assert not budget.has_some()


@pytest.mark.parametrize("query", ["lang=en&seed=5005", "lang=en&seed=x", "lang=xx"])
def test_work_is_spent_whatever_comes_of_it(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 1_000, 5))
    monkeypatch.setattr(scene_route, "perf_counter", lambda: next(ticks))  # each look is five seconds later
    budget = WorkBudget(share=0.0, reserve=2.0, clock=lambda: 0.0)
    site = application(budget)
    assert get(query, site=site).status in (200, 400)
    assert get(query, site=site).status == 429


# What is not known yet.

NUMBER = re.compile(r"-?\d+\.(\d{4,})(?:e-?\d+)?")
SPECS = [
    NetworkSpec(3, 3, (2,)),
    NetworkSpec(4, 5, (4, 3), 2, "tanh", "softmax"),
    NetworkSpec(5, 20, (16,), 3, bias=False),
]
UNIT_SPECS = [NetworkSpec(6, 5, ()), NetworkSpec(7, 3, (), output_activation="tanh", bias=False)]


def _link(spec: NetworkSpec) -> dict[str, str]:
    link = {"lang": "en", "seed": str(spec.seed), "inputs": str(spec.inputs), "bias": str(spec.bias).lower()}
    if spec.is_unit:
        return link | {"activation": spec.output_activation}
    link |= {"layers": str(len(spec.hidden)), "outputs": str(spec.outputs), "activation": spec.activation}
    link |= {"hidden" if at == 1 else f"hidden_{at}": str(units) for at, units in enumerate(spec.hidden, start=1)}
    return link | {"output_activation": spec.output_activation}


def _computed(passed: KnownPass) -> Iterator[float]:
    """Every number of a pass that is known."""
    for layer in passed.layers:
        for values in (layer.weighted_sum, layer.preactivation, layer.output):
            yield from (value for value in values if value is not None)
        for products in layer.products:
            yield from () if products is None else products.tolist()


def _text(answer: Answer) -> str:
    """All of a scene but the curve of the activation, which has a value for every z."""
    assert answer.status == 200
    scene = json.loads(answer.body)
    for chart in scene["charts"].values():
        chart["data"] = [trace for trace in chart["data"] if trace.get("mode") != "lines"]
    return json.dumps(scene, ensure_ascii=False).replace(MINUS, "-")


def _leaked(text: str, spec: NetworkSpec, progress: Progress) -> set[float]:
    """Numbers that are hidden and stand in a text all the same, however many of their decimals."""
    network = draw(spec)
    whole = forward_network(network)
    given = [
        value for each in (network.features, *network.weights, *network.biases) for value in each.flatten().tolist()
    ]
    seen = [*given, *_computed(known_pass(whole, progress))]
    hidden = np.array([*_computed(known_pass(whole, EVERYTHING))])
    hidden = hidden[np.abs(hidden[:, None] - np.array(seen)).min(1) > 1e-4]
    found = [(float(match[0]), 0.6 * 10 ** -len(match[1])) for match in set(NUMBER.finditer(unescape(text)))]
    shown, near = np.array(found).reshape(-1, 2).T
    return set(hidden[(np.abs(hidden[:, None] - shown) <= near).any(1)].tolist())


@pytest.mark.long
@pytest.mark.parametrize("spec", [*SPECS, *UNIT_SPECS], ids=str)
def test_before_a_guess_no_computed_number_is_in_the_answer(spec: NetworkSpec) -> None:
    page = NEURON if spec.is_unit else NETWORK
    all_details = ("", "formula", "program", "compare", *(() if spec.is_unit else ("matrices", "activation")))
    all_selected = ("", "x1", "w1.1.1", "y1", *(() if spec.is_unit else ("h1.1",)))
    for details, select, step in some(product(all_details, all_selected, ("", "3"))):
        link = _link(spec) | {"details": details, "select": select, "step": step}
        hidden = of(page, urlencode(link | {"predict": "true"}))
        assert _leaked(_text(hidden), spec, NOTHING) == set(), link
        assert "predict" in json.loads(hidden.body)["waits"]
    shown = of(page, urlencode(_link(spec)))
    assert len(_leaked(_text(shown), spec, NOTHING)) >= 2


@pytest.mark.long
@for_each("spec", [*SPECS, *UNIT_SPECS])
def test_step_by_step_nothing_is_in_the_answer_before_its_time(spec: NetworkSpec) -> None:
    page = NEURON if spec.is_unit else NETWORK
    for name, details in (("", "matrices"), ("h1.1", "activation"), ("y1", "formula"), ("x1", "activation")):
        selected = parse(name, spec) if name else None
        unit = selected if isinstance(selected, Unit) and selected.layer else None
        path = steps(spec, unit)
        for count in range(len(path)):
            link = _link(spec) | {"step": str(count)} | ({"select": name} if selected else {})
            link |= {} if spec.is_unit else {"details": details}
            answer = of(page, urlencode(link))
            assert _leaked(_text(answer), spec, progress_after(path, count)) == set(), link
    last = of(page, urlencode(_link(spec) | {"step": str(len(steps(spec, None)))}))
    assert len(_leaked(_text(last), spec, NOTHING)) >= 2


# What nobody who means well would say.

NAMES = st.sampled_from(["lang", PROJECTOR.name, *sorted({field.name for _page, field in FIELDS})])
ELEMENTS = st.from_regex(r"[xhywbz][0-9]{1,3}(\.[0-9]{1,3}){0,3}", fullmatch=True)
VALUES = st.one_of(
    st.sampled_from(["en", "pt", "es", "true", "false", "softmax", "relu", "matrices", "activation", "compare", "cpu"]),
    st.integers(-2, 70).map(str),
    ELEMENTS,
    st.lists(st.builds("{}_{}".format, ELEMENTS, st.floats(-2e6, 2e6)), max_size=5).map("~".join),
    st.text(max_size=20),
    st.sampled_from(RUBBISH),
)
SAID = st.dictionaries(NAMES, VALUES, max_size=8).map(lambda said: urlencode(said, errors="replace"))
MEANT = SAID.map(lambda said: said if "lang=" in said else f"lang=en&{said}")
RAW = st.binary(max_size=60).map(lambda raw: quote_from_bytes(raw, safe="&=%+;"))


@examples(400)
@given(page=st.sampled_from(PAGES), query=st.one_of(MEANT, SAID, RAW, st.text(max_size=30).map(quote)))
def test_whatever_is_said_is_answered_or_refused(page: Page, query: str) -> None:
    answered = _answered_or_refused(page, query)
    if isinstance(answered, str):
        assert re.match(r"\w+: ", answered)
        assert len(answered) < 500
    else:
        plain, packed = answered
        assert gzip.decompress(packed) == plain
        assert set(json.loads(plain)) == {"charts", "parts", "tables", "waits"}


def _answered_or_refused(page: Page, query: str) -> tuple[bytes, bytes] | str:
    try:
        return scene_json(page.slug, *asked(page.slug, query))
    except QueryError as error:
        return str(error)


@examples(40)
@given(path=st.text(max_size=20), query=st.binary(max_size=40))
def test_whatever_stands_in_an_address_is_answered(path: str, query: bytes) -> None:
    assert get(query, f"/{address('network')}").status in (200, 400)
    assert get(query, f"/scene/{version()}/{path}").status in (400, 404)
    assert get(query, f"/scene/{path}/network").status == 404


def test_a_query_may_have_so_many_names_and_characters_and_none_more() -> None:
    names = "&".join(f"n{at}=1" for at in range(MAX_FIELDS - 1))
    assert get(f"lang=en&{names}").text.startswith("query: allowed is ")
    assert get(f"lang=en&{names}&more=1").text == "query: at most 40 names in UTF-8 are allowed"
    rest = "lang=en&edits="
    assert get(rest + "x" * (MAX_QUERY - len(rest))).text.startswith("edits: allowed is ")
    assert get(rest + "x" * (MAX_QUERY - len(rest) + 1)).text == "query: at most 12000 characters are allowed"


def test_what_is_not_ready_is_left_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_ready(*_: object) -> tuple[bytes, bytes]:
        raise NotReady

    monkeypatch.setattr(scene_route, "scene_json", not_ready)
    answer = get()
    assert (answer.status, answer.headers["retry-after"]) == (503, "1")


def test_a_reserve_that_is_just_used_up_leaves_nothing() -> None:
    now = [0.0]
    budget = WorkBudget(share=0.5, reserve=2.0, clock=lambda: now[0])
    budget.spend(2.0)
    assert not budget.has_some()
    now[0] = 4.0
    assert budget.has_some()
    budget.spend(1.0)
    now[0] = 100.0
    assert budget.has_some()
    budget.spend(2.0)
    assert not budget.has_some()
