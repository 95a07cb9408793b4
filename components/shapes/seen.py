"""What the shapes page shows, as its heading and its beats read it."""

from dataclasses import dataclass
from functools import cached_property

from components.base.text import Translate
from components.shapes.controls import MULTIPLY, Selected
from components.shapes.figures.product import ProductView, shape_text
from compute.shapes.operations import Repair, ShapesSpec, attempt, draw_operands
from compute.shapes.reshaping import ChangeSpec, ShapeChanges, compare


@dataclass(frozen=True, eq=False)
class SeenShapes:
    """Both parts of the page; the one that is not open is as it would be found.

    Attributes
    ----------
    part: the one that is open.
    product: the line without a repair.
    repair: the one that is chosen.
    name: of the change that is looked into.
    """

    part: str
    spec: ShapesSpec
    product: ProductView
    repair: Repair | None
    change: ChangeSpec
    name: str

    @cached_property
    def shown(self) -> ProductView:
        """The line as it is drawn, with the repair."""
        return self.product if self.repair is None else self.product.repaired(self.repair)

    @cached_property
    def changes(self) -> ShapeChanges:
        """The six changes."""
        return compare(self.change)


def product_of(spec: ShapesSpec, selected: Selected) -> ProductView:
    """Draw the operands and run the operation."""
    operands = draw_operands(spec)
    tried = attempt(spec.operation, operands.features, operands.weights)
    return ProductView(spec.operation, operands, tried, selected.cell)


def lead(seen: SeenShapes, _: Translate) -> str:
    """Write one sentence about the part that is open."""
    if seen.part == MULTIPLY:
        return _product_lead(seen.shown, _)
    before, change = seen.changes.before, seen.changes.named(seen.name)
    shapes = {"before": shape_text(before.shape), "code": change.code}
    if change.after is None:
        return _("`a` has the shape **{before}**, and torch refuses `{code}`.", **shapes)
    if change.same_memory:
        return _(
            "`{code}` makes **{after}** of **{before}**, and no number moves in the memory.",
            after=shape_text(change.after.shape),
            **shapes,
        )
    return _(
        "`{code}` makes **{after}** of **{before}**, in a memory of its own.",
        after=shape_text(change.after.shape),
        **shapes,
    )


def _product_lead(shown: ProductView, _: Translate) -> str:
    left, right = shape_text(shown.operands.features.shape), shape_text(shown.operands.weights.shape)
    result = shown.attempt.result
    if result is None:
        return _(
            "Shapes **{left}** and **{right}**: torch refuses `{code}`.",
            left=left,
            right=right,
            code=shown.attempt.code,
        )
    return _(
        "Shapes **{left}** and **{right}**: `{code}` gives **{result}**.",
        left=left,
        right=right,
        code=shown.attempt.code,
        result=shape_text(result.shape),
    )
