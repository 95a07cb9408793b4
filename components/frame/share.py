"""Share the scene: its link, a QR code for phones, and HTML that embeds it in a learning platform."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.base.foreign import code
from components.base.stylesheet import stylesheet
from components.base.text import Translate
from components.browser.copying import copying
from components.frame.address import (
    MAX_URL,
    Address,
    Unreachable,
    embedding,
    for_others,
    is_local,
    link_to,
    read_address,
)
from components.frame.lan import lan_number
from components.frame.qr_code import MAX_LENGTH, qr_html
from components.state.beyond_link import beyond_link
from components.state.session import KEY as LANGUAGE
from components.state.session import language

STYLE = Path(__file__).with_name("share.css")
OTHERS, HERE = "others", "here"


@dataclass(frozen=True)
class Shown:
    """The page that is shared.

    Attributes
    ----------
    path: of the page, empty for the first one.
    title: in the visitor's language.
    paths: those of all pages.
    """

    path: str
    title: str
    paths: tuple[str, ...]


def share_button(_: Translate) -> bool:
    """Place the button in the frame; after the page has run, `share_dialog` shows what belongs to it."""
    return st.button(_("Share"), icon=":material/qr_code_2:", key="share", type="tertiary", width="stretch")


def share_dialog(shown: Shown, _: Translate) -> None:
    """Show the panel over the page. To be called when the page has run: then the link is the one that it leaves."""
    st.dialog(_("Share this scene"), width="large", icon=":material/qr_code_2:")(_panel)(shown, _)


def _panel(shown: Shown, _: Translate) -> None:
    st.html(stylesheet(STYLE))
    with st.container(key="share-panel"):
        with st.container(key="share-links"):
            address = _address(shown, _)
            if address is None:
                st.warning(_("The browser does not say under which address it has found this site."))
                return
            link = link_to(address, shown.path, scene())
            beyond = beyond_link(_)
            if beyond:
                st.warning(beyond, icon=":material/link_off:")
            _links(address, link, shown, _)
        with st.container(key="share-code"):
            _code(link, _)


def scene() -> list[tuple[str, str]]:
    """Return what the browser's address bar says after the question mark, in its order, and always the language.

    Another browser may ask for another language than this one. Of a name given twice all values stay.
    """
    names = [*st.query_params, *([] if LANGUAGE in st.query_params else [LANGUAGE])]
    return [
        (name, value)
        for name in names
        for value in ([language()] if name == LANGUAGE else st.query_params.get_all(name))
    ]


def _address(shown: Shown, _: Translate) -> Address | None:
    """Find where the link leads; on the machine that serves the site there are two addresses to choose from."""
    address = read_address(_browser_url(), shown.paths, str(st.get_option("server.baseUrlPath") or ""))
    if address is None or not is_local(address):
        return address
    others = for_others(address, st.get_option("browser.serverAddress"), st.get_option("server.address"), lan_number)
    if isinstance(others, Unreachable):
        st.warning("  \n".join(_no_phone(address, others, _)), icon=":material/mobile_off:")
        return address
    names = {
        OTHERS: _("for other devices: {address}", address=code(str(others), MAX_URL)),
        HERE: _("for this one: {address}", address=code(str(address), MAX_URL)),
    }
    chosen = st.radio(_("The link is"), list(names), format_func=names.__getitem__, key="share-address")
    st.caption(
        _(
            "`{host}` means this very machine: no phone can open it. `{other}` is its address in the local network.",
            host=address.host,
            other=others.host,
        )
    )
    return address if chosen == HERE else others


def _no_phone(address: Address, why: Unreachable, _: Translate) -> Iterator[str]:
    yield _("No phone can open this link: `{host}` means this very machine.", host=address.host)
    if why is Unreachable.LISTENS_HERE_ONLY:
        yield _(
            "The server answers to nobody else: start it without `server.address`, or with the address of this machine."
        )
    else:
        yield _(
            "Its address in the local network could not be found; `--browser.serverAddress` tells it when the server "
            "is started."
        )


def _browser_url() -> str | None:
    """Return the page's address as the browser has it.

    `st.context.url` would take the name of a page from the end of any word, such as a folder `pytorch-exercises`.
    """
    context = get_script_run_ctx()
    if context is None or context.context_info is None:
        return None
    return context.context_info.url


def _links(address: Address, link: str, shown: Shown, _: Translate) -> None:
    copying(_("Link"), link, key="share-link", _=_)
    title = _("Tensorama: {page}", page=shown.title)
    copying(_("For a learning platform"), embedding(link, title), key="share-embed", _=_)
    notes = [
        _(
            "HTML for a page of a course. It shows the lesson without the frame; `embed_options=light_theme` or "
            "`dark_theme` in its address settles how it looks."
        )
    ]
    if address.scheme == "http":
        notes.append(_("A platform whose own address begins with https shows it only if this site has https too."))
    st.caption(" ".join(notes))


def _code(link: str, _: Translate) -> None:
    code = qr_html(link, _("QR code of the link"))
    if code is not None:
        st.html(code)
        return
    st.warning(
        _(
            "This link has {length} characters. A QR code that a phone can read from the last row holds {most} at "
            "most: give the link itself, or take back some changed values.",
            length=_.count(len(link)),
            most=_.count(MAX_LENGTH),
        )
    )
