"""Histories of the memory page, as strategies and by their links, and the notebook's array."""

import numpy as np
from hypothesis import strategies as st

from compute.memory.lines import MAX_OPS, NAMES, OPERATIONS, Op, parse_ops
from compute.memory.memory import Holder, MemoryState
from compute.memory.replay import replay

OPS = st.one_of(
    st.builds(Op, st.sampled_from([code for code in OPERATIONS if code != "set"]), st.sampled_from(NAMES[:5])),
    st.builds(
        Op,
        st.just("set"),
        st.sampled_from(NAMES[:3]),
        st.integers(0, 4),
        st.integers(0, 3),
        st.integers(-990_000, 990_000).map(lambda number: number / 10_000),
    ),
)

HISTORIES = st.lists(OPS, max_size=MAX_OPS).map(tuple)


def scene(history: str, seed: int = 7) -> MemoryState:
    ops = parse_ops(history)
    assert ops is not None
    return replay(seed, ops)


def held(shown: MemoryState, name: str) -> Holder:
    holder = shown.holder(name)
    assert holder is not None
    return holder


def notebook(seed: int = 7) -> np.ndarray:
    return np.random.RandomState(seed).rand(4, 3)
