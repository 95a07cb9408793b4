"""What the tensors page shows, as its heading and its beats read it."""

from dataclasses import dataclass
from functools import cached_property

from components.base.style import printed_number
from components.base.text import Translate
from components.tensors.controls import LADDER, PHOTO, PICKED
from components.tensors.figures.ladder_cards import element_text
from compute.tensors.ladder import NAMES, LadderSpec, Picked, Rung, ladder
from compute.tensors.photo import ELEMENT, Place, code_of, photo
from compute.tensors.randn import DrawSpec, draw_numbers

LADDER_SPEC, PLACE, DRAW = LadderSpec(), Place(), DrawSpec()


@dataclass(frozen=True, eq=False)
class SeenTensors:
    """The three parts of the page; those that are not open are as they would be found.

    Attributes
    ----------
    part: the one that is open.
    picked: the element of the ladder that is looked at.
    taking: the kind of slice that is taken of the photo.
    """

    part: str
    spec: LadderSpec = LADDER_SPEC
    picked: Picked = PICKED
    place: Place = PLACE
    taking: str = ELEMENT
    draw: DrawSpec = DRAW

    @cached_property
    def rungs(self) -> tuple[Rung, ...]:
        """The four tensors."""
        return ladder(self.spec)

    @property
    def rung(self) -> Rung:
        """The tensor of the picked element."""
        return self.rungs[NAMES.index(self.picked[0])]


def lead(seen: SeenTensors, _: Translate) -> str:
    """Write one sentence about the part that is open."""
    if seen.part == LADDER:
        rung, index = seen.rung, seen.picked[1]
        return _.plural(
            "`{name}` holds **{count}** number; `{element}` is **{value}**.",
            "`{name}` holds **{count}** numbers; `{element}` is **{value}**.",
            rung.tensor.numel(),
            name=rung.name,
            element=rung.expression(index),
            value=element_text(rung.tensor[index].item()),
        )
    if seen.part == PHOTO:
        image = photo()
        rows, columns, channels = image.shape
        return _(
            "A photo of {rows} × {columns} × {channels}: **{total}** numbers; `{element}` is **{value}**.",
            rows=rows,
            columns=columns,
            channels=channels,
            total=_.count(image.numel()),
            element=code_of(seen.place.index),
            value=int(image[seen.place.index]),
        )
    numbers = draw_numbers(seen.draw)
    return _.plural(
        "The seed **{seed}** draws **{count}** number: **{mean}**.",
        "The seed **{seed}** draws **{count}** numbers; their mean is **{mean}**.",
        len(numbers),
        seed=seen.draw.seed,
        mean=printed_number(float(numbers.mean())),
    )
