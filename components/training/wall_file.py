"""Open a wall that was trained elsewhere; what the file says is checked like a link."""

import streamlit as st

from components.base.text import Translate
from compute.files.tensor_files import MAX_BYTES, MAX_MEGABYTES
from compute.training.wall_file import SavedWall, WallFileError, WallRefusal, read_wall

KEY = "wall-file"


def opened_wall(_: Translate) -> SavedWall | None:
    """Place a field for the file; returns the wall in it, or None where there is none."""
    with st.popover(_("a wall from a file"), key="wall-from-file"):
        st.caption(
            _(
                "Larger walls are trained on your own computer, and their file is opened here: "
                "`python -m compute.training.sweep --help` says how."
            )
        )
        uploaded = st.file_uploader(_("File of a wall (.json)"), key=KEY, type="json", max_upload_size=MAX_MEGABYTES)
    if uploaded is None:
        return None
    if uploaded.size > MAX_BYTES:
        st.error(_why(WallRefusal.TOO_LARGE, _))
        return None
    try:
        return read_wall(uploaded.getvalue())
    except WallFileError as error:
        st.error(_why(error.refusal, _))
        return None


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
