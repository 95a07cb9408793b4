"""The parts of a network's picture: what is written where after each step, what is lit, and the captions that fit."""

import re
from typing import Any

from components.base.drawing import HALO_OPACITY, HALO_WIDTH
from components.base.style import (
    EMPTY,
    HIGHLIGHT,
    INK,
    NEGATIVE,
    POSITIVE,
    colour_of,
    faded,
    fill_at_night,
    fill_of,
    text_on,
)
from components.network.figures.network_diagram import describe, network_diagram
from components.network.figures.size_buttons import OUTSIDE
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from compute.network.walk import progress_after, steps
from tests.cases import for_each

SPEC = NetworkSpec()


def passed(spec: NetworkSpec = SPEC, count: int | None = None, unit: Unit | None = None) -> KnownPass:
    """Compute a network, or so many steps of a walk through it."""
    whole = forward_network(draw(spec), "cpu")
    return known_pass(whole) if count is None else known_pass(whole, progress_after(steps(spec, unit), count))


def points(seen: KnownPass, **named: Any) -> dict[str, dict[str, Any]]:
    """Return text, hover text and looks of what has a name; of a unit with a ring that of its circle."""
    trace: Any = network_diagram(seen, with_legend=False, **named).traces[0]
    sizes = trace["marker"]["size"]
    rows = zip(
        trace["customdata"],
        trace["text"],
        trace["hovertext"],
        trace["marker"]["color"],
        trace["marker"]["line"]["width"],
        sizes if isinstance(sizes, tuple | list) else [sizes] * len(trace["x"]),
        zip(trace["x"], trace["y"], strict=True),
        strict=True,
    )
    keys = ("text", "hover", "colour", "line", "size", "place")
    return {name: dict(zip(keys, row, strict=True)) for name, *row in rows if name}


def rings(seen: KnownPass, **named: Any) -> list[str]:
    """Return the names of all points that stand out."""
    trace: Any = network_diagram(seen, with_legend=False, **named).traces[0]
    widths = trace["marker"]["line"]["width"]
    return [name for name, width in zip(trace["customdata"], widths, strict=True) if width == 4]


def shapes(seen: KnownPass, **named: Any) -> list[Any]:
    found: Any = network_diagram(seen, **named).layout["shapes"]
    return list(found)


def halos(seen: KnownPass, **named: Any) -> list[Any]:
    """Return the glowing edges."""
    return [shape for shape in shapes(seen, **named) if shape["line"]["color"] == faded(HIGHLIGHT, HALO_OPACITY)]


def named_shapes(seen: KnownPass, **named: Any) -> dict[str, str]:
    """Return the colour around each number that has a box."""
    return {shape["name"]: shape["line"]["color"] for shape in shapes(seen, **named) if "name" in shape}


@for_each(
    ("count", "h", "w", "y"),
    [
        (0, "<b>h2</b><br><b>?</b>", ("−0.3556", "0.3177"), "<b>y</b><br><b>?</b>"),
        (1, "<b>h2</b><br><b>?</b>", ("= −0.2796", "0.3177"), "<b>y</b><br><b>?</b>"),
        (2, "<b>h2</b> Σ<br><b>−0.3969</b>", ("= −0.2796", "0.3177"), "<b>y</b><br><b>?</b>"),
        (3, "<b>h2</b> z<br><b>−0.2596</b>", ("−0.3556", "0.3177"), "<b>y</b><br><b>?</b>"),
        (4, "<b>h2</b><br><b>0.4355</b>", ("−0.3556", "0.3177"), "<b>y</b><br><b>?</b>"),
        (5, "<b>h2</b><br><b>0.4355</b>", ("−0.3556", "= 0.1383"), "<b>y</b><br><b>?</b>"),
        (7, "<b>h2</b><br><b>0.4355</b>", ("−0.3556", "0.3177"), "<b>y</b> z<br><b>−0.7672</b>"),
        (8, "<b>h2</b><br><b>0.4355</b>", ("−0.3556", "0.3177"), "<b>y</b><br><b>0.3171</b>"),
    ],
)
def test_each_step_writes_its_numbers(count: int, h: str, w: tuple[str, str], y: str) -> None:
    found = points(passed(count=count))
    assert (found["h1.2"]["text"], found["y1"]["text"]) == (h, y)
    assert (found["w1.2.2"]["text"], found["w2.2.1"]["text"]) == w
    assert found["b1.2"]["text"] == "<i>b</i> +0.1373"


