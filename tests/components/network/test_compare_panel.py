"""The words beside two networks: what differs, by how much, why, and where there is nothing to compare."""

import re
from typing import Any

import pytest
import torch

from components.base.text import untranslated
from components.browser.live import NO_MOVE, Move
from components.network.compare import panel
from components.network.compare.panel import compare_choice, compare_panel
from compute.network.elements import Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from compute.network.walk import progress_after, steps
from tests.cases import for_each
from tests.components.without_page import WithoutPage
from tests.longhand import draw_longhand

SPEC = NetworkSpec()


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    found = WithoutPage(monkeypatch)
    monkeypatch.setattr(panel, "chart", lambda _drawing, *, key, alt: found.texts.append((key, alt)))
    return found


def compared(
    page: WithoutPage,
    what: str = "",
    spec: NetworkSpec = SPEC,
    unit: Unit | None = None,
    changed: dict[Element, float] | None = None,
    move: Move = NO_MOVE,
    **link: str,
) -> list[str]:
    """Return the sentences of the comparison."""
    page.clear()
    page.state.clear()
    page.link.clear()
    page.link.update({"compare": what} if what else {}, **link)
    passed = known_pass(forward_network(edit(draw(spec), changed or {}), "cpu"))
    compare_panel(passed, unit or Unit(spec.depth, 0), changed or {}, move, untranslated)
    return re.findall(r"<p>(.*?)</p>", page.text("value-compare"))


def heads(page: WithoutPage) -> list[str]:
    return re.findall(r'<th scope="col">(.*?)</th>', page.text("value-compare"))


SAME_WEIGHTS = "x and all weights are the same in both: biases are drawn last, so they change no other number."


@for_each("what", ["", "bias", "weights"])
def test_biases_are_left_out_unless_the_link_says_otherwise(page: WithoutPage, what: str) -> None:
    assert compared(page, what) == [
        "Without bias y would be 0.2751 instead of 0.3171. That is 0.0420 lower.",
        SAME_WEIGHTS,
    ]
    assert heads(page) == ["with bias", "without bias", "difference"]


def test_where_there_are_none_biases_are_put_in(page: WithoutPage) -> None:
    assert compared(page, "bias", NetworkSpec(bias=False)) == [
        "With bias y would be 0.3171 instead of 0.2751. That is 0.0420 higher.",
        SAME_WEIGHTS,
    ]
    assert heads(page)[:2] == ["without bias", "with bias"]


def test_without_activation_it_is_said_what_each_half_alone_would_give(page: WithoutPage) -> None:
    x, (w1, w2), (b1, b2) = draw_longhand(SPEC)
    straight = x @ w1 + b1
    both, hidden, output = (
        f"{value.item():.4f}".replace("-", "−")
        for value in (straight @ w2 + b2, torch.sigmoid(straight @ w2 + b2), torch.sigmoid(straight) @ w2 + b2)
    )
    said = compared(page, "activation")
    assert said[0].startswith(f"Without activation y would be {both} instead of 0.3171. That is ")
    assert said[1:] == [
        "Nothing bends between the matrix products then: all layers together do what a single one can do.",
        f"Left out in the hidden layers only: {hidden}; at the output only: {output}.",
    ]
    assert heads(page)[:2] == ["sigmoid", "without activation"]
    compared(page, "activation", NetworkSpec(activation="tanh"))
    assert heads(page)[:2] == ["tanh, sigmoid", "without activation"]


def test_without_activation_a_single_unit_gives_its_z(page: WithoutPage) -> None:
    assert compared(page, "activation", NetworkSpec(inputs=5, hidden=())) == [
        "Without activation y would be −1.6619 instead of 0.1595. That is 1.8214 lower.",
        "Nothing bends z then: y is z itself.",
    ]


def test_another_seed_draws_every_number_anew(page: WithoutPage) -> None:
    other = forward_network(draw(NetworkSpec(seed=8))).output.item()
    assert compared(page, "seed")[0].startswith(f"With seed 8 y would be {other:.4f} instead of 0.3171.")
    assert compared(page, "seed")[1:] == ["Sizes and functions are the same; every number is drawn anew."]
    assert heads(page)[:2] == ["seed 7", "seed 8"]
    other = forward_network(draw(NetworkSpec(seed=42))).output.item()
    assert compared(page, "seed", other_seed="42")[0].startswith(f"With seed 42 y would be {other:.4f} ")


@for_each(("at", "seed"), [(3.4, 3), (3.6, 4), (-5.0, 0), (0.0, 0), (9999.0, 9999), (10000.0, 9999)])
def test_the_other_seed_follows_its_slider_within_its_limits(page: WithoutPage, at: float, seed: int) -> None:
    assert compared(page, "seed", move=Move("other_seed", at))[0].startswith(f"With seed {seed} ")


