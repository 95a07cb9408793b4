"""Say what is left out where a sum or a list is cut: how many entries, and their total."""

from components.base.style import number
from components.base.text import Translate


def left_out(count: int, total: float | None, _: Translate) -> str:
    """Write how many entries are left out, and their sum: `56 more, together -0.1234`.

    Parameters
    ----------
    total: the sum of what is left out; None where it is not known yet, and where what is listed is not added up.
    """
    if total is None:
        return _("{count} more", count=count)
    return _.plural("{count} more: {total}", "{count} more, together {total}", count, total=number(total))
