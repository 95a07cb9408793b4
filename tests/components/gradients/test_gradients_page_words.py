"""What the gradients page is called, where it stands, and the words that it shares with what is taken home."""

import torch

from components.base.text import untranslated
from components.gradients.beats import BEATS
from components.gradients.fields import FIELDS, SLIDERS
from components.gradients.page import PAGE, PAGES
from components.gradients.scene import gradients_scene
from components.gradients.words import (
    autograd_words,
    backward_words,
    descent_words,
    loss_words,
    vanishing_words,
)
from components.state.page import Group
from compute.gradients.vanishing import BESIDE


def test_the_page_is_declared_with_all_that_is_its_own() -> None:
    assert (PAGE.slug, PAGE.picture, PAGE.group, PAGE.plotly) == ("gradients", ("diagram",), Group.NEXT, True)
    assert (PAGE.fields, PAGE.sliders, PAGE.beats, PAGE.scene) == (FIELDS, SLIDERS, BEATS, gradients_scene)
    assert PAGE.title(untranslated) == "Gradients"
    assert PAGE.lead(untranslated) == "How much each weight changes the loss: backpropagation"
    assert PAGES == (PAGE,)


def test_the_steepest_slope_of_the_sigmoid_is_the_one_that_is_told() -> None:
    z = torch.linspace(-5, 5, 1001, requires_grad=True)
    torch.sigmoid(z).sum().backward()
    assert z.grad is not None
    assert f"{float(z.grad.max()):g} at most" in vanishing_words(untranslated)
    assert len(BESIDE) == 3
    assert vanishing_words(untranslated).endswith("drawn from the same seed, with three activations:")


def test_each_sentence_is_about_its_own_subject() -> None:
    assert loss_words(untranslated).startswith("The **loss** is one number for how far the output is")
    assert backward_words(untranslated).startswith("The **chain rule** goes back from the loss")
    assert descent_words(untranslated).startswith("One step of **gradient descent** moves each weight and bias")
    assert "`requires_grad`" in autograd_words(untranslated)
