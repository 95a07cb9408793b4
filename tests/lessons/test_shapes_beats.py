"""The beats of the shapes page: their questions have the answer that torch gives, for any tensors."""

from hypothesis import given
from hypothesis import strategies as st

from components.base.text import languages, translator, untranslated
from components.shapes.beats import BEATS
from components.shapes.controls import CHANGES, MULTIPLY, RESHAPE, Selected
from components.shapes.seen import SeenShapes, lead, product_of
from compute.shapes.operations import DTYPES, FEATURE_FORMS, OPERATIONS, WEIGHT_FORMS, ShapesSpec, repairs
from compute.shapes.reshaping import INFERRED, OWNERS, ChangeSpec
from tests.examples import examples

SIDE = st.integers(1, 4)
SPECS = st.builds(
    ShapesSpec,
    st.integers(0, 99),
    st.integers(1, 8),
    st.sampled_from(FEATURE_FORMS),
    st.sampled_from(WEIGHT_FORMS),
    SIDE,
    SIDE,
    st.sampled_from(list(OPERATIONS)),
    st.sampled_from(list(DTYPES)),
)
CHANGE_SPECS = st.builds(
    ChangeSpec,
    *[SIDE] * 4,
    st.integers(1, 3),
    st.booleans(),
    owner=st.sampled_from(OWNERS),
    flat=st.booleans(),
    infer=st.sampled_from(INFERRED),
)
FITS, REMAINS, TRAP, LIES, COPIES = 1, 3, 4, 6, 7
"""Indices of the beats that ask."""


NOTEBOOK, SMALL = ShapesSpec(), ChangeSpec()


def seen(spec: ShapesSpec = NOTEBOOK, change: ChangeSpec = SMALL, name: str = CHANGES[0]) -> SeenShapes:
    return SeenShapes(MULTIPLY, spec, product_of(spec, Selected()), None, change, name)


def answer(at: int, shown: SeenShapes) -> str:
    asked = BEATS[at].tell(shown, untranslated).asked
    assert asked is not None
    return asked.answers[asked.right]


@given(SPECS, CHANGE_SPECS, st.sampled_from(CHANGES), st.sampled_from(list(languages())))
@examples(40)
def test_every_beat_can_be_told(spec: ShapesSpec, change: ChangeSpec, name: str, language: str) -> None:
    shown = seen(spec, change, name)
    for beat in BEATS:
        told = beat.tell(shown, translator(language))
        assert told.title
        assert any(told.text)
        if told.asked is not None:
            assert len(set(told.asked.answers)) == len(told.asked.answers) >= 2
            assert told.asked.right in range(len(told.asked.answers))
    for part in (MULTIPLY, RESHAPE):
        assert "**" in lead(SeenShapes(part, spec, shown.product, None, change, name), translator(language))


@given(SPECS)
@examples(60)
def test_what_comes_out_is_what_torch_gives(spec: ShapesSpec) -> None:
    shown = seen(spec)
    result = shown.product.attempt.result
    assert answer(FITS, shown) == f"({spec.inputs}, 1)"
    if result is None:
        assert answer(REMAINS, shown) == answer(TRAP, shown) == "none: torch refuses"
    else:
        assert answer(REMAINS, shown) == str(tuple(result.shape))
        assert answer(TRAP, shown) == str(result.numel())


@given(CHANGE_SPECS, st.sampled_from(CHANGES))
@examples(60)
def test_where_the_numbers_lie_is_where_they_lie(change: ChangeSpec, name: str) -> None:
    shown = seen(change=change, name=name)
    done = shown.changes.named(name)
    wanted = "nowhere: torch refuses" if done.message else "in the memory of a" if done.same_memory else None
    assert answer(LIES, shown) == answer(COPIES, shown) == (wanted or "in a memory of its own")


def test_the_heading_says_what_the_line_gives() -> None:
    refused = seen()
    assert (
        lead(refused, untranslated) == "Shapes **(1, 5)** and **(1, 5)**: torch refuses `torch.mm(features, weights)`."
    )
    (view,) = (repair for repair in repairs("mm", refused.product.operands) if repair.name == "view")
    repaired = SeenShapes(MULTIPLY, refused.spec, refused.product, view, refused.change, refused.name)
    assert lead(repaired, untranslated) == (
        "Shapes **(1, 5)** and **(5, 1)**: `torch.mm(features, weights.view(5, 1))` gives **(1, 1)**."
    )
    said = " ".join(BEATS[2].tell(repaired, untranslated).text)
    assert "**−1.9796**" in said
    assert "**0.1595**" in said


def test_the_heading_of_the_other_part() -> None:
    copied = ChangeSpec(transposed=True, new_rows=3, new_columns=2)
    for change, name, end in (
        (ChangeSpec(), "view", "makes **(2, 3)** of **(3, 2)**, and no number moves in the memory."),
        (copied, "reshape", "makes **(3, 2)** of **(2, 3)**, in a memory of its own."),
        (copied, "view", "and torch refuses `a.view(3, 2)`."),
    ):
        spec = ShapesSpec()
        shown = SeenShapes(RESHAPE, spec, product_of(spec, Selected()), None, change, name)
        assert lead(shown, untranslated).endswith(end)
