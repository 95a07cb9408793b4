"""Entries of the browser's history: one for each thing that a person does, for "back" to undo; see `history.js`."""

from pathlib import Path

from components.browser.script import script

SCRIPT = Path(__file__).with_name("history.js")

EARLY_SCRIPT = f"(() => {{\n{script(SCRIPT).replace('export default function', 'function begin')}begin()\n}})()"
"""The same for the head of a page, where it hears of what Streamlit writes before any component is there. A host that
runs the site without our layer in front has the component alone; whichever comes second finds the first at work."""