def test_without_biases_the_sum_is_z_and_has_its_own_sign() -> None:
    assert points(passed(NetworkSpec(bias=False), 2))["h1.2"]["text"] == "<b>h2</b> Σ<br><b>−0.3969</b>"


def test_only_the_unit_that_is_walked_has_products_and_a_sum() -> None:
    found = points(passed(count=2, unit=Unit(1, 1)))
    assert (found["w1.2.2"]["text"], found["w1.2.1"]["text"]) == ("= −0.2796", "−0.8948")
    assert (found["h1.2"]["text"], found["h1.1"]["text"]) == (
        "<b>h2</b> Σ<br><b>−0.3969</b>",
        "<b>h1</b><br><b>?</b>",
    )


TERMS = "−0.1468 × 1.6908<br>0.7861 × −0.3556<br>0.9468 × 0.1382<br>+ b = 0.1373"


@for_each(
    ("count", "unit", "weight"),
    [
        (0, "<b>h2</b> = ?", "−0.3556"),
        (1, f"<b>h2</b> = ?<br>{TERMS}", "0.7861 × −0.3556 = −0.2796"),
        (2, f"<b>h2</b> = ?<br>{TERMS}<br>Σ = −0.3969", "0.7861 × −0.3556 = −0.2796"),
        (3, f"<b>h2</b> = ?<br>{TERMS}<br>Σ = −0.3969<br>z = −0.2596", "−0.3556"),
        (4, f"<b>h2</b> = 0.4355<br>{TERMS}<br>z = −0.2596<br>sigmoid(z) = 0.4355", "−0.3556"),
    ],
)
def test_each_step_tells_more_where_one_points(count: int, unit: str, weight: str) -> None:
    found = points(passed(count=count))
    assert found["h1.2"]["hover"] == unit
    assert found["w1.2.2"]["hover"] == f"<b>W1</b>[1, 1]  x2 → h2<br>{weight}"
    assert found["b1.2"]["hover"] == "<b>B1</b>[0, 1]  b → h2<br>0.1373"
    assert found["x2"]["hover"] == "<b>x2</b> = 0.7861"


def test_a_long_sum_tells_its_largest_terms_in_their_order() -> None:
    network = draw(NetworkSpec(inputs=9, hidden=(1,), bias=False))
    network = edit(network, {Unit(0, row): 1.0 for row in range(9)})
    values = (1.0, -0.5, 2.0, 3.0, -4.0, 5.0, 6.0, -7.0, 0.25)
    network = edit(network, {Weight(1, row, 0): value for row, value in enumerate(values)})
    told = points(known_pass(forward_network(network)))["h1.1"]["hover"].split("<br>")
    wanted = [f"1.0000 × {value:.4f}".replace("-", "−") for value in values if value != 0.25]
    assert told[1:-2] == [*wanted, "+ 1 more: 0.2500"]


@for_each(
    ("selected", "lit", "edges"),
    [
        (None, [], 0),
        (Unit(0, 1), ["x2"], 0),
        (Unit(1, 1), ["h1.2"], 3),
        (Unit(2, 0), ["y1"], 2),
        (Weight(1, 2, 1), [], 1),
        (Bias(1, 1), [], 0),
    ],
)
def test_what_is_selected_is_lit_with_the_edges_into_it(selected: Element | None, lit: list[str], edges: int) -> None:
    assert rings(passed(), selected=selected) == lit
    assert len(halos(passed(), selected=selected)) == edges
    boxes = [name for name, colour in named_shapes(passed(), selected=selected).items() if colour == HIGHLIGHT]
    assert boxes == ([selected.name()] if isinstance(selected, Weight | Bias) else [])


