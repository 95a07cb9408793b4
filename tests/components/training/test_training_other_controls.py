"""The setting that a second training has another value of: what is offered, what is taken, and why there is none."""

from functools import lru_cache
from typing import Any

import pytest
import streamlit as st

from components.base.text import translator
from components.training.fields import FIELDS
from components.training.other_controls import FIELD, VALUE, other_controls
from components.training.seen import seen_in
from compute.training.course import Course, train
from compute.training.setting import TrainingSpec
from tests.cases import for_each
from tests.components.without_page import WithoutPage

_ = translator("en")


@lru_cache(maxsize=8)
def trained(seed: int = 7, data: str = "rings", layers: int = 1) -> Course:
    return train(TrainingSpec(data=data, points=20, steps=100, hidden=(3,) * layers, seed=seed))


class BothLists:
    """The two lists of a page whose link names a second training."""

    def __init__(self, other: str, course: Course, *, is_there: bool = True) -> None:
        with pytest.MonkeyPatch.context() as patched:
            self.page = WithoutPage(patched)
            self.page.link["other"] = other
            self.place(patched, course, is_there)

    def place(self, patched: pytest.MonkeyPatch, course: Course, is_there: bool) -> None:
        """Place both lists as the page does."""

        def listed(label: str, options: list[str], index: int, **named: Any) -> None:
            self.page._place("selectbox", label, options, index, **named)

        patched.setattr(st, "selectbox", listed)
        said = {field.name: field.default for field in FIELDS} | {"steps": "100", "other": self.page.link["other"]}
        shown = seen_in(said, course, lambda _spec: course, None)
        assert (shown.other is not None) is is_there
        other_controls(shown, _)

    def offered(self, key: str) -> list[str]:
        return list(self.page.widgets[key].given[1])

    def chosen(self, key: str) -> str:
        return str(self.offered(key)[self.page.widgets[key].given[2]])


FIELDS_OFFERED = [
    "",
    "rate",
    "hidden",
    "layers",
    "seed",
    "optimizer",
    "activation",
    "init",
    "batch",
    "noise",
    "decay",
    "l1",
]


@for_each(
    ("other", "values"),
    [
        ("rate_0.01", ["0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "1", "3", "10"]),
        ("rate_0.2", ["0.2", "0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "1", "3", "10"]),
        ("hidden_16", ["1", "2", *map(str, range(4, 17))]),
        ("layers_2", ["0", "2", "3", "4", "5", "6"]),
        ("seed_8", [str(seed) for seed in range(8, 28)]),
        ("optimizer_adam", ["momentum", "adam"]),
        ("init_zeros", ["linear", "xavier", "kaiming", "zeros"]),
        ("batch_1", ["1", "10", "32", "100"]),
        ("decay_1", ["0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1"]),
        ("l1_0.5", ["0.5", "0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1"]),
    ],
)
def test_all_values_but_that_of_the_first_training_are_offered(other: str, values: list[str]) -> None:
    lists = BothLists(other, trained())
    field, _joint, value = other.partition("_")
    assert lists.offered(FIELD) == FIELDS_OFFERED
    assert lists.chosen(FIELD) == field
    assert lists.offered(VALUE) == values
    assert lists.chosen(VALUE) == value
    assert lists.page.texts == []


def test_noise_is_offered_in_hundredths_and_no_activation_without_a_derivative() -> None:
    noise = BothLists("noise_0", trained()).offered(VALUE)
    assert (len(noise), noise[0], noise[1], noise[-1]) == (100, "0", "0.01", "1")
    assert "0.25" not in noise
    activations = BothLists("activation_relu", trained()).offered(VALUE)
    assert "relu" in activations
    assert not {"tanh", "heaviside"} & set(activations)


def test_no_seed_after_the_last_one_is_offered() -> None:
    lists = BothLists("seed_9999", trained(seed=9990))
    assert lists.offered(VALUE) == [str(seed) for seed in range(9991, 10000)]


@pytest.mark.parametrize("other", ["", "points_40"])
def test_without_a_setting_that_is_offered_there_is_no_second_list(other: str) -> None:
    lists = BothLists(other, trained(), is_there=bool(other))
    assert lists.chosen(FIELD) == ""
    assert VALUE not in lists.page.widgets


@for_each(
    ("other", "data", "words"),
    [
        ("rate_0.3", "rings", "The first training has this value, too."),
        ("hidden_17", "rings", None),
        ("layers_2", "rings", "The second training is not there."),
        ("noise_0.5", "iris", "**noise** = `0.5`; allowed: `fields that iris have: not noise`"),
    ],
)
def test_it_is_said_why_there_is_no_second_training(other: str, data: str, words: str | None) -> None:
    with pytest.MonkeyPatch.context() as patched:
        page = WithoutPage(patched)
        page.link["other"] = other
        patched.setattr(st, "selectbox", lambda *_given, **_named: None)
        said = {field.name: field.default for field in FIELDS} | {"steps": "100"}
        other_controls(seen_in(said, trained(data=data), lambda _spec: trained(), None), _)
    assert [text[: len(words or "")] for text in (text for _at, text in page.texts)] == ([words] if words else [])


@for_each(
    ("field", "other"),
    [
        ("", ""),
        ("rate", "rate_0.03"),
        ("hidden", "hidden_9"),
        ("layers", "layers_4"),
        ("seed", "seed_18"),
        ("optimizer", "optimizer_adam"),
        ("batch", "batch_32"),
        ("words of another language", "rate_0.1"),
    ],
)
def test_a_setting_begins_with_a_value_in_the_middle_of_those_that_are_offered(field: str, other: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        page = WithoutPage(patched)
        page.link["other"] = "rate_0.1"
        said = {field.name: field.default for field in FIELDS} | {"steps": "100", "other": "rate_0.1"}
        other_controls(seen_in(said, trained(), lambda _spec: trained(), None), _)
        page.state[FIELD] = field
        page.widgets[FIELD].act()
        assert page.link.get("other", "") == other


def test_a_value_that_is_chosen_stands_in_the_link() -> None:
    with pytest.MonkeyPatch.context() as patched:
        page = WithoutPage(patched)
        page.link["other"] = "rate_0.1"
        said = {field.name: field.default for field in FIELDS} | {"steps": "100", "other": "rate_0.1"}
        other_controls(seen_in(said, trained(), lambda _spec: trained(), None), _)
        assert [page.widgets[key].label for key in (FIELD, VALUE)] == [
            "a second training beside it",
            "its value there",
        ]
        page.state[VALUE] = "3"
        page.widgets[VALUE].act()
        assert page.link["other"] == "rate_3"
