"""Download what the page shows as files, and open the page again from such a file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.base.stylesheet import stylesheet
from components.base.text import Translate
from components.browser.open_link import leave_for
from components.browser.picture import picture_buttons
from components.frame.pages import PICTURES, check_known, names_of_all_pages, scene_now
from components.state import link
from components.state.beyond_link import beyond_link
from components.state.fields import PROGRAM_AS
from components.state.following import sync
from components.state.own_writes import if_set_by_person
from components.state.page_address import page_named
from components.state.session import translate
from components.state.take_home import offered
from components.widgets.program_choice import program_way, way_names
from components.widgets.too_large import too_large_note
from compute.files.notebook import notebook
from compute.files.scene import SavedLink
from compute.files.take_home import TakeHome
from compute.files.tensor_files import (
    MAX_BYTES,
    MAX_MEGABYTES,
    FileError,
    Refusal,
    read_file,
    to_csv,
    to_npz,
    to_safetensors,
)

OPEN = "take-home-open"
WAY = "take-home-way"

STYLE = Path(__file__).with_name("take_home.css")

Make = Callable[[], str | bytes]


def take_home_button(_: Translate) -> bool:
    """Place the button in the frame; returns whether it has just been pressed."""
    return st.button(_("Take home"), icon=":material/download:", key="take-home", type="tertiary", width="stretch")


def take_home_dialog(address: str, _: Translate) -> None:
    """Show the files and the way back. To be called when the page has run, so that it has offered what it now shows.

    Parameters
    ----------
    address: of the page, below that of the site.
    """
    # When it is closed the page runs again, which may show the program: how that is written can have been chosen here.
    st.dialog(_("Take home"), width="medium", on_dismiss="rerun")(_contents)(page_named(address))


def _contents(page: str) -> None:
    """Show what stands in the dialog; its own widgets run this alone."""
    _ = translate()
    st.html(stylesheet(STYLE))
    offer = offered()
    if offer is not None:
        _files(offer(_), scene_now(page), _)
    st.divider()
    way_back(_)


def _files(pack: TakeHome, scene: SavedLink, _: Translate) -> None:
    """Place a button for each kind of file; a file is made when its button is pressed."""
    st.markdown(f"**{pack.title}**")
    beyond = beyond_link(_)
    if beyond:
        st.caption(beyond)
    written = pack.programs[_way(_)] if pack.programs else pack.program
    kinds: list[tuple[str, str, str, Make, str]] = [
        ("ipynb", _("Notebook (.ipynb)"), "application/x-ipynb+json", partial(notebook, pack),
         _("The lesson with the program in cells, for Jupyter or Colab.")),
        ("py", _("Program (.py)"), "text/x-python", lambda: written,
         _("Prints the numbers on this page when it is run with PyTorch.")),
        ("npz", _("Arrays (.npz)"), "application/octet-stream", partial(to_npz, pack.tensors, scene),
         _("All tensors for NumPy; can be opened here again.")),
        ("safetensors", _("Tensors (.safetensors)"), "application/octet-stream",
         partial(to_safetensors, pack.tensors, scene), _("All tensors for PyTorch; can be opened here again.")),
        ("csv", _("Table (.csv)"), "text/csv", partial(to_csv, pack.tensors),
         _("A line for each number, for a spreadsheet; with a decimal point.")),
        *((own.ending, own.label, own.kind, own.make, own.purpose) for own in pack.files),
    ]  # fmt: skip
    with st.container(key="take-home-files"):
        for ending, label, kind, make, purpose in kinds:
            st.download_button(
                label,
                make,
                f"{pack.name}.{ending}",
                kind,
                key=f"take-home-{ending.replace('.', '-')}",
                on_click="ignore",
                width="stretch",
            )
            st.caption(purpose)
        picture_buttons(pack.name, pack.title, PICTURES, _)
        st.caption(_("The picture as it is on the screen: .svg stays sharp at any size, .png is for slides."))


def _way(_: Translate) -> str:
    """Place the choice of how the program is written; it is that of the page, and stands in its link."""
    names, way = way_names(_), program_way()
    chosen = st.segmented_control(
        _("how the program (.py) is written"),
        list(names),
        default=sync(WAY, way, names[way]),
        format_func=names.__getitem__,
        required=True,
        key=WAY,
        on_change=if_set_by_person(WAY, _keep_way),
    )
    return chosen or way


def _keep_way() -> None:
    chosen = PROGRAM_AS.canonical(st.session_state[WAY] or "")
    if chosen:
        link.set_value(PROGRAM_AS.name, "" if chosen == PROGRAM_AS.default else chosen)


def way_back(_: Translate) -> None:
    """Let a file from here open its scene again; refuse another one with the reason."""
    uploaded = st.file_uploader(
        _("Open a file from here: .npz or .safetensors"), key=OPEN, help=_open_help(_), max_upload_size=MAX_MEGABYTES
    )
    too_large_note(OPEN, "take-home-too-large", _too_large_words(_))
    if uploaded is None:
        return
    try:
        scene = _read(uploaded)
        check_known(scene)
    except FileError as error:
        st.error(_why(error, _), icon=":material/block:")
    else:
        leave_for(scene, names_of_all_pages())


def _open_help(_: Translate) -> str:
    return _("The file carries the page and what was chosen there; the numbers are computed anew.")


def _read(uploaded: UploadedFile) -> SavedLink:
    """Read the scene in a file; one that is too large is not even taken into memory a second time."""
    if uploaded.size > MAX_BYTES:
        raise FileError(Refusal.TOO_LARGE, size=uploaded.size)
    return read_file(uploaded.getvalue())


def _too_large_words(_: Translate) -> str:
    return _("This file is too large: it may have {most} bytes at most. Nothing was changed.", most=_.count(MAX_BYTES))


def _why(error: FileError, _: Translate) -> str:
    """Say why a file is not opened, in the language of the session."""
    match error.refusal:
        case Refusal.TOO_LARGE:
            return _too_large_words(_)
        case Refusal.OTHER_KIND:
            return _("This is no .npz and no .safetensors file. Nothing was changed.")
        case Refusal.NO_SCENE:
            return _(
                "This file was not written by this site, or by another version of it: it names no scene that can be "
                "shown here. Nothing was changed."
            )
        case Refusal.DAMAGED:
            return _("This file is damaged: parts of it are missing or broken. Nothing was changed.")
