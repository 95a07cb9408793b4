"""Write a number of the network as HTML that knows which element it is the value of.

Wherever the same element stands on the page, it lights up together (`components/browser/lighting.js`); a press selects
it like in the picture (`chart.js`); and a value that a person may change is dragged and typed where it stands
(`scrub.js`).
"""

from dataclasses import dataclass
from html import escape

from components.base.style import UNKNOWN, number, painted, short_number, true_minus
from compute.network.elements import Element, Unit, code_of, is_changeable, name_of
from compute.network.known_pass import KnownPass, Value
from compute.network.network import VALUE_LIMIT

LONGEST = 8
"""Characters of a number in a cell: `-99.1143`."""

DECIMALS = 4
"""As `components.base.style.number` writes them."""


def value_of(passed: KnownPass, element: Element) -> Value:
    """Return the value of an element, or None where it has not been computed yet."""
    return passed.value(element) if isinstance(element, Unit) else passed.network.value(element)


def written(value: Value, *, decimals: int = DECIMALS) -> str:
    """Write a value with a true minus sign; with an exponent where it would be longer than a cell."""
    if value is None:
        return UNKNOWN
    text = number(value) if decimals == DECIMALS else short_number(value, decimals)
    return true_minus(text if len(text) <= LONGEST else f"{value:.1e}")


@dataclass(frozen=True, eq=False)
class ElementWriter:
    """Writes the elements of one pass.

    Attributes
    ----------
    selected: the element that is selected.
    pick: key of the picture in which a press on the element counts as a click.
    is_fixed: whether no value can be changed here.
    """

    passed: KnownPass
    selected: Element | None
    pick: str
    is_fixed: bool = False

    def html(
        self,
        element: Element,
        text: str = "",
        *,
        short_decimals: int | None = None,
        marks: tuple[str, ...] = (),
        is_painted: bool = False,
    ) -> str:
        """Write the value of an element, or another text of it, as something that can be pressed.

        Parameters
        ----------
        short_decimals: of the value that stands there where the room is too small for the text.
        marks: classes.
        is_painted: whether it has the colour of its value.
        """
        spec = self.passed.network.spec
        value = value_of(self.passed, element)
        name, label = name_of(element, spec), self._label(element)
        in_full = written(value)
        shown = escape(text) or in_full
        classes = " ".join(("element", *marks))
        common = f'class="{classes}" data-element="{name}" data-pick="{self.pick}" data-name="{name}"'
        if short_decimals is not None:
            common += f' data-short="{written(value, decimals=short_decimals)}"'
        if is_painted and value is not None:
            common += f' style="{painted(value)}"'
        is_selected = element == self.selected
        if value is not None and is_changeable(element) and not self.is_fixed:
            current = ' aria-current="true"' if is_selected else ""
            return (
                f'<span {common} data-scrub="{name}" role="spinbutton" tabindex="0" aria-label="{label}"{current} '
                f'aria-valuemin="{-VALUE_LIMIT:g}" aria-valuemax="{VALUE_LIMIT:g}" aria-valuenow="{value:.4f}" '
                f'aria-valuetext="{in_full}">{shown}</span>'
            )
        pressed = "true" if is_selected else "false"
        says = f"{label} = {in_full}"
        return f'<button type="button" {common} aria-pressed="{pressed}" aria-label="{says}">{shown}</button>'

    def _label(self, element: Element) -> str:
        """Name an element for a screen reader: as in the program, a computed unit as on the screen."""
        spec = self.passed.network.spec
        if isinstance(element, Unit) and element.layer > 0:
            return element.label(spec)
        return code_of(element, spec)


def plain_html(element: Element, passed: KnownPass, text: str = "") -> str:
    """Write the value of an element as text that only lights up with it."""
    name = name_of(element, passed.network.spec)
    return f'<span data-element="{name}">{escape(text or written(value_of(passed, element)))}</span>'
