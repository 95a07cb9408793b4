"""The lessons of the tensors page: from one number to a cube, a photo, random numbers."""

from collections.abc import Sequence

from components.base.text import Translate
from components.lesson.network_steps import heading, text
from components.lesson.packing import packed
from components.lesson.questions import question_steps
from components.tensors.beats import beats_of
from components.tensors.controls import LADDER, PHOTO, RANDN
from components.tensors.figures.photo_planes import channel_names
from components.tensors.seen import SeenTensors
from compute.files.take_home import Passage, TakeHome
from compute.network.network import VECTORIZED_RANDN
from compute.tensors.ladder import LadderSpec, Picked, Rung, ladder_steps
from compute.tensors.photo import LICENCE, SOURCE, Place, Slice, code_of, from_its_pixels, permuted, photo, photo_steps
from compute.tensors.randn import DrawSpec, crossing, draw_numbers, like, randn_steps, twice


def ladder_lesson(spec: LadderSpec, rungs: Sequence[Rung], picked: Picked, _: Translate) -> TakeHome:
    """Write the lesson about four tensors: with no index, one, two and three.

    Parameters
    ----------
    picked: the element that is looked at.
    """
    (rung,) = (rung for rung in rungs if rung.name == picked[0])
    texts = (
        _(
            "A neural network computes with **tensors**, and what it does with them is linear algebra. A vector is a "
            "tensor of one dimension, a matrix is one of two. With three indices a tensor can hold a colour picture: "
            "rows, columns, and red, green, blue. The numbers here are random; `torch.manual_seed({seed})` makes every "
            "run draw the same ones.",
            seed=spec.seed,
        ),
        text(
            heading(_("Four calls, four shapes")),
            _(
                "The four calls differ in the shape alone. A shape has as many lengths as the tensor has indices: none "
                "for the scalar, three for the cube."
            ),
            _type_words(spec.dtype, _),
        ),
        text(
            heading(_("Ask the tensor")),
            _(
                "`.shape` tells how long each dimension is, `.ndim` how many there are, `.numel()` how many elements "
                "the tensor has, `.dtype` of which type they are. When something does not fit, this is the first thing "
                "to print."
            ),
        ),
        text(
            heading(_("One element")),
            _(
                "It takes one number for each index, counted from 0; the last one counts along a row. `{code}` is what "
                "was chosen on the page.",
                code=rung.expression(picked[1]),
            ),
        ),
        text(
            heading(_("A number of Python")),
            _(
                "One element is still a tensor: one without an index, so it cannot be indexed any further. `.item()` "
                "gives the number in it, and works only where there is a single one. What torch refuses stands in "
                "`try`, and its words are printed."
            ),
        ),
    )
    from_here = text(
        heading(_("Go on from here")),
        _(
            "An index that is given is gone from the shape. Which shapes do `cube[0]`, `matrix[:, 0]` and "
            "`cube[..., -1]` have? Guess first, then print them."
        ),
    )
    asked = question_steps(beats_of(LADDER), SeenTensors(LADDER, spec, picked), _)
    lesson = (*map(Passage, texts, ladder_steps(spec, picked)), Passage(from_here), *asked)
    tensors = {rung.name: rung.tensor for rung in rungs}
    return packed(f"tensors-ladder-seed-{spec.seed}", _("Tensors, from one number to a cube"), lesson, tensors)


def _type_words(dtype: str, _: Translate) -> str:
    """Say what the type of the elements is good for."""
    return {
        "int64": _("The elements are `int64`: whole numbers, as for counting and for indices."),
        "float32": _("The elements are `float32`, the type that networks compute with; it has about seven digits."),
        "uint8": _("The elements are `uint8`: whole numbers from 0 to 255, one byte each, as in pictures."),
        "bool": _("The elements are `bool`: true or false, as every comparison gives them."),
    }[dtype]


