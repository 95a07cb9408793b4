"""What the last line did, in sentences: which names changed together, which parted company, and why."""

import re
from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

from components.base.text import Translate
from components.browser.short_way import part
from compute.memory.lines import DATA, DETACH, GRAD, GROW, LOCK, OPERATIONS, Effect
from compute.memory.memory import FULL, Holder, MemoryState, MemoryStep, Said, Story
from compute.memory.program import first_lines

YES, NO = "yes", "no"

_CODE = re.compile(r"`([^`]*)`")


def story_panel(scene: MemoryState, guess: str, _: Translate) -> None:
    """Show the last line, the verdict on a guess, what NumPy or torch said, and what happened."""
    with st.container(key="value-story", gap=None):
        st.html(part("value-story", story_html(scene, guess, _)))


def story_html(scene: MemoryState, guess: str, _: Translate) -> str:
    """Write what the panel shows as HTML; `role="status"` has it read out when it changes."""
    story = scene.story
    line = story.step.line if story else first_lines(scene.seed)[1]
    said = story.step.said if story else None
    words = f"{said.kind}: {said.text}" if said is not None and said.kind != FULL else ""
    quote = f'<pre class="said" tabindex="0">{escape(words.strip())}</pre>' if words else ""
    sentences = [*verdict(story, guess, _), *(told(scene, story, _) if story else begun(scene, _))]
    return (
        f'<div class="story" role="status"><code class="line">{escape(line)}</code>{quote}'
        f"<p>{' '.join(map(_marked, sentences))}</p></div>"
    )


def guessed_about(holder: str, names: Sequence[str]) -> str:
    """Choose the name to ask about when a line acts on `holder`: `a`, else the last one; empty if there is no other."""
    others = [name for name in names if name != holder]
    if not others:
        return ""
    return "a" if holder != "a" else others[-1]


def verdict(story: Story | None, guess: str, _: Translate) -> Iterator[str]:
    """Yield a sentence that says whether a guess was right."""
    if story is None or not guess or story.step.refused or OPERATIONS[story.step.op.code].effect is not Effect.IN_PLACE:
        return
    about = guessed_about(story.step.op.holder, sorted((*story.changed, *story.untouched, *story.apart)))
    if not about:
        return
    if (about in story.changed) == (guess == YES):
        yield _("Your guess about `{name}` was right.", name=about)
    elif guess == YES:
        yield _("You guessed that `{name}` changes: it does not.", name=about)
    else:
        yield _("You guessed that `{name}` stays: it does not.", name=about)


def begun(scene: MemoryState, _: Translate) -> Iterator[str]:
    """Yield the sentences that stand there before anything is done."""
    yield _("One array, and {total} cells of memory that hold its numbers.", total=len(scene.blocks[0].places))
    yield _("Press a line: will there be a second strip of memory, or not?")


def told(scene: MemoryState, story: Story, _: Translate) -> Iterator[str]:
    """Yield the sentences about the last line."""
    step = story.step
    if step.refused and step.said is not None:
        yield from _refused(story, step.said, _)
    elif OPERATIONS[step.op.code].effect is Effect.IN_PLACE:
        yield from _in_place(scene, story, _)
    else:
        result = scene.holder(step.result)
        if result is not None and OPERATIONS[step.op.code].effect is Effect.AGAIN:
            yield from _again(story, result, _)
        elif result is not None:
            yield from _new(scene, story, result, _)
    if step.said is not None and not step.refused:
        yield from _warned(story, _)


def _new(scene: MemoryState, story: Story, result: Holder, _: Translate) -> Iterator[str]:
    """Yield the sentences about a new name and the memory that it looks at."""
    source, name = story.source, result.name
    if story.twins:
        yield _.plural(
            "`{name}` is {names} itself: one object with two names.",
            "`{name}` is the same object as {names}: one with several names.",
            len(story.twins),
            name=name,
            names=_.together(_quoted(story.twins)),
        )
        return
    if not result.seen:
        yield _("`{name}` is empty: it looks at no cell.", name=name)
        return
    if not story.sharing:
        yield from _apart(story, result, _)
        return
    yield _(
        "`{name}` looks at the same cells as {names}: no number was copied.",
        name=name,
        names=_.together(_quoted(story.sharing)),
    )
    if source is None or result.block is None:
        return
    if result.seen < source.seen:
        total = len(scene.blocks[result.block].places)
        yield _(
            "`{name}` sees {count} of the {total} cells, from +{start} on.",
            name=name,
            count=len(result.seen),
            total=total,
            start=min(result.seen),
        )
    elif result.step != source.step:
        yield _(
            "Only the steps through memory differ: {down} bytes to the next row, {right} to the next column.",
            down=result.step[0],
            right=result.step[1],
        )
    if source.requires_grad and not result.requires_grad:
        yield from _without_grad(story.step.op.code, result, _)
    if min(result.step) < 0:
        yield _("A negative stride: it reads the memory backwards.")


