"""The lessons of the shapes page: which tensors fit together, and six ways to another shape."""

from collections.abc import Iterator
from math import nan

import torch
from torch import Tensor

from components.base.text import Translate
from components.lesson.network_steps import heading, text
from components.lesson.packing import listed, packed
from components.lesson.questions import question_steps
from components.shapes.beats import ASKED_CHANGE, beats_of
from components.shapes.controls import DEFAULTS, MULTIPLY, RESHAPE, Selected
from components.shapes.figures.product import ADDS_UP, ProductView, shape_text
from components.shapes.panels.multiply import dtype_words, explained, older_note, trap_words
from components.shapes.panels.reshape import twins, words_about
from components.shapes.seen import SeenShapes, product_of
from compute.files.take_home import Passage, TakeHome
from compute.shapes.operations import (
    DOT,
    OPERATIONS,
    Repair,
    ShapesSpec,
    each_with_each,
    intended_output,
    output_of,
    repairs,
)
from compute.shapes.program import (
    change_steps,
    drawing_step,
    operation_step,
    output_step,
    parts_step,
    repair_step,
    result_name,
    trap_step,
)
from compute.shapes.reshaping import Change, ChangeSpec, Layout, ShapeChanges, start


def multiply_lesson(spec: ShapesSpec, scene: ProductView, repair: Repair | None, _: Translate) -> TakeHome:
    """Pack the lesson about two tensors and an operation: what torch makes of them, and what helps where it refuses.

    Parameters
    ----------
    repair: the one that was chosen on the page.
    """
    lesson = (passage for passage in _multiplying(spec, scene, repair, _) if passage.text)
    name = f"shapes-{spec.operation}-seed-{spec.seed}"
    return packed(name, _("Which tensors fit together"), lesson, _operands(spec, scene, repair))


def _multiplying(spec: ShapesSpec, scene: ProductView, repair: Repair | None, _: Translate) -> Iterator[Passage]:
    yield Passage(
        text(
            _(
                "A unit multiplies its inputs by its weights and adds up: two operations, or one multiplication of "
                "matrices. The second is preferred, for it is what libraries and GPUs are fastest at. It asks for "
                "tensors of the right shape."
            ),
            _(
                "Drawn here: `features` of shape {features}, `weights` of shape {weights}, and a bias. "
                "`print(features.shape)` shows a shape; you will need it often.",
                features=shape_text(spec.features_shape),
                weights=shape_text(spec.weights_shape),
            ),
        ),
        drawing_step(spec),
    )
    yield Passage(text(heading(f"`{scene.attempt.code}`"), *_outcome(spec, scene, _)), operation_step(scene.attempt))
    if repair is None and scene.attempt.result is not None:
        yield Passage(_parts(scene, _), parts_step(scene.operation, scene.names, scene.dimensions, scene.place))
    trap = trap_step(spec, scene.attempt)
    yield Passage(text(heading(_("A trap")), trap_words(spec, scene, _)) if trap else "", trap)
    if repair is None:
        yield Passage(_possible(spec, scene, _))
        yield Passage(_output_words(scene, _), output_step(scene.attempt))
    else:
        yield Passage(_repair_words(scene, repair, _), repair_step(repair, scene.repaired(repair).place))
    seen = SeenShapes(MULTIPLY, spec, scene, repair, ChangeSpec(), ASKED_CHANGE)
    yield from question_steps(beats_of(MULTIPLY), seen, _)


def _outcome(spec: ShapesSpec, scene: ProductView, _: Translate) -> Iterator[str]:
    if OPERATIONS[spec.operation].multiplies_matrices:
        yield _(
            "Rule of the matrix product: the columns of the first tensor must be as many as the rows of the second. "
            "Those two sizes are used up, the outer ones remain."
        )
    elif spec.operation == DOT:
        yield _(
            "`torch.dot` takes two vectors of the same length, multiplies number by number and adds up the products."
        )
    else:
        yield _(
            "Element by element: compared from the right, two sizes must be equal, or one of them 1, whose numbers are "
            "then used again and again (broadcasting)."
        )
    if scene.attempt.message:
        yield _("Here torch refuses, in its own words below. What they mean:")
        yield explained(spec, scene.attempt.message, _)
        yield older_note(scene.attempt.message, _)
    if scene.attempt.result is not None:
        yield _("Here they fit: {shape}.", shape=shape_text(scene.attempt.result.shape))
        yield dtype_words(scene.attempt.result, scene, _)


def _parts(scene: ProductView, _: Translate) -> str:
    """Say what the next cell shows of the result."""
    if scene.operation in ADDS_UP:
        return _("These are the products that were added up:")
    if not scene.is_product:
        return ""
    row, column = scene.place
    return _(
        "Where does a number of the result come from? From a row of `features` and a column of `weights`: their "
        "products, and the sum of these. This is row {row}, column {column}, counted from 0:",
        row=row,
        column=column,
    )


