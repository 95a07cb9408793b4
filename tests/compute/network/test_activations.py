"""Every activation against its formula, and its program text against what runs."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.network.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from tests.cases import for_each
from tests.examples import examples
from tests.longhand import FORMULAS, ROUNDING

ROWS = st.lists(st.floats(-200, 200, width=32), min_size=1, max_size=20).map(lambda z: torch.tensor([z]))


@for_each("name", ACTIVATIONS)
@given(z=ROWS)
@examples(60)
def test_equals_its_formula(name: str, z: torch.Tensor) -> None:
    expected = FORMULAS[name](z.double()).float()
    torch.testing.assert_close(ACTIVATIONS[name](z), expected, rtol=1e-5, atol=ROUNDING)


@for_each("name", ACTIVATIONS)
@given(z=ROWS)
@examples(30)
def test_program_text_runs_the_same_call(name: str, z: torch.Tensor) -> None:
    ran = eval(ACTIVATIONS[name].code, {"torch": torch, "x": z.clone()})
    assert torch.equal(ran, ACTIVATIONS[name](z))


@for_each("name", ACTIVATIONS)
def test_leaves_its_input_as_it_was(name: str) -> None:
    z = torch.tensor([[-1.5, 0.0, 1.5]])
    ACTIVATIONS[name](z)
    assert z.tolist() == [[-1.5, 0.0, 1.5]]


@for_each("name", ACTIVATIONS)
def test_elementwise_tells_whether_neighbours_matter(name: str) -> None:
    z = torch.tensor([[-1.5, 0.0, 0.3, 1.5]])
    alone = torch.cat([ACTIVATIONS[name](z[:, i : i + 1]) for i in range(4)], dim=1)
    assert torch.allclose(ACTIVATIONS[name](z), alone) == ACTIVATIONS[name].elementwise


@given(z=ROWS)
def test_softmax_shares_one_out_among_the_row(z: torch.Tensor) -> None:
    shares = ACTIVATIONS["softmax"](z)
    assert shares.sum().item() == pytest.approx(1, abs=1e-5)
    assert shares.min() >= 0


def test_heaviside_is_one_at_zero() -> None:
    assert ACTIVATIONS["heaviside"](torch.tensor([[-1e-6, 0.0, 1e-6]])).tolist() == [[0, 1, 1]]


def test_names_are_keys_and_published_in_this_order() -> None:
    assert tuple(ACTIVATIONS) == tuple(FORMULAS)
    assert all(activation.name == name for name, activation in ACTIVATIONS.items())
    assert tuple(FORMULAS)[:-1] == HIDDEN_ACTIVATIONS


def test_the_registry_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        ACTIVATIONS["mine"] = ACTIVATIONS["relu"]


@for_each("name", ACTIVATIONS)
def test_latex_is_a_balanced_formula_of_z(name: str) -> None:
    latex = ACTIVATIONS[name].latex
    assert "z" in latex
    for opening, closing in ("{}", "()", (r"\left", r"\right"), (r"\begin", r"\end")):
        assert latex.count(opening) == latex.count(closing)