@for_each(
    ("count", "unit", "lit", "edges", "biases"),
    [
        (1, None, [], 6, []),
        (2, None, ["h1.1", "h1.2"], 0, []),
        (3, None, ["h1.1", "h1.2"], 0, ["b1.1", "b1.2"]),
        (4, None, ["h1.1", "h1.2"], 0, []),
        (5, None, [], 2, []),
        (7, None, ["y1"], 0, ["b2.1"]),
        (1, Unit(1, 1), [], 3, []),
        (3, Unit(1, 1), ["h1.2"], 0, ["b1.2"]),
    ],
)
def test_a_step_lights_what_it_computes_and_nothing_that_is_selected(
    count: int, unit: Unit | None, lit: list[str], edges: int, biases: list[str]
) -> None:
    seen = passed(count=count, unit=unit)
    for selected in (Weight(2, 0, 0), Unit(0, 0), Bias(2, 0))[: 3 if count == 2 else 1]:
        assert rings(seen, selected=selected) == lit
        assert len(halos(seen, selected=selected)) == edges
        boxes = [name for name, colour in named_shapes(seen, selected=selected).items() if colour == HIGHLIGHT]
        assert boxes == biases


def test_the_glow_is_as_wide_as_the_edges_are_many() -> None:
    """Behind few edges it has its whole width, behind many half of that, and behind hundreds of a step a fifth."""

    def width(inputs: int, hidden: int, count: int | None, selected: Element | None) -> float:
        seen = passed(NetworkSpec(inputs=inputs, hidden=(hidden,)), count)
        return float(halos(seen, selected=selected)[0]["line"]["width"])

    assert width(3, 2, None, Unit(1, 1)) == HALO_WIDTH
    assert width(3, 2, 1, None) == HALO_WIDTH
    assert width(10, 3, None, Unit(1, 1)) == round(0.7 * HALO_WIDTH, 1)
    assert width(20, 6, None, Unit(1, 1)) == round(0.5 * HALO_WIDTH, 1)
    assert width(20, 6, 1, None) == round(0.5 * HALO_WIDTH, 1)
    assert width(20, 10, 1, None) == round(0.2 * HALO_WIDTH, 1)
    assert width(20, 10, None, Unit(1, 1)) == round(0.5 * HALO_WIDTH, 1)


def test_a_selected_weight_that_is_too_weak_to_be_drawn_glows_all_the_same() -> None:
    spec = NetworkSpec(inputs=30, hidden=(20,))
    weights = draw(spec).weights[0].abs()
    at = int(weights.argmin())
    row, column = divmod(at, 20)
    for weight in (Weight(1, row, column), Weight(2, 3, 0)):
        (glow,) = halos(passed(spec), selected=weight)
        begin, end = re.findall(r"^M([\d.]+),([\d.]+)|L([\d.]+),([\d.]+)$", glow["path"])
        sizes = (30, 20, 1)
        assert [float(number) for number in (*begin[:2], *end[2:])] == [
            weight.layer - 1,
            round(1 - (weight.row + 0.5) / sizes[weight.layer - 1], 3),
            weight.layer,
            round(1 - (weight.column + 0.5) / sizes[weight.layer], 3),
        ]


