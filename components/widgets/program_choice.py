"""How a program is written: what the link says, and the choice on the page."""

from components.base.text import Translate
from components.state.fields import PROGRAM_AS
from components.widgets.choices import pressed
from components.widgets.linked import linked
from compute.network.program_ways import MODULE, NOTEBOOK, SEQUENTIAL


def program_way() -> str:
    """Return the way in which the link wants programs written."""
    return linked(PROGRAM_AS)


def way_names(_: Translate) -> dict[str, str]:
    """Return the words on the page for each way, by its name in the link."""
    return {NOTEBOOK: _("as in the notebook"), SEQUENTIAL: "nn.Sequential", MODULE: _("class with forward")}


def program_choice(_: Translate) -> None:
    """Place the choice of the way; outside the fragment, so that a move does not send it again."""
    pressed(_("how the program is written"), PROGRAM_AS.name, way_names(_), NOTEBOOK, hidden_label=True)
