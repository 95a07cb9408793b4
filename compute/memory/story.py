"""Compare memory before and after the last line: what changed, what shares, what nobody looks at any more."""

from dataclasses import replace

from compute.memory.memory import Holder, MemoryState, MemoryStep, Story


def with_changes(before: MemoryState, after: MemoryState) -> MemoryState:
    """Mark all cells whose value is not the one before; a block that is new as a whole has no marks."""
    was = {block.address + place: value for block in before.blocks for place, value in zip(block.places, block.values)}  # noqa: B905
    blocks = tuple(
        replace(
            block,
            changed=frozenset(
                place
                for place, value in zip(block.places, block.values, strict=True)
                if _differs(was.get(block.address + place, value), value)
            ),
        )
        for block in after.blocks
    )
    holders = tuple(replace(holder, changed=_changed(before.holder(holder.name), holder)) for holder in after.holders)
    return replace(after, holders=holders, blocks=blocks)


def _changed(before: Holder | None, after: Holder) -> frozenset[tuple[int, int]]:
    if before is None:
        return frozenset()
    known = set(before.elements)
    return frozenset(
        (row, column)
        for row, column in after.elements
        if (row, column) not in known or _differs(before.values[row][column], after.values[row][column])
    )


def _differs(one: float, other: float) -> bool:
    """Tell whether two cells differ; two cells that were never set do not."""
    return one != other and not (one != one and other != other)  # noqa: PLR0124  (NaN is what differs from itself)


def story_of(before: MemoryState, after: MemoryState, step: MemoryStep, twins: tuple[str, ...]) -> Story:
    """Say what `step` did.

    Parameters
    ----------
    before, after: memory without and with the step; in `after` the changed cells are marked.
    twins: other names of the very same object as the result.
    """
    source = before.holder(step.op.holder)
    result = after.holder(step.result) or after.holder(step.op.holder)
    if result is None:
        return Story(step, source)
    others = [holder for holder in after.holders if holder is not result]
    written = {holder.block for holder in after.holders if holder.changed}
    still = [holder for holder in after.holders if not holder.changed]
    return Story(
        step,
        source,
        twins,
        tuple(other.name for other in others if other.block == result.block and other.seen & result.seen),
        tuple(holder.name for holder in after.holders if holder.changed),
        tuple(holder.name for holder in still if holder.block in written),
        tuple(holder.name for holder in still if holder.block not in written),
        freed=_lost(before, after),
        unset=_unset(after) - _unset(before) if not step.result else 0,
    )


def _lost(before: MemoryState, after: MemoryState) -> int:
    """Count the blocks that had holders, all of whose names stand for other memory now."""
    moved = {holder.name for holder in after.holders if holder.name == after.steps[-1].result}
    alone = [block for block in range(len(before.blocks)) if {h.name for h in before.looking_at(block)} <= moved]
    return len(alone) if moved else 0


def _unset(scene: MemoryState) -> int:
    return sum(value != value for block in scene.blocks for value in block.values)  # noqa: PLR0124