def test_a_changed_value_has_a_mark() -> None:
    changed: list[Element] = [Unit(0, 1), Weight(1, 1, 1), Bias(1, 1)]
    found = points(passed(), changed=changed)
    assert found["x2"]["text"] == "<b>x2</b>✎<br><b>0.7861</b>"
    assert found["w1.2.2"]["text"] == "−0.3556✎"
    assert found["b1.2"]["text"] == "<i>b</i> +0.1373✎"
    assert [name for name, point in found.items() if "✎" in point["text"]] == ["w1.2.2", "b1.2", "x2"]
    assert points(passed(count=2), changed=[Weight(1, 1, 1), Unit(1, 1)])["w1.2.2"]["text"] == "= −0.2796"


def test_a_number_has_the_colour_of_its_sign_around_it() -> None:
    found = named_shapes(passed())
    assert len(found) == 11
    assert found["w1.2.2"] == faded(NEGATIVE, 0.7)
    assert found["w1.3.2"] == faded(POSITIVE, 0.7)
    assert colour_of(-0.3556) == NEGATIVE


@for_each(("scale", "shade"), [(1.0, -0.1468), (4.0, -0.5872), (0.5, -0.0734)])
def test_a_scale_changes_colours_and_no_number(scale: float, shade: float) -> None:
    exact = forward_network(draw(SPEC)).network.features[0, 0].item() * scale
    assert abs(exact - shade) < 1e-3
    found = points(passed(), scale=scale)["x1"]
    assert (found["text"], found["colour"]) == ("<b>x1</b><br><b>−0.1468</b>", fill_of(exact))


def test_a_circle_is_empty_until_its_value_is_known() -> None:
    trace: Any = network_diagram(passed(count=1), with_legend=False).traces[0]
    assert points(passed(count=1))["h1.1"]["colour"] == EMPTY
    night = {trace["customdata"][at]: fill for at, fill, _ink in trace["meta"]["night"]}
    assert night == {f"x{row + 1}": fill_at_night(value) for row, value in enumerate(draw(SPEC).features[0].tolist())}
    inks = trace["textfont"]["color"]
    last = {name: ink for name, ink in zip(trace["customdata"], inks, strict=True) if name}
    assert (last["h1.1"], last["x3"]) == (INK, text_on(0.9468))


def test_a_bias_without_a_place_is_outside_and_says_nothing() -> None:
    found = points(passed(NetworkSpec(inputs=3, hidden=(8,))), selected=Bias(1, 2))
    assert (found["b1.1"]["place"], found["b1.1"]["text"], found["b1.1"]["size"]) == (OUTSIDE, "", 0)
    assert found["b1.3"]["place"] == (1.187, 0.688)
    assert found["b1.3"]["text"].startswith("<i>b</i> ")
    assert points(passed(NetworkSpec(inputs=3, hidden=(8,))))["b1.3"]["place"] == OUTSIDE


def test_a_weight_without_a_place_can_be_pointed_at_in_its_middle() -> None:
    found = points(passed(NetworkSpec(inputs=10, hidden=(8,), outputs=8)))
    assert (found["w1.1.1"]["place"], found["w1.1.1"]["text"], found["w1.1.1"]["size"]) == (
        (0.5, (0.95 + 0.9375) / 2),
        "",
        7,
    )


def captions(spec: NetworkSpec, **named: Any) -> list[str]:
    """Return what stands above the picture, without its markup."""
    trace: Any = network_diagram(passed(spec), with_legend=False, **named).traces[0]
    count = 2 * len(spec.sizes) - 1
    return [re.sub(r"<[^>]+>", "", text) for text in trace["text"][:count]]


@for_each(
    ("spec", "words"),
    [
        (SPEC, ["features x (3)", "weights W1 (3 × 2)", "hidden layer h (2)", "weights W2 (2 × 1)", "output y (1)"]),
        (
            NetworkSpec(hidden=(2, 2)),
            ["features x (3)", "W1", "hidden layer h1 (2)", "W2", "hidden layer h2 (2)", "W3", "output y (1)"],
        ),
        (
            NetworkSpec(hidden=(2, 2, 2)),
            ["features x", "W1", "hidden layer h1", "W2", "hidden layer h2", "W3", "hidden layer h3", "W4", "output y"],
        ),
        (NetworkSpec(hidden=(2,) * 6), ["x (3)", "W1", "h1 (2)", "W2", "h2 (2)", "W3", "h3 (2)", "W4", "h4 (2)"]),
    ],
)
def test_the_longest_captions_that_fit_stand_above_layers_and_weights(spec: NetworkSpec, words: list[str]) -> None:
    assert captions(spec)[: len(words)] == words


