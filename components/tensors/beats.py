"""The lesson on the tensors page, beat by beat."""

from components.base.style import printed_number
from components.base.text import Translate
from components.state.beat import Asked, Beat, Told, ask_among
from components.tensors.controls import LADDER, PHOTO, RANDN
from components.tensors.seen import SeenTensors
from compute.network.network import VECTORIZED_RANDN
from compute.tensors.ladder import without_first_index
from compute.tensors.photo import code_of, photo
from compute.tensors.randn import crossing, deviation, draw_numbers, twice


def _from_number_to_cube(seen: SeenTensors, _: Translate) -> Told:
    cube = seen.rungs[-1]
    return Told(
        _("From a number to a cube"),
        (
            _("A scalar has no index, a vector one, a matrix two, a cube three. That many numbers name one element."),
            _(
                "The large line says which one is looked at. Press one of its indices: it walks along its axis, whose "
                "numbers light up. In `{name}` of shape {shape} that goes in depth, down, and along a row.",
                name=cube.name,
                shape=f"**{tuple(cube.tensor.shape)}**",
            ),
        ),
    )


def _rows_and_columns(seen: SeenTensors, _: Translate) -> Told:
    rows, columns = seen.rungs[2].tensor.shape
    return Told(
        _("Rows first, then columns"),
        (
            _(
                "`matrix` has {rows} and {columns}, and its shape is **({r}, {c})**. The last index always counts "
                "along a row, in a cube too.",
                rows=_.plural("{count} row", "{count} rows", rows),
                columns=_.plural("{count} column", "{count} columns", columns),
                r=rows,
                c=columns,
            ),
        ),
        Asked(
            _("Which index of `matrix[1, 2]` says how far it is along the row, from the left?"),
            (_("the first, 1"), _("the last, 2")),
            1,
        ),
    )


def _one_index_less(seen: SeenTensors, _: Translate) -> Told:
    cube = seen.rungs[-1]
    left = without_first_index(cube)
    shape = tuple(cube.tensor.shape)
    return Told(
        _("A given index drops out of the shape"),
        (
            _("`cube[0].shape` is **{shape}**: the first sheet of the stack, a matrix.", shape=tuple(left.shape)),
            _("With two indices a vector is left, with three a single number."),
        ),
        ask_among(
            _("`cube[0]` gives the first index and no other. What is its shape?"),
            str(tuple(left.shape)),
            (str(shape[:2]), str((1, *left.shape)), str(shape[1:2])),
        ),
    )


def _a_photo(seen: SeenTensors, _: Translate) -> Told:
    element, value = code_of(seen.place.index), int(photo()[seen.place.index])
    return Told(
        _("A photo is a cube of numbers"),
        (
            _("Row, column, colour: `{element}` is **{value}**.", element=element, value=value),
            _("Drag in the photo, or walk in it with the arrow keys. Each pixel has three numbers from 0 to 255."),
        ),
    )


def _a_channel(seen: SeenTensors, _: Translate) -> Told:
    image = photo()
    true = tuple(image[..., seen.place.channel].shape)
    code = code_of((..., seen.place.channel))
    return Told(
        _("Slices"),
        (
            _(
                "`{code}.shape` is **{shape}**: one matrix, and the dots stand for all indices before.",
                code=code,
                shape=true,
            ),
            _("What is lit in the photo is what the slice takes. Try a row, a column, a block."),
        ),
        ask_among(
            _("What is the shape of `{code}`?", code=code),
            str(true),
            (str(tuple(image.shape[1:])), str(tuple(image.shape)), str(tuple(image.shape[2:]))),
        ),
    )


def _the_same_seed(seen: SeenTensors, _: Translate) -> Told:
    drawn = twice(seen.draw.seed)
    answers = (_("the same ones"), _("other ones"))
    return Told(
        _("A seed decides all of it"),
        (
            _(
                "`torch.manual_seed({seed})` says where the generator begins, and it always goes the same way: first "
                "{first}.",
                seed=seen.draw.seed,
                first=f"**{printed_number(float(drawn.first[0]))}**",
            ),
            _("Without setting it again the generator goes on, to other numbers."),
        ),
        Asked(
            _(
                "`torch.manual_seed({seed})` is called twice, each time before a draw. Which numbers come the second "
                "time?",
                seed=seen.draw.seed,
            ),
            answers,
            0 if drawn.same else 1,
        ),
    )


def _one_more(seen: SeenTensors, _: Translate) -> Told:
    kept = int(crossing(seen.draw.seed).kept.sum())
    below = VECTORIZED_RANDN - 1
    return Told(
        _("One number more changes them all"),
        (
            _(
                "From {limit} elements on torch fills a tensor by another, vectorized method. The seed is the same, "
                "the numbers are not.",
                limit=VECTORIZED_RANDN,
            ),
        ),
        ask_among(
            _(
                "The same seed, and `torch.randn({above})` instead of `torch.randn({below})`. How many of the first "
                "{below} stay?",
                above=VECTORIZED_RANDN,
                below=below,
            ),
            str(kept),
            (str(below), str(below - 1), "0"),
        ),
    )


def _many(seen: SeenTensors, _: Translate) -> Told:
    numbers = draw_numbers(seen.draw)
    return Told(
        _("Many numbers come near the curve"),
        (
            _(
                "`t.mean()` is **{mean}**, `t.std()` **{deviation}**. The more numbers are drawn, the "
                "nearer to 0 and 1.",
                mean=printed_number(float(numbers.mean())),
                deviation=printed_number(deviation(numbers)),
            ),
            _("Features and weights are drawn like this in the notebook, and on all pages here."),
        ),
    )


BEATS = (
    Beat(_from_number_to_cube, {}),
    Beat(_rows_and_columns, {"select": "matrix.1.2"}),
    Beat(_one_index_less, {}),
    Beat(_a_photo, {"part": PHOTO}),
    Beat(_a_channel, {"part": PHOTO, "slice": "channel"}),
    Beat(_the_same_seed, {"part": RANDN}),
    Beat(_one_more, {"part": RANDN}),
    Beat(_many, {"part": RANDN, "size": "1000"}),
)
"""The beats of the tensors page."""


def beats_of(part: str) -> tuple[Beat, ...]:
    """Return those about a part of the page."""
    return tuple(beat for beat in BEATS if beat.link.get("part", LADDER) == part)
