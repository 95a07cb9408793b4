"""The lesson on the shapes page, beat by beat."""

from components.base.style import printed_number
from components.base.text import Translate
from components.shapes.controls import MULTIPLY, RESHAPE
from components.shapes.figures.product import shape_text
from components.shapes.panels.multiply import explained, trap_words
from components.shapes.panels.reshape import words_about
from components.shapes.seen import SeenShapes
from components.state.beat import Asked, Beat, Told, ask_among
from compute.shapes.operations import each_with_each, meetings, output_of

ASKED_CHANGE = "t"
"""The change that the lesson asks about."""


def _refused_or_agreed(seen: SeenShapes, _: Translate) -> str:
    """Say whether the two tensors fit; explain a refusal only where the words below their picture are not in sight."""
    message = seen.product.attempt.message
    if not message:
        return _("The two sizes that are lit agree, so every number finds its partner.")
    if seen.part == MULTIPLY:
        return _("Here torch refuses. Below the picture stand its own words, and what they mean.")
    return explained(seen.spec, message, _)


def _rows_meet_columns(seen: SeenShapes, _: Translate) -> Told:
    return Told(
        _("A row meets a column"),
        (
            _(
                "A unit multiplies each feature by its weight and adds up. `torch.mm` does both at once: it lays a "
                "**row** of the first tensor along a **column** of the second."
            ),
            _refused_or_agreed(seen, _),
        ),
    )


def _which_shape(seen: SeenShapes, _: Translate) -> Told:
    count = seen.product.operands.features.numel()
    row, column = f"(1, {count})", f"({count}, 1)"
    return Told(
        _("Make it fit"),
        (
            _(
                "`{row} @ {column}` gives (1, 1). Press `view{column}` above the picture, and watch the row tip over.",
                row=row,
                column=column,
            ),
        ),
        ask_among(
            _("`features` is a row, {row}. Which shape of `weights` gives a single number?", row=row),
            column,
            (row, f"({count}, {count + 1})"),
        ),
    )


def _one_number_drops_out(seen: SeenShapes, _: Translate) -> Told:
    result, bias = seen.shown.attempt.result, seen.product.operands.bias
    one = result is not None and result.numel() == 1
    return Told(
        _("One number comes out"),
        (
            _("Number meets number, left with right. The products are added up, and that is the cell of the result."),
            _(
                "The sum is **{sum}**; bias and activation make **{output}** of it, as on the page of the neuron.",
                sum=printed_number(float(result)),
                output=printed_number(float(output_of(result, bias))),
            )
            if one and result is not None
            else _("Press a cell of the result to see its row and its column."),
        ),
    )


def _what_remains(seen: SeenShapes, _: Translate) -> Told:
    shown = seen.shown
    left, right = tuple(shown.operands.features.shape), tuple(shown.operands.weights.shape)
    result = shown.attempt.result
    refused = _("none: torch refuses")
    true = refused if result is None else shape_text(result.shape)
    wrong = (shape_text((left[-1], right[0])), shape_text((right[-1], left[0])), refused)
    return Told(
        _("The inner sizes go, the outer ones remain"),
        (
            _("`{left} @ {right}` gives **{result}**.", left=shape_text(left), right=shape_text(right), result=true),
            _("Rest the pointer on a cell of the result: its row and its column light up."),
        ),
        ask_among(_("Which shape does `{code}` give?", code=shown.attempt.code), true, wrong),
    )


def _the_trap(seen: SeenShapes, _: Translate) -> Told:
    product = seen.product
    left, right = tuple(product.operands.features.shape), tuple(product.operands.weights.shape)
    result = product.attempt.result
    refused = _("none: torch refuses")
    larger = max(product.operands.features.numel(), product.operands.weights.numel())
    true = refused if result is None else _.count(result.numel())
    wrong = (_.count(larger), _.count(larger**2), refused)
    trapped = each_with_each(product.operation, left, right)
    met = ", ".join(f"{left[pair.left]}, {right[pair.right]}" for pair in meetings(product.operation, left, right))
    return Told(
        _("No error, and still wrong"),
        (
            trap_words(seen.spec, product, _)
            if trapped
            else _("The sizes that meet here: {sizes}. Only a size of 1 is repeated.", sizes=met or "—"),
        ),
        ask_among(_("How many numbers does `{code}` give?", code=product.attempt.code), true, wrong),
    )


def _one_tape(seen: SeenShapes, _: Translate) -> Told:
    before = seen.changes.before
    return Told(
        _("One tape of memory"),
        (
            _(
                "The numbers of `a` lie in memory one behind the other, {count} of them. The shape {shape} only says "
                "how they are laid out in rows.",
                count=len(before.elements),
                shape=f"**{shape_text(before.shape)}**",
            ),
            _("Choose a line above the picture, and follow the numbers from `a` over the tape to their new place."),
        ),
    )


def _where_they_lie(seen: SeenShapes, _: Translate) -> Told:
    change = seen.changes.named(seen.name)
    answers = (_("in the memory of a"), _("in a memory of its own"), _("nowhere: torch refuses"))
    right = 2 if change.after is None else 0 if change.same_memory else 1
    stride = "" if change.after is None else shape_text(change.after.stride)
    return Told(
        _("Does a number move?"),
        (
            words_about(change, seen.change, seen.changes, _),
            _(
                "`{code}` reads the memory in other steps: its stride is {stride}, that of `a` is {before}.",
                code=change.code,
                stride=f"**{stride}**",
                before=f"**{shape_text(seen.changes.before.stride)}**",
            )
            if change.after is not None and change.same_memory
            else "",
        ),
        Asked(_("Where do the numbers of `{code}` lie?", code=change.code), answers, right),
    )


def _copies(seen: SeenShapes, _: Translate) -> Told:
    told = _where_they_lie(seen, _)
    return Told(
        _("When reshape copies"),
        (
            *told.text,
            _(
                "`view` never copies. `reshape` gives a view where the strides allow it, and else a copy: choose it "
                "above the picture, and a second tape appears."
            ),
        ),
        told.asked,
    )


COPYING = {"part": RESHAPE, "transposed": "true", "new_rows": "3", "new_columns": "2", "change": "view"}
BEATS = (
    Beat(_rows_meet_columns, {}),
    Beat(_which_shape, {}),
    Beat(_one_number_drops_out, {"repair": "view"}),
    Beat(_what_remains, {"weights": "any", "weight_rows": "5", "weight_columns": "3", "select": "c1.3"}),
    Beat(_the_trap, {"weights": "column", "operation": "mul"}),
    Beat(_one_tape, {"part": RESHAPE}),
    Beat(_where_they_lie, {"part": RESHAPE, "change": ASKED_CHANGE}),
    Beat(_copies, COPYING),
)
"""The beats of the shapes page."""


def beats_of(part: str) -> tuple[Beat, ...]:
    """Return the beats about a part of the page."""
    return tuple(beat for beat in BEATS if beat.link.get("part", MULTIPLY) == part)