def test_with_buttons_beside_them_captions_are_shorter() -> None:
    trace: Any = network_diagram(passed(), with_legend=False, resizable=True).traces[0]
    assert [re.sub(r"<[^>]+>", "", text) for text in trace["text"][:5]] == [
        "features x (3)",
        "W1",
        "hidden layer h (2)",
        "W2",
        "output y (1)",
    ]
    assert trace["customdata"][5:7] == ("less.inputs", "more.inputs")
    wall: Any = network_diagram(passed(), with_legend=False, resizable=True, wall=True).traces[0]
    assert not any(name.startswith(("less", "more")) for name in wall["customdata"])


def test_captions_stand_at_layers_and_between_them() -> None:
    trace: Any = network_diagram(passed(), with_legend=False).traces[0]
    assert trace["x"][:5] == (0, 0.5, 1, 1.5, 2)
    assert set(trace["y"][:5]) == {1.07}


@for_each(
    ("spec", "note"),
    [
        (NetworkSpec(inputs=43, hidden=(7,)), "the strongest 300 of 308 weights"),
        (NetworkSpec(inputs=64, hidden=(64,)), "the strongest 300 of 4,160 weights"),
        (NetworkSpec(inputs=30, hidden=(9,)), None),
    ],
)
def test_what_is_left_out_is_said_below(spec: NetworkSpec, note: str | None) -> None:
    layout: Any = network_diagram(passed(spec)).layout
    assert [each["text"] for each in layout["annotations"]] == ([] if note is None else [note])


def test_the_rooms_of_a_picture() -> None:
    normal: Any = network_diagram(passed()).layout["meta"]
    assert [(room["width"], room["height"]) for room in normal["rooms"]] == [(700, 340), (330, 300), (900, 475)]
    assert [sorted(room) for room in normal["rooms"][1:]] == [
        ["axes", "hangs", "height", "pills", "points", "width"],
    ] * 2
    assert normal["rooms"][0]["hangs"] == {"names": ["b1.1", "b1.2", "b2.1"], "by": 56}
    wall: Any = network_diagram(passed(), wall=True).layout["meta"]
    assert [(room["width"], room["height"]) for room in wall["rooms"]] == [(510, 290)]
    large: Any = network_diagram(passed(NetworkSpec(inputs=7))).layout["meta"]
    assert (large["rooms"][2]["width"], "hangs" in large["rooms"][0]) == (1120, False)


def test_the_browser_knows_which_edges_there_are_and_where_they_begin() -> None:
    for selected, first in ((None, 0), (Unit(1, 1), 3)):
        meta: Any = network_diagram(passed(), selected=selected).layout["meta"]
        assert (meta["first"], len(meta["edges"]), "step" in meta) == (first, 8, False)
        assert meta["edges"][3] == ("w1.2.2", "h1.2", "x2")


def test_the_legend_is_part_of_the_picture_unless_it_stands_beside() -> None:
    assert len(network_diagram(passed()).traces) == 2
    assert len(network_diagram(passed(), with_legend=False).traces) == 1


def test_what_is_not_known_is_said_in_words() -> None:
    assert describe(passed(count=7)).endswith("Output: not computed yet")
    spec = NetworkSpec(outputs=2)
    one = passed(spec, 4, Unit(2, 1))
    value = forward_network(draw(spec)).output[0, 1].item()
    assert describe(one).endswith(f"Output: not computed yet, {value:.4f}")