def test_what_is_alike_is_not_compared(page: WithoutPage) -> None:
    assert compared(page, "seed", NetworkSpec(seed=8)) == [
        "Nothing differs: both have the same seed. Move the other one."
    ]
    linear = NetworkSpec(activation="identity", output_activation="identity")
    assert compared(page, "activation", linear) == [
        "Nothing differs: the activation is the identity already. Choose another one to see what it does."
    ]
    assert len(compared(page, "bias", linear)) == 2


@for_each(("unit", "name"), [(Unit(2, 1), "y2"), (Unit(2, 0), "y1"), (Unit(1, 1), "y1"), (Unit(0, 1), "y1")])
def test_the_words_are_about_a_selected_output_and_else_about_the_first(
    page: WithoutPage, unit: Unit, name: str
) -> None:
    assert compared(page, "bias", NetworkSpec(outputs=2), unit)[0].startswith(f"Without bias {name} would be ")


def test_changed_values_count_in_both_where_both_have_them(page: WithoutPage) -> None:
    x, (w1, w2), (b1, b2) = draw_longhand(SPEC)
    w2[0, 0] = 1.5
    this = torch.sigmoid(torch.sigmoid(x @ w1 + b1) @ w2 + b2).item()
    other = torch.sigmoid(torch.sigmoid(x @ w1) @ w2).item()
    said = compared(page, changed={Weight(2, 0, 0): 1.5})
    assert said[0].startswith(f"Without bias y would be {other:.4f} instead of {this:.4f}.")
    assert said[2:] == ["Changed values count in both, where both have them."]


def test_a_changed_bias_counts_where_the_other_network_alone_has_it(page: WithoutPage) -> None:
    x, (w1, w2), (b1, _b2) = draw_longhand(SPEC)
    other = torch.sigmoid(torch.sigmoid(x @ w1 + b1) @ w2 + 3.0).item()
    said = compared(page, spec=NetworkSpec(bias=False), edits="b2.1_3.0")
    assert said[0].startswith(f"With bias y would be {other:.4f} instead of 0.2751.")
    assert said[-1] == "Changed values count in both, where both have them."


@for_each(("count", "is_said"), [(0, True), (7, True), (8, False)])
def test_the_comparison_waits_for_the_output(page: WithoutPage, count: int, is_said: bool) -> None:
    page.clear()
    seen = known_pass(forward_network(draw(SPEC)), progress_after(steps(SPEC), count))
    compare_panel(seen, Unit(2, 0), {}, NO_MOVE, untranslated)
    waits = "<p>The comparison follows when the output is on the screen.</p>"
    assert (page.text("value-compare") == waits) is is_said


def test_both_pictures_have_their_title_and_their_words(page: WithoutPage) -> None:
    compared(page)
    drawn: dict[str, Any] = dict(page.texts)
    for key, title, value in (("compare-this", "with bias", "0.3171"), ("compare-other", "without bias", "0.2751")):
        assert drawn[key] == (
            f"{title}. Network diagram 3-2-1: 3 inputs, 1 hidden layer (2 units), 1 output. Output: {value}"
        )


@for_each(("hidden", "is_drawn"), [(60, True), (61, False)])
def test_up_to_64_units_are_drawn_twice(page: WithoutPage, hidden: int, is_drawn: bool) -> None:
    spec = NetworkSpec(hidden=(hidden,))
    compared(page, spec=spec)
    assert ("compare-this" in dict(page.texts)) is is_drawn
    assert ("Networks of more than 64 units are not drawn here." in page.text("value-compare")) is not is_drawn


def test_the_choice_of_what_differs_stands_in_the_link(page: WithoutPage) -> None:
    compare_choice(untranslated)
    choice = page.widgets["compare"]
    assert choice.given[1] == ["bias", "activation", "seed"]
    assert (choice.named["default"], "other_seed" in page.widgets) == ("bias", False)
    page.state["compare"] = "seed"
    choice.act()
    assert page.link["compare"] == "seed"


def test_the_other_seed_is_placed_with_the_choice_of_seeds_alone(page: WithoutPage) -> None:
    page.link |= {"compare": "seed", "other_seed": "42"}
    page.state["compare"] = "seed"
    compare_choice(untranslated)
    assert page.widgets["other_seed"].given == ("the other seed", 0, 9999, 42)


@for_each(("seed", "text"), [(8, None), (9, "9"), (7, "7"), (0, "0"), (9999, "9999"), (10000, "9999"), (-1, "0")])
def test_the_default_of_the_other_seed_goes_without_saying(page: WithoutPage, seed: int, text: str | None) -> None:
    page.state.clear()
    page.link.update(compare="seed", other_seed="42")
    page.state["compare"] = "seed"
    compare_choice(untranslated)
    page.state["other_seed"] = seed
    page.widgets["other_seed"].act()
    assert page.link.get("other_seed") == text
