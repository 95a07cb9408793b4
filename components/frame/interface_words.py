"""Translate the words of Streamlit's own frontend, which has English only, into the visitor's language.

See `components/frame/interface_words.js`.
"""

from functools import lru_cache
from pathlib import Path

from components.base.text import Translate, untranslated

SCRIPT = Path(__file__).with_name("interface_words.js")


@lru_cache(maxsize=16)
def interface_words(_: Translate) -> list[list[str]]:
    """Return pairs of what Streamlit says and what is to stand there; none in English."""
    pairs = zip(said(untranslated), said(_), strict=True)
    return [[english, translated] for english, translated in pairs if english != translated]


def said(_: Translate) -> tuple[str, ...]:
    """Return all of Streamlit's words that a visitor of this site can meet, always in the same order."""
    return (*_frame(_), *_widgets(_), *_files(_), *_server(_))


def _frame(_: Translate) -> tuple[str, ...]:
    """Return the words around the page: sidebar, logo, menu, dialogs."""
    return (
        _("Skip to main content"),
        _("Sidebar"),
        _("Collapse sidebar"),
        _("Expand sidebar"),
        _("Logo"),
        _("Navigate to home page"),
        _("Main menu"),
        _("Theme"),
        _("System"),
        _("Light"),
        _("Dark"),
        _("Print"),
        _("Made with Streamlit v"),  # the browser has its number in a text of its own
        _("Copy version to clipboard"),
        _("Copied"),
        _("Close"),
        _("Dismiss"),
        _("add icon"),
        _("close icon"),
    )


def _widgets(_: Translate) -> tuple[str, ...]:
    return (
        _("Help for {name}", name="{name}"),
        _("Shortcut {keys}", keys="{keys}"),
        _("Copy to clipboard"),
        _("Open"),
        _("Selectbox options"),
        _("Choose an option"),
        _("No results"),
        _("Clear value"),
        _("Press Enter to apply"),
        _("Press Ctrl+Enter to apply"),
        _("Press ⌘+Enter to apply"),
        _("Press Enter to submit form"),
        _("Press Ctrl+Enter to submit form"),
        _("Press ⌘+Enter to submit form"),
    )


def _files(_: Translate) -> tuple[str, ...]:
    return (
        _("Upload"),
        _("file upload"),
        _("Drag and drop a file here"),
        _("{size} per file", size="{size}"),
        _("Add files"),
        _("Remove {name}", name="{name}"),
        _("Only one file is allowed."),
        _("Upload failed"),
        _("Click to retry upload"),
        _("Unexpected error. Please try again."),
        _("Connection lost. Please wait for the app to reconnect, then try again."),
    )


def _server(_: Translate) -> tuple[str, ...]:
    """Return the words while a page runs, and where it has no server."""
    return (
        _("Running..."),
        _("Stop"),
        _("Stopping..."),
        _("Connecting"),
        _("Connecting to Streamlit server"),
        _("Error"),
        _("Unable to connect to Streamlit server"),
        _("Connection error"),
        _("Connection timed out."),
        _("Streamlit server is not responding. Are you connected to the internet?"),
        _("Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:"),
        _("Page not found"),
        _("The page that you have requested does not seem to exist. Running the app's main page."),
        _(
            "You have requested page /{name}, but no corresponding file was found in the app's pages/ directory. "
            "Running the app's main page.",
            name="{name}",
        ),
    )