def _without_grad(code: str, result: Holder, _: Translate) -> Iterator[str]:
    """Yield what follows when `result` sees the same memory, but torch keeps no account of its calculations."""
    yield _(
        "`{name}` does not require grad, so it can be written in place, and NumPy may look at it.", name=result.name
    )
    if code == DETACH:
        yield _("Gradients that a change through it would make wrong are refused: torch notices the change.")
    elif code == DATA:
        yield _(
            "torch does not notice a change through `.data`, and may compute wrong gradients without a word: "
            "`.detach()` is safer."
        )


def _apart(story: Story, result: Holder, _: Translate) -> Iterator[str]:
    source = story.source
    if source is not None and source.values == result.values:
        yield _("`{name}` has memory of its own: the numbers were copied there.", name=result.name)
    else:
        yield _("`{name}` has memory of its own: the results were written there.", name=result.name)
    if source is not None and source.dtype.removeprefix("torch.") != result.dtype.removeprefix("torch."):
        yield _("Its numbers are `{dtype}`: other bytes, so no cell can be shared.", dtype=result.dtype)
    yield _("What is done to `{name}` leaves the others alone.", name=result.name)


def _again(story: Story, result: Holder, _: Translate) -> Iterator[str]:
    """Yield the sentences about an old name that stands for a new result."""
    yield _("Nothing was written over: the name `{name}` now stands for new memory.", name=result.name)
    if story.freed:
        yield _("No name looks at the old memory any more, so Python gives it back.")
    stayed = (*story.untouched, *story.apart)
    if stayed:
        yield _.plural(
            "{names} stayed: the link is broken.",
            "{names} stayed: the links are broken.",
            len(stayed),
            names=_.together(_quoted(stayed)),
        )


def _in_place(scene: MemoryState, story: Story, _: Translate) -> Iterator[str]:
    """Yield the sentences about a line that works in place: the same memory, mostly with other numbers."""
    step, name = story.step, story.step.op.holder
    if step.op.code == LOCK:
        yield _("`{name}` can be read, but no longer written. Try to change it.", name=name)
        yield _("Only this name is locked, not the memory: a tensor made of it does not know.")
        return
    if step.op.code == GRAD:
        yield from _with_grad(name, _)
        return
    if step.op.code == GROW:
        yield from _grown(scene, story, _)
        return
    if not story.changed:
        yield _("The same numbers stood there already: nothing changed.")
        return
    count = sum(len(block.changed) for block in scene.blocks)
    others = tuple(other for other in story.changed if other != name)
    yield _.plural("One cell of memory was written.", "{count} cells of memory were written.", count)
    if others:
        yield _.plural(
            "{names} changed too: the same memory.",
            "{names} changed, too: the same memory.",
            len(others),
            names=_.together(_quoted(others)),
        )
    if story.untouched:
        yield _.plural(
            "{names} stayed: the same memory, but other cells.",
            "{names} stayed, all of them: the same memory, but other cells.",
            len(story.untouched),
            names=_.together(_quoted(story.untouched)),
        )
    if story.apart:
        yield _.plural(
            "{names} stayed: memory of its own.",
            "{names} stayed: memory of their own.",
            len(story.apart),
            names=_.together(_quoted(story.apart)),
        )
    yield from _through_a_lock(scene, others, _)


def _with_grad(name: str, _: Translate) -> Iterator[str]:
    yield _(
        "No number changed. From here on torch remembers what is computed with `{name}`, to find gradients.", name=name
    )
    yield _("So it lets nobody write into it behind its back. Try `.numpy()`, or change it in place.")


def _through_a_lock(scene: MemoryState, changed: Sequence[str], _: Translate) -> Iterator[str]:
    locked = [name for name in changed if (holder := scene.holder(name)) is not None and not holder.writeable]
    if locked:
        yield _.plural(
            "{names} is read-only and changed all the same: torch does not keep NumPy's promise.",
            "{names} are read-only and changed all the same: torch does not keep NumPy's promise.",
            len(locked),
            names=_.together(_quoted(locked)),
        )


