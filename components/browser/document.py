"""Set the language of the HTML document, and hand it the message for a lost connection; see `document.js`."""

from pathlib import Path

from components.base.text import Translate

SCRIPT = Path(__file__).with_name("document.js")


def document_words(language: str, _: Translate) -> list[str]:
    """Return the language of the words on the page, and what to say when the server does not answer."""
    silent = _("The server does not answer. This page keeps trying, and goes on by itself where you are.")
    ended = _("This page has lost its server and cannot try again by itself.")
    return [language, silent, ended, _("load it again")]
