"""A GPU, or not: what the way to a device and back costs beside what the product costs here, as it was measured."""

import math
from html import escape

from components.base.text import Translate
from components.devices.figures.timing_plot import duration
from components.devices.timing_words import times
from compute.timing.moving import Moving, Trip, moving_of
from compute.timing.timing import Measurement


def moving_html(measurement: Measurement | None, _: Translate) -> str:
    """Write a table with a bar for each size: right where going pays, left where the way costs more than it saves."""
    found = moving_of(measurement) if measurement is not None else None
    title = escape(_("A GPU, or not?"))
    why = escape(why_words(_))
    told = escape(conclusion(found, _))
    table = _table(found, _) if found is not None else ""
    return f'<h2 class="devices-heading">{title}</h2><p class="why">{why}</p>{table}<p class="told">{told}</p>'


def why_words(_: Translate) -> str:
    """Explain why it depends on the size whether going to a GPU pays."""
    return _(
        "A GPU multiplies fast, but the numbers have to get there and back. A product of n × n matrices is n × n × n "
        "products, and only 3 × n × n numbers travel: the larger n, the more there is to save."
    )


def conclusion(found: Moving | None, _: Translate) -> str:
    """Say from which size on going to a GPU pays; before a measurement, how to find out."""
    if found is None:
        return _("Press Measure: the page takes the time of the product here, and of a copy that stands for the way.")
    if found.device:
        return _with_device(found, _)
    imagined = _(
        "There is no GPU here, so imagine one that multiplies in no time at all. A copy within this memory stands for "
        "the way; to a real GPU it takes longer."
    )
    if found.pays_from is None:
        return f"{imagined} " + _("Up to n = {size} not even that one pays.", size=found.trips[-1].size)
    return f"{imagined} " + _("Even that one pays only from n = {n} on.", n=found.pays_from)


def _with_device(found: Moving, _: Translate) -> str:
    if found.pays_from is None:
        return _(
            "Up to n = {size} going to {device} and back costs more than it saves.",
            size=found.trips[-1].size,
            device=found.device,
        )
    return _(
        "From n = {n} on going to {device}, multiplying there and coming back takes less time than torch.mm here.",
        n=found.pays_from,
        device=found.device,
    )


def _table(found: Moving, _: Translate) -> str:
    names = (
        _("product here"),
        _("way there and back"),
        *((_("product there"),) if found.device else ()),
        _("here ÷ way"),
    )
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    widest = max(abs(math.log(trip.saves)) for trip in found.trips) or 1.0
    rows = "".join(_row(trip, found, widest, _) for trip in found.trips)
    title = escape(_("A GPU, or not?"))
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{title}"><table class="agreement moving"><thead><tr>'
        f'<th scope="col">n</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _row(trip: Trip, found: Moving, widest: float, _: Translate) -> str:
    taken = (trip.here, trip.way, *((trip.there,) if found.device else ()))
    cells = "".join(f"<td>{duration(seconds)}</td>" for seconds in taken)
    share = 50 * abs(math.log(trip.saves)) / widest
    side = "pays" if trip.saves > 1 else "costs"
    factor = escape(_("{factor} times", factor=times(trip.saves)))
    bar = f'<span class="scale" aria-hidden="true"><i class="{side}" style="width:{share:.1f}%"></i></span>'
    mark = ' class="from"' if trip.size == found.pays_from else ""
    saves = f'<div class="saves">{bar}<strong>{factor}</strong></div>'
    return f'<tr{mark}><th scope="row">{trip.size}</th>{cells}<td>{saves}</td></tr>'
