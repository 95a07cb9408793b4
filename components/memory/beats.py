"""The lesson on the memory page, beat by beat; `components/memory/lesson.py` packs the same words to take home."""

from components.base.text import Translate
from components.memory.words import gradient_words, remember_words
from components.state.beat import Asked, Beat, Told
from compute.memory.lines import Op
from compute.memory.memory import MemoryState
from compute.memory.replay import replay


def lead(scene: MemoryState, _: Translate) -> str:
    """Say how many names look at how many stretches of memory in this scene, for the heading of the page."""
    names = _.plural("**{count}** name looks at", "**{count}** names look at", len(scene.holders))
    memory = _.plural("**{count}** stretch of memory", "**{count}** stretches of memory", len(scene.blocks))
    together = _("Names over the same cells change together.")
    return f"{names} {memory}. {together}"


def _names(_scene: MemoryState, _: Translate) -> Told:
    return Told(
        _("A name is a bracket over cells"),
        (
            _(
                "`torch.from_numpy()` makes a tensor of an array, and `.numpy()` an array of a tensor. No number is "
                "copied: both look at the same cells."
            ),
            _("The tape is the memory, and each bracket says which cells a name sees. The program stands at its left."),
        ),
    )


def _in_place(scene: MemoryState, _: Translate) -> Told:
    return Told(
        _("Writing into the cells"),
        (
            _(
                "`mul_` writes into the cells themselves: its underscore says so. Every name with a bracket over them "
                "shows the new numbers, though only `b` was named."
            ),
            _("Press `b.mul_(2)`, and watch which numbers light up."),
        ),
        Asked(
            _("`b.mul_(2)` doubles the numbers of `b` in place. What happens to `a`?"),
            _what_becomes(_),
            _becomes_of_a(scene, Op("mul", "b")),
        ),
    )


def _new_memory(scene: MemoryState, _: Translate) -> Told:
    return Told(
        _("Giving the name to something else"),
        (
            _("`b * 2` puts its results into new memory, and `b =` moves the name there. Nothing is written over."),
            _("Press `b = b * 2`: a second tape comes, and one bracket moves."),
        ),
        Asked(
            _("Now `b = b * 2`, which computes the same numbers. What happens to `a`?"),
            _what_becomes(_),
            _becomes_of_a(scene, Op("again", "b")),
        ),
    )


def _copies(_scene: MemoryState, _: Translate) -> Told:
    return Told(
        _("A copy on purpose"),
        (
            _("`.clone()` of a tensor and `.copy()` of an array write the numbers again, into memory of their own."),
            _("Change the copy with `c.mul_(2)`: `a` and `b` stay. Then press a line of the program to go back there."),
        ),
    )


def _views(scene: MemoryState, _: Translate) -> Told:
    copied = sum(len(block.places) for block in scene.blocks[1:])
    return Told(
        _("The same cells, another shape"),
        (
            _("A view, as of `t()` or of a slice, is a way to read the cells; it has none of its own."),
            _("Open **more**: over each cell stands which element it is for each name."),
        ),
        Asked(
            _("`t()` turns rows into columns, and `[1:3]` takes two rows. How many numbers lie in memory twice now?"),
            (_("none"), _("some of them"), _("all of them")),
            0 if copied == 0 else 1 if copied < len(scene.blocks[0].places) else 2,
        ),
    )


def _gradients(_scene: MemoryState, _: Translate) -> Told:
    return Told(_("What torch refuses"), (gradient_words(_), remember_words(_)))


def _what_becomes(_: Translate) -> tuple[str, ...]:
    return _("it is doubled too"), _("it stays as it is")


def _becomes_of_a(scene: MemoryState, op: Op) -> int:
    """Run one line more: 0 where it changes `a`, and 1 where it does not."""
    after = replay(scene.seed, (*(step.op for step in scene.steps), op))
    return int(after.story is None or "a" not in after.story.changed)


BEATS = (
    Beat(_names, {}),
    Beat(_in_place, {}),
    Beat(_new_memory, {}),
    Beat(_copies, {"ops": "from_a~copy_b"}),
    Beat(_views, {"ops": "from_a~t_b~slice_b"}),
    Beat(_gradients, {"ops": "from_a~grad_b~numpy_b"}),
)
"""The beats of the memory page."""