def photo_lesson(place: Place, taken: Slice, _: Translate) -> TakeHome:
    """Write the lesson about a picture as a tensor of three indices, and what a slice takes of it."""
    picture = photo()
    first, moved = permuted(picture, place)
    credit = _(
        "Photo: {by}, {licence}, scaled down to 48 × 32.",
        by=f"[vultilion]({SOURCE})",
        licence=f"[CC BY 2.0]({LICENCE})",
    )
    texts = (
        text(
            _(
                "A colour picture is a tensor with three indices: row, column and channel. This one is a dahlia of "
                "{rows} × {columns} pixels, with red, green and blue for each; the letters below are these numbers, "
                "compressed. A picture of your own is read by Pillow: "
                '`torch.from_numpy(np.array(Image.open("picture.png")))`.',
                rows=picture.shape[0],
                columns=picture.shape[1],
            ),
            credit,
        ),
        text(
            heading(_("One number, one pixel")),
            _(
                "Each number is a `uint8`, from 0, dark, to 255, bright. With three indices one gets a single number, "
                "here the channel {channel} ({colour}) of one pixel; with two, `{pixel}`, all three numbers of it.",
                channel=place.channel,
                colour=channel_names(_)[place.channel],
                pixel=code_of(place.index[:2]),
            ),
        ),
        text(
            heading(_("Slices")),
            _(
                "A slice takes a range, from its start up to its stop, which is left out. These are the numbers around "
                "the element, of one channel. They make a matrix: a grey picture needs no third index."
            ),
        ),
        _(
            "`{code}` is what was lit on the page. A number in the brackets takes its index out of the shape. A colon "
            "leaves the index in, three dots stand for all that are not named, and what is left out at the end stays "
            "whole.",
            code=taken.code,
        ),
        text(
            heading(_("The channel in front")),
            _(
                "Picture files have the channel as the last index, networks in torch want it as the first. "
                "`permute(2, 0, 1)` gives the same numbers in that order without copying any: the element is now found "
                "as `{code}`.",
                code=moved,
            ),
        ),
    )
    asked = question_steps(beats_of(PHOTO), SeenTensors(PHOTO, place=place), _)
    lesson = (*map(Passage, texts, photo_steps(place, taken.code, from_its_pixels())), *asked)
    tensors = {"photo": picture, "taken": taken.result, "first": first}
    return packed("tensors-photo-{}-{}-{}".format(*place.index), _("A photo is a tensor"), lesson, tensors)


def randn_lesson(spec: DrawSpec, _: Translate) -> TakeHome:
    """Write the lesson about what `randn`, `randn_like` and `manual_seed` do."""
    numbers, pair, again, crossed = draw_numbers(spec), like(spec.seed), twice(spec.seed), crossing(spec.seed)
    texts = (
        _(
            "`torch.randn` draws from the normal distribution with mean 0 and standard deviation 1: about two of three "
            "numbers lie between −1 and 1, and one in twenty beyond −2 or 2. Mean and deviation of a draw come near "
            "0 and 1 only when it is large. Numbers drawn here: {size}; `torch.manual_seed({seed})` says where the "
            "generator begins.",
            size=_.count(spec.size),
            seed=spec.seed,
        ),
        text(
            heading(_("Numbers for a shape")),
            _(
                "`torch.randn_like` takes over shape and type of another tensor, and nothing else: the numbers are "
                "new. The notebook draws its weights like this, so that there is one for each feature."
            ),
        ),
        text(
            heading(_("The same seed, the same numbers")),
            _(
                "With the same seed a result can be had again. Without a new seed the generator goes on, to other "
                "numbers."
            ),
        ),
        text(
            heading(_("15 numbers or 16")),
            _(
                "The seed is not everything. From {limit} elements on torch fills a tensor by another, vectorized "
                "method: of the first {below} numbers, {kept} stay the same when one more is drawn. So a network with "
                "one more input can get other numbers everywhere, from the same seed.",
                limit=VECTORIZED_RANDN,
                below=VECTORIZED_RANDN - 1,
                kept=int(crossed.kept.sum()),
            ),
        ),
    )
    tensors = {
        "t": numbers,
        "model": pair.model,
        "like": pair.drawn,
        "first": again.first,
        "again": again.again,
        "going_on": again.going_on,
        "below": crossed.below,
        "above": crossed.above,
    }
    name = f"tensors-randn-seed-{spec.seed}-size-{spec.size}"
    asked = question_steps(beats_of(RANDN), SeenTensors(RANDN, draw=spec), _)
    lesson = (*map(Passage, texts, randn_steps(spec)), *asked)
    return packed(name, _("Where random numbers come from"), lesson, tensors)
