"""The beats of the shapes page: their questions have the answer that torch gives, for any tensors."""

from hypothesis import given
from hypothesis import strategies as st

from components.base.text import languages, translator, untranslated
from components.shapes.beats import BEATS, beats_of
from components.shapes.controls import CHANGES, MULTIPLY, RESHAPE, Selected
from components.shapes.seen import SeenShapes, lead, product_of
from components.state.beat import Asked
from compute.shapes.operations import DTYPES, FEATURE_FORMS, OPERATIONS, WEIGHT_FORMS, ShapesSpec, repairs
from compute.shapes.reshaping import INFERRED, OWNERS, ChangeSpec
from tests.cases import for_each
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


COPIED = ChangeSpec(transposed=True, new_rows=3, new_columns=2)
TRAP_SPEC, ANY_SPEC = ShapesSpec(7, 5, "row", "column", operation="mul"), ShapesSpec(7, 3, "row", "any", 3, 4)
VECTOR_SPEC = ShapesSpec(7, 2, "vector", "column", operation="dot")
REFUSED, PLACES = "none: torch refuses", ("in the memory of a", "in a memory of its own", "nowhere: torch refuses")


def said(at: int, shown: SeenShapes) -> tuple[str, ...]:
    """Return the paragraphs of a beat that are not empty."""
    return tuple(filter(None, BEATS[at].tell(shown, untranslated).text))


def test_the_beats_come_in_order_and_each_sets_its_scene() -> None:
    assert [(beat.tell(seen(), untranslated).title, dict(beat.link)) for beat in BEATS] == [
        ("A row meets a column", {}),
        ("Make it fit", {}),
        ("One number comes out", {"repair": "view"}),
        (
            "The inner sizes go, the outer ones remain",
            {"weights": "any", "weight_rows": "5", "weight_columns": "3", "select": "c1.3"},
        ),
        ("No error, and still wrong", {"weights": "column", "operation": "mul"}),
        ("One tape of memory", {"part": "reshape"}),
        ("Does a number move?", {"part": "reshape", "change": "t"}),
        (
            "When reshape copies",
            {"part": "reshape", "transposed": "true", "new_rows": "3", "new_columns": "2", "change": "view"},
        ),
    ]
    assert beats_of(MULTIPLY) == BEATS[:5]
    assert beats_of(RESHAPE) == BEATS[5:]


@for_each(
    ("spec", "part", "words"),
    [
        (TRAP_SPEC, MULTIPLY, "The two sizes that are lit agree, so every number finds its partner."),
        (NOTEBOOK, MULTIPLY, "Here torch refuses. Below the picture stand its own words, and what they mean."),
        (
            NOTEBOOK,
            RESHAPE,
            "A row of `features` has **5** numbers, a column of `weights` has **1**. Each number needs a partner: the "
            "two must be equal.",
        ),
    ],
)
def test_a_refusal_is_explained_where_its_words_are_not_in_sight(spec: ShapesSpec, part: str, words: str) -> None:
    shown = SeenShapes(part, spec, product_of(spec, Selected()), None, SMALL, CHANGES[0])
    rule, outcome = said(0, shown)
    assert rule.endswith("it lays a **row** of the first tensor along a **column** of the second.")
    assert outcome == words


def test_the_shape_that_fits_is_asked_for_with_the_sizes_of_the_scene() -> None:
    told = BEATS[FITS].tell(seen(ANY_SPEC), untranslated)
    assert told.text == (
        "`(1, 3) @ (3, 1)` gives (1, 1). Press `view(3, 1)` above the picture, and watch the row tip over.",
    )
    assert told.asked == Asked(
        "`features` is a row, (1, 3). Which shape of `weights` gives a single number?",
        ("(1, 3)", "(3, 1)", "(3, 4)"),
        1,
    )


@for_each("spec", [NOTEBOOK, TRAP_SPEC, ANY_SPEC])
def test_only_a_single_number_is_said_as_a_sum(spec: ShapesSpec) -> None:
    assert said(2, seen(spec)) == (
        "Number meets number, left with right. The products are added up, and that is the cell of the result.",
        "Press a cell of the result to see its row and its column.",
    )


def test_the_sum_stands_before_the_output_that_is_made_of_it() -> None:
    shown = seen(ShapesSpec(form="column"))
    assert said(2, shown)[1] == (
        "The sum is **−1.9796**; bias and activation make **0.1595** of it, as on the page of the neuron."
    )


