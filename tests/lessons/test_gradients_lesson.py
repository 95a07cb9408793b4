"""What the gradients page gives to take home prints the numbers of the page, and its questions have torch's answers."""

from itertools import product

import pytest
import torch
from torch.nn import functional

from components.base.text import languages, translator, untranslated
from components.gradients.beats import BEATS, FAR
from components.gradients.fields import FIELDS
from components.gradients.lesson import gradients_lesson
from components.gradients.scene import seen_in
from components.gradients.seen import SeenGradients
from compute.gradients.vanishing import BESIDE
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.examples import some
from tests.lessons.pack_checking import check_pack
from tests.longhand import draw_longhand

LINKS: list[dict[str, str]] = [
    {},
    {"seed": "12", "target": "0.25", "select": "h1.2", "edits": "w1.1.1_0.5", "updates": "3", "rate": "2"},
    {"outputs": "3", "loss": "ce", "target": "2", "output_activation": "softmax", "select": "y2"},
    {"outputs": "2", "loss": "bce", "target": "0", "select": "b2.2", "bias": "true", "updates": "1"},
    {"layers": "3", "bias": "false", "activation": "relu", "select": "x1"},
    {"inputs": "1", "hidden": "1", "select": "w1.1.1"},
    {"activation": "heaviside"},
    {"activation": "softplus", "loss": "bce", "output_activation": "tanh"},
]


def seen(**link: str) -> SeenGradients:
    return seen_in({field.name: field.default for field in FIELDS} | link)


@for_each("link", LINKS)
def test_the_program_prints_what_the_page_shows(link: dict[str, str]) -> None:
    shown = seen(**link)
    printed = check_pack(gradients_lesson(shown, untranslated))
    for value in shown.passed.output[0].tolist():
        assert f"{value:.4f}" in printed
    if shown.gradient is not None:
        assert f"{shown.loss:.4f}" in printed
        assert f"{shown.gradient:.4f}" in printed


@pytest.mark.parametrize("language", languages())
def test_the_lesson_is_whole_in_every_language(language: str) -> None:
    check_pack(gradients_lesson(seen(), translator(language)))


@pytest.mark.parametrize(("link", "language"), some(product(LINKS, languages())))
def test_every_beat_can_be_told(link: dict[str, str], language: str) -> None:
    for beat in BEATS:
        told = beat.tell(seen(**{**link, **beat.link}), translator(language))
        assert told.title
        assert any(told.text)
        if told.asked is not None:
            assert len(set(told.asked.answers)) == len(told.asked.answers) >= 2
            assert told.asked.right in range(len(told.asked.answers))


def right(beat: int, **link: str) -> int:
    asked = BEATS[beat].tell(seen(**{**link, **BEATS[beat].link}), untranslated).asked
    assert asked is not None
    return asked.right


class Raw:
    """The default network, drawn longhand, and its gradients by autograd."""

    def __init__(self, seed: int, target: float = 1.0) -> None:
        self.features, self.weights, self.biases = draw_longhand(NetworkSpec(seed=seed))
        leaves = [*self.weights, *self.biases]
        for leaf in leaves:
            leaf.requires_grad_()
        self.loss = self.loss_for(target)
        self.slopes = torch.autograd.grad(self.loss, leaves)

    def loss_for(self, target: float, rate: float = 0.0) -> torch.Tensor:
        leaves = [*self.weights, *self.biases]
        if rate:
            leaves = [leaf - rate * slope for leaf, slope in zip(leaves, self.slopes, strict=True)]
        w1, w2, b1, b2 = leaves
        output = torch.sigmoid(torch.sigmoid(self.features @ w1 + b1) @ w2 + b2)
        return functional.mse_loss(output, torch.full_like(output, target))


SEEDS = (0, 3, 7, 12, 25, 40, 99)


def test_another_target_makes_the_loss_larger_or_smaller() -> None:
    answers = set()
    for seed in SEEDS:
        raw = Raw(seed)
        wanted = int(raw.loss_for(0.0) < raw.loss)
        assert right(0, seed=str(seed)) == wanted
        answers.add(wanted)
    assert answers == {0, 1}


def test_a_weight_goes_against_its_gradient() -> None:
    answers = set()
    for seed in SEEDS:
        for target in (0.0, 1.0):
            wanted = int(Raw(seed, target).slopes[1][0, 0] > 0)
            assert right(2, seed=str(seed), target=f"{target:g}") == wanted
            answers.add(wanted)
    assert answers == {0, 1}


def test_the_edge_that_matters_most_has_the_largest_gradient() -> None:
    answers = set()
    for seed in SEEDS:
        wanted = int(Raw(seed).slopes[0][:, 0].abs().argmax())
        assert right(4, seed=str(seed)) == wanted
        answers.add(wanted)
    assert answers == {0, 1, 2}


def test_a_step_of_a_rate_that_is_far_too_large_can_make_it_worse() -> None:
    answers = set()
    for seed in SEEDS:
        for target in (0.5, 1.0):
            raw = Raw(seed, target)
            wanted = int(raw.loss_for(target, FAR) < raw.loss)
            assert right(5, seed=str(seed), target=f"{target:g}") == wanted
            answers.add(wanted)
    assert answers == {0, 1}


def test_the_activation_that_lets_most_through() -> None:
    for seed in (7, 12):
        shares = []
        for name in BESIDE:
            spec = NetworkSpec(seed=seed, hidden=(4,) * 6, activation=name)
            features, weights, biases = draw_longhand(spec)
            for weight in weights:
                weight.requires_grad_()
            values = features
            for at, (weight, bias) in enumerate(zip(weights, biases, strict=True), start=1):
                function = torch.sigmoid if at == len(weights) else getattr(torch, name)
                values = function(values @ weight + bias)
            slopes = torch.autograd.grad(functional.mse_loss(values, torch.ones_like(values)), weights)
            shares.append(float(slopes[0].abs().mean() / slopes[-1].abs().mean()))
        assert right(6, seed=str(seed)) == shares.index(max(shares))
