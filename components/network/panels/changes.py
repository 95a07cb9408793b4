"""Read from the link which values a person changed; change one, put back one or all."""

from components.state import link
from compute.network.edits import MAX_EDITS, format_edits, parse_edits


def changed_values() -> dict[str, float]:
    """Return all values that the person changed, by the short name of their element."""
    return parse_edits(link.value("edits"))[0]


def change(name: str, value: float) -> None:
    """Remember a changed value, in the session and in the link."""
    edits = changed_values() | {name: value}
    if len(edits) <= MAX_EDITS:
        link.set_value("edits", format_edits(edits))


def put_back(name: str | None = None) -> None:
    """Forget one changed value, or all of them."""
    edits = changed_values()
    kept = {other: value for other, value in edits.items() if other != name} if name else {}
    link.set_value("edits", format_edits(kept))
