"""The lesson of the memory page: line by line, who looks at whose memory."""

from collections.abc import Iterator

import torch
from torch import Tensor

from components.base.text import Translate
from components.lesson.network_steps import heading, text
from components.lesson.packing import packed
from components.lesson.questions import question_steps
from components.memory.beats import BEATS
from components.memory.panels.story import told
from components.memory.words import gradient_words, remember_words
from compute.files.take_home import Passage, TakeHome
from compute.memory.memory import Holder, MemoryState
from compute.memory.program import memory_steps
from compute.memory.replay import replay


def memory_lesson(scene: MemoryState, _: Translate) -> TakeHome:
    """Pack the lesson: the array of the seed, each line with what it did, and what has become of all names."""
    lines = len(scene.steps)
    tensors = {holder.name: _numbers(holder) for holder in scene.holders}
    title = _("NumPy and torch: who looks at whose memory")
    return packed(f"memory-seed-{scene.seed}-lines-{lines}", title, _passages(scene, _), tensors)


def _passages(scene: MemoryState, _: Translate) -> Iterator[Passage]:
    begun, *lines, shown = memory_steps(scene)
    yield Passage(
        text(
            _(
                "torch makes a tensor of a NumPy array with `torch.from_numpy()`, and an array of a tensor with "
                "`.numpy()`. No number is copied: both look at the same memory, so what is changed in place in one is "
                "changed in the other. Other lines copy, and some only look as if they changed something."
            ),
            _("It begins with an array of {rows} × {columns} random numbers.", rows=4, columns=3),
        ),
        begun,
    )
    for count, code in enumerate(lines, start=1):
        yield Passage(_line(scene, count, _), code)
    yield Passage(
        text(
            heading(_("What has become of all this")),
            _("What each name holds now, and whether it shares memory with `a`:"),
        ),
        shown,
    )
    yield Passage(remember_words(_))
    yield Passage(gradient_words(_))
    yield from question_steps(BEATS, scene, _)


def _line(scene: MemoryState, count: int, _: Translate) -> str:
    """Explain what the line with this number did, from memory as it was then."""
    then = replay(scene.seed, [step.op for step in scene.steps[:count]])
    step, story = then.steps[-1], then.story
    unset = "" if step.unset_from is None else _("In this program they are set to NaN, which is no number.")
    sentences = " ".join(told(then, story, _)) if story is not None else ""
    return text(heading(f"`{step.line}`"), f"{sentences} {unset}".strip())


def _numbers(holder: Holder) -> Tensor:
    """Return the numbers of an array or a tensor, in their own type; NaN stands for what nobody has set."""
    dtype = torch.float32 if holder.dtype.endswith("float32") else torch.float64
    return torch.tensor(holder.values, dtype=dtype).reshape(holder.shape)
