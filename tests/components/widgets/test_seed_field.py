"""What the browser reports of a typed seed: a seed, or nothing."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.widgets import seed_field
from components.widgets.seed_field import seed_of
from tests.cases import for_each
from tests.pages.page_reading import report


@for_each(("typed", "seed"), [(0, 0), (8, 8), (9999, 9999), (7.0, 7)])
def test_a_seed(typed: float, seed: int) -> None:
    assert seed_of({"typed": typed}) == seed


@for_each("typed", [-1, 10_000, 7.5, float("nan"), float("inf"), 1e300, True, "8", [8], {"seed": 8}, None])
def test_no_seed(typed: object) -> None:
    assert seed_of({"typed": typed}) is None
    assert seed_of(typed) is None


def test_the_field_of_the_seed_says_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}
    monkeypatch.setattr(seed_field, "_component", lambda **given: told.update(given))
    seed_field.seed_field(untranslated)
    assert told["data"] == ["seed", 0, 9999, "seed: “{text}” is no whole number from 0 to 9999."]


def script() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.base.text import untranslated  # noqa: PLC0415
    from components.widgets.seed_field import seed_field  # noqa: PLC0415

    seed_field(untranslated)
    st.slider("seed", 0, 9999, 7, key="seed")


def test_a_typed_seed_moves_the_slider_and_what_is_none_does_not() -> None:
    page = AppTest.from_function(script).run()
    report(page, "seed-typed", "typed", 9999)
    assert page.slider("seed").value == 9999
    report(page, "seed-typed", "typed", 10_000)
    assert page.slider("seed").value == 9999
    report(page, "seed-typed", "typed", 0)
    assert page.slider("seed").value == 0