def _possible(spec: ShapesSpec, scene: ProductView, _: Translate) -> str:
    """List the lines that would help, where something is wrong and none was chosen."""
    trapped = each_with_each(spec.operation, spec.features_shape, spec.weights_shape)
    if not (scene.attempt.message or trapped):
        return ""
    offered = [f"`{repair.code}`" for repair in repairs(spec.operation, scene.operands)]
    if not offered:
        return _("No other shape helps: the two do not have as many numbers as each other.")
    return text(
        heading(_("What helps")),
        _("Torch takes each of these lines. Which shape does each of them give? Guess, then try:"),
        listed(offered),
    )


def _repair_words(scene: ProductView, repair: Repair, _: Translate) -> str:
    return text(
        heading(_("What helps")),
        _("`{code}` works. With bias and activation it gives the output:", code=repair.code),
        dtype_words(repair.result, scene, _),
    )


def _output_words(scene: ProductView, _: Translate) -> str:
    if scene.attempt.result is not None and scene.attempt.result.numel() == 1:
        return text(heading(_("The output")), _("Bias and activation make the output y of this one number:"))
    return ""


def _operands(spec: ShapesSpec, scene: ProductView, repair: Repair | None) -> dict[str, Tensor]:
    operands, result = scene.operands, scene.attempt.result
    tensors = {"features": operands.features, "weights": operands.weights, "bias": operands.bias}
    if result is not None:
        tensors["result"] = result
        meant = intended_output(operands)
        if "wrong" in trap_step(spec, scene.attempt) and meant is not None:
            tensors |= {"wrong": output_of(result.sum(), operands.bias), "meant": meant}
    if repair is not None:
        return tensors | {"repaired": repair.result, "output": repair.output}
    if result is not None and result.numel() == 1:
        tensors["output"] = output_of(result, operands.bias)
    return tensors


def change_lesson(spec: ChangeSpec, comparison: ShapeChanges, _: Translate) -> TakeHome:
    """Pack the lesson about `reshape`, `resize_`, `view`, `transpose`, `t` and `T` on the same tensor."""
    first, *codes = change_steps(spec, comparison)
    lesson = [
        Passage(
            text(
                _(
                    "The numbers of a tensor lie in memory one behind the other. Its shape says how they are arranged, "
                    "its stride how many steps in memory it is to the next row and to the next column. The tensor `a` "
                    "has the shape {shape}. Three ways ask for {new}, three swap rows and columns.",
                    shape=shape_text(comparison.before.shape),
                    new=shape_text(spec.target),
                ),
                _("Each way gets a fresh tensor, for one of the six changes the tensor itself."),
                _("-1 in a shape says: work this size out from the others.") if -1 in spec.target else "",
            ),
            first,
        )
    ]
    for change, code in zip(comparison.changes, codes, strict=True):
        words = text(heading(f"`{change.code}`"), _way(change, _), words_about(change, spec, comparison, _))
        lesson.append(Passage(words, code))
    lesson.append(Passage(text(heading(_("Which one?")), twins(comparison, _), _which(_))))
    seen = SeenShapes(RESHAPE, DEFAULTS, product_of(DEFAULTS, Selected()), None, spec, ASKED_CHANGE)
    lesson.extend(question_steps(beats_of(RESHAPE), seen, _))
    target = ("any" if size < 0 else size for size in spec.target)
    name = f"shapes-change-{'-'.join(map(str, (*spec.shape, 'to', *target)))}"
    return packed(name, _("Six ways to another shape"), lesson, _results(spec, comparison))


def _way(change: Change, _: Translate) -> str:
    """Explain what this way to another shape does in general."""
    return {
        "reshape": _(
            "`reshape` gives another tensor with the same numbers: one that looks at the same memory wherever strides "
            "allow it, else a copy."
        ),
        "resize_": _(
            "`resize_` works in place, as the underscore at its end says: it changes the tensor itself. If the new "
            "shape has fewer elements, the others go out of sight, though not out of memory; if it has more, nobody "
            "has set the new ones."
        ),
        "view": _(
            "`view` gives another tensor that looks at the same memory, and never copies. Where strides do not allow "
            "that, it refuses."
        ),
        "transpose": _(
            "`transpose(0, 1)` swaps two dimensions, rows and columns of a matrix. No number moves: only the strides "
            "are swapped."
        ),
        "t": _("`t()` is the same for a matrix, in fewer letters. A vector comes back as it is."),
        "T": _(
            "`.T` is the same for a matrix. Of other tensors it turns the order of all dimensions round, and warns."
        ),
    }[change.name]


def _which(_: Translate) -> str:
    return _(
        "A row of weights becomes the same column by `view`, by `reshape` and by `t()`. Otherwise ask what is meant: "
        "the same numbers read on line by line (`view`, `reshape`), or rows as columns (`t`, `transpose`). `resize_` "
        "is for those who know what lies in memory."
    )


def _results(spec: ChangeSpec, comparison: ShapeChanges) -> dict[str, Tensor]:
    """Return the tensor, and what each change gave; NaN stands for what nobody has set."""
    results = {
        result_name(change.name): _tensor(change.after) for change in comparison.changes if change.after is not None
    }
    return {"a": start(spec), **results}


def _tensor(layout: Layout) -> Tensor:
    values = [nan if element.value is None else element.value for element in layout.elements]
    return torch.tensor(values).view(layout.shape)