@for_each(
    ("spec", "words", "question", "answers", "right"),
    [
        (NOTEBOOK, f"(1, 5) @ (1, 5)` gives **{REFUSED}", "torch.mm(features, weights)", ("(5, 1)", REFUSED), 1),
        (TRAP_SPEC, "(1, 5) @ (5, 1)` gives **(5, 5)", "features * weights", ("(1, 1)", "(5, 5)", REFUSED), 1),
        (
            ANY_SPEC,
            "(1, 3) @ (3, 4)` gives **(1, 4)",
            "torch.mm(features, weights)",
            ("(1, 4)", "(3, 3)", "(4, 1)", REFUSED),
            0,
        ),
        (
            VECTOR_SPEC,
            f"(2,) @ (2, 1)` gives **{REFUSED}",
            "torch.dot(features, weights)",
            ("(1, 2)", "(2, 2)", REFUSED),
            2,
        ),
    ],
)
def test_which_sizes_remain_is_asked_among_the_wrong_pairs_of_sizes(
    spec: ShapesSpec, words: str, question: str, answers: tuple[str, ...], right: int
) -> None:
    told = BEATS[REMAINS].tell(seen(spec), untranslated)
    assert told.text == (
        f"`{words}**.",
        "Rest the pointer on a cell of the result: its row and its column light up.",
    )
    assert told.asked == Asked(f"Which shape does `{question}` give?", answers, right)


@for_each(
    ("spec", "words", "answers", "right"),
    [
        (NOTEBOOK, "The sizes that meet here: 5, 1. Only a size of 1 is repeated.", ("25", "5", REFUSED), 2),
        (ANY_SPEC, "The sizes that meet here: 3, 3. Only a size of 1 is repeated.", ("12", "144", "4", REFUSED), 2),
        (VECTOR_SPEC, "The sizes that meet here: —. Only a size of 1 is repeated.", ("2", "4", REFUSED), 2),
        (
            TRAP_SPEC,
            "No error, and still a trap: every number of one meets every number of the other, **25** cells instead of "
            "5. Added up they are one number, which looks like an answer: y = **0.0448** instead of 0.1595. This is "
            "what happens after `weights.resize_(5, 1)`, which changes `weights` itself.",
            ("25", "5", REFUSED),
            0,
        ),
    ],
)
def test_how_many_numbers_come_out_and_which_sizes_met(
    spec: ShapesSpec, words: str, answers: tuple[str, ...], right: int
) -> None:
    told = BEATS[TRAP].tell(seen(spec), untranslated)
    assert told.text == (words,)
    code = seen(spec).product.attempt.code
    assert told.asked == Asked(f"How many numbers does `{code}` give?", answers, right)


def test_the_tape_has_the_numbers_and_the_shape_of_the_tensor_before() -> None:
    count, choose = said(5, seen(change=ChangeSpec(rows=4, columns=3, new_rows=2, new_columns=6)))
    assert count == (
        "The numbers of `a` lie in memory one behind the other, 12 of them. The shape **(4, 3)** only says how they "
        "are laid out in rows."
    )
    assert choose.startswith("Choose a line above the picture")


@for_each(
    ("change", "name", "words", "right"),
    [
        (
            SMALL,
            "view",
            ("`a.view(2, 3)` reads the memory in other steps: its stride is **(3, 1)**, that of `a` is **(2, 1)**.",),
            0,
        ),
        (
            SMALL,
            "t",
            ("`a.t()` reads the memory in other steps: its stride is **(1, 2)**, that of `a` is **(2, 1)**.",),
            0,
        ),
        (
            COPIED,
            "reshape",
            ("In this order the numbers do not lie in memory, so reshape has made a copy.",),
            1,
        ),
        (
            COPIED,
            "view",
            ("view never moves a number, and in this order they do not lie in memory. reshape makes a copy instead.",),
            2,
        ),
    ],
)
def test_the_steps_through_memory_are_said_where_it_is_shared(
    change: ChangeSpec, name: str, words: tuple[str, ...], right: int
) -> None:
    shown = seen(change=change, name=name)
    assert said(LIES, shown) == words
    *same, last = said(COPIES, shown)
    assert tuple(same) == words
    assert last.startswith("`view` never copies. `reshape` gives a view where the strides allow it, and else a copy")
    asked = BEATS[COPIES].tell(shown, untranslated).asked
    assert asked == BEATS[LIES].tell(shown, untranslated).asked
    assert asked == Asked(f"Where do the numbers of `{shown.changes.named(name).code}` lie?", PLACES, right)