def _grown(scene: MemoryState, story: Story, _: Translate) -> Iterator[str]:
    holder = scene.holder(story.step.op.holder)
    if holder is None:
        return
    if story.source is not None and story.source.shape == holder.shape:
        yield _("`{name}` has this shape already: nothing changed.", name=holder.name)
    elif story.unset:
        yield _.plural(
            "torch owns this memory, so it may grow: `{name}` has one cell more. Nobody has set it: `?` stands for "
            "whatever lies there.",
            "torch owns this memory, so it may grow: `{name}` has moved to {count} cells more. Nobody has set those: "
            "`?` stands for whatever lies there.",
            story.unset,
            name=holder.name,
        )
    else:
        yield _("The memory was large enough already: `{name}` only sees more of it.", name=holder.name)


def _refused(story: Story, said: Said, _: Translate) -> Iterator[str]:
    """Yield the reason why NumPy or torch refused the line."""
    step, source = story.step, story.source
    if said.kind == FULL:
        yield _("Eight names are all that fit here. Undo a line, or start over.")
    elif source is not None and source.requires_grad and said.kind == "RuntimeError":
        yield from _for_gradients(step, source, _)
    elif step.op.code == GROW and said.kind == "RuntimeError":
        yield from _not_growing(step, _)
    elif source is not None and "stride" in said.text:
        yield _(
            "`{name}` reads the memory backwards: {stride} bytes from row to row. A tensor's strides are never "
            "negative, so torch cannot look at it. `{name}.copy()` writes the numbers in the new order; torch takes "
            "that.",
            name=source.name,
            stride=min(source.step),
        )
    elif source is not None and source.is_tensor and step.op.code == "back":
        yield _("A tensor's strides are never negative. `torch.flip` turns the rows round, as a copy.")
    elif "read-only" in said.text:
        yield _("NumPy keeps the promise: nothing was written. Make a tensor of it and try again.")
    elif said.kind == "IndexError":
        yield _("There is no such row or column; counting begins at 0.")
    elif said.kind == "NameError":
        yield _("No line so far has made that name.")
    else:
        yield _("This is for the other kind: arrays and tensors share memory, but not all their methods.")


def _for_gradients(step: MemoryStep, source: Holder, _: Translate) -> Iterator[str]:
    """Yield the reason why torch refuses a step on a tensor that requires grad, and what can be done instead."""
    if step.op.code == "numpy":
        yield _(
            "`{name}` requires grad: torch remembers what is computed with it, and NumPy's calculations would be "
            "missing there. `{name}.detach().numpy()` looks at the same memory, without gradients.",
            name=source.name,
        )
    elif step.op.code == GROW:
        yield _(
            "`{name}` requires grad: its gradient has the shape of the tensor, so torch keeps that.", name=source.name
        )
    else:
        yield _(
            "`{name}` requires grad: gradients are for the numbers that stand there, so torch does not write over "
            "them. `{name}.detach()` looks at the same memory and can be written; when training, "
            "`with torch.no_grad():` allows it.",
            name=source.name,
        )


def _not_growing(step: MemoryStep, _: Translate) -> Iterator[str]:
    yield _(
        "The memory belongs to NumPy, or NumPy looks at it: torch may write there, but not make it larger or move it. "
        "Otherwise the array would point at memory that is gone."
    )
    if step.left_shape is not None:
        yield _(
            "Beware: the shape of `{name}` had been set to {shape} before torch found out. The page puts it back; a "
            "program that goes on with it would reach beyond the end of the memory.",
            name=step.op.holder,
            shape=step.left_shape,
        )


def _warned(story: Story, _: Translate) -> Iterator[str]:
    source = story.source
    if source is not None and not source.writeable:
        yield _(
            "Only a warning: torch has no read-only tensors. Change the tensor, and watch `{name}`.", name=source.name
        )
    elif source is not None and source.is_tensor:
        yield _("Only a warning: for a tensor, `.clone()` says the same more clearly.")


def _quoted(names: Sequence[str]) -> Iterator[str]:
    return (f"`{name}`" for name in names)


def _marked(sentence: str) -> str:
    """Escape a sentence, and mark what stands between backticks as code: a name such as `a` is no word."""
    return _CODE.sub(r"<code>\1</code>", escape(sentence))
