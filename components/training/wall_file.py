"""Say how a larger wall is trained elsewhere, and open it; what its file says is checked like a link."""

from dataclasses import replace

import streamlit as st

from components.base.text import Translate
from components.jobs.courses import WallSpec
from components.state.beyond_link import say_beyond_link
from components.widgets.code import code_block
from compute.files.tensor_files import MAX_BYTES, MAX_MEGABYTES
from compute.training.setting import WHOLE, WIDEST
from compute.training.sweep_command import OWN_FILE, sweep_command
from compute.training.wall import SEEDS, WIDTHS
from compute.training.wall_file import SavedWall, WallFileError, WallRefusal, read_wall

KEY = "wall-file"


def larger_wall(key: WallSpec) -> WallSpec:
    """Return the same wall with as many widths and seeds as one may have; all cells of this one are in it."""
    last = (WIDEST if len(key.spec.hidden) == 1 else WHOLE["hidden"]).high
    first = min(key.seeds[0], WHOLE["seed"].high + 1 - SEEDS.high)
    values = tuple(range(1, last + 1)) if key.field == WIDTHS else key.values
    return replace(key, values=values, seeds=tuple(range(first, first + SEEDS.high)))


def opened_wall(key: WallSpec, _: Translate) -> SavedWall | None:
    """Place the command and a field for its file; returns the wall in that, or None where there is none.

    Parameters
    ----------
    key: the wall that is there without a file.
    """
    with st.popover(_("a larger wall"), key="wall-from-file"):
        _command(larger_wall(key), _)
        uploaded = st.file_uploader(_("File of a wall (.json)"), key=KEY, type="json", max_upload_size=MAX_MEGABYTES)
    if uploaded is None:
        return None
    if uploaded.size > MAX_BYTES:
        st.error(_why(WallRefusal.TOO_LARGE, _))
        return None
    try:
        found = read_wall(uploaded.getvalue())
    except WallFileError as error:
        st.error(_why(error.refusal, _))
        return None
    say_beyond_link(_beyond_words)
    return found


def _beyond_words(_: Translate) -> str:
    """Say that the wall of a file is in no link."""
    return _(
        "The wall that is shown comes from a file, which no link holds. Whoever opens the link sees the wall around "
        "the setting, until they open the same file."
    )


def _command(key: WallSpec, _: Translate) -> None:
    """Show the line for a shell that trains a wall."""
    with st.container(key="wall-command"):
        st.caption(
            _(
                "Run in Tensorama's folder, this line trains the same wall larger ({size}) and keeps it in "
                "`wall.json`, the file to be opened here.",
                size=f"{len(key.values)} × {len(key.seeds)}",
            )
        )
        code_block(sweep_command(key.spec, key.field, key.values, key.seeds), _, python=False)
        if key.spec.measured is not None:
            st.caption(_("It reads your own data from `{file}` beside it: *Take home* has them.", file=OWN_FILE))


def _why(refusal: WallRefusal, _: Translate) -> str:
    """Say why a file is not opened."""
    return {
        WallRefusal.TOO_LARGE: _(
            "This file is larger than any wall: at most {size} MB are allowed.", size=MAX_MEGABYTES
        ),
        WallRefusal.NO_WALL: _("This file holds no wall: it has to be one that compute.training.sweep has written."),
        WallRefusal.OTHER_VERSION: _("This wall was written by another version of Tensorama. Train it once more."),
        WallRefusal.DAMAGED: _("This file is damaged: it says what no wall has. Train it once more."),
    }[refusal]
