"""A typed number: what people and `print` write around it, how many decimals it has, and whether it is another one."""

import keyword
import math
import re

MAX_NUMBER = 160
"""Characters of a typed number with all that `print` writes around it."""

MIN_DECIMALS, SHOWN_DECIMALS = 2, 4
"""So many decimals are needed, and so many are shown by torch."""

TOLERANCE = 6e-5
"""Half of the last decimal that torch prints, and some rounding."""

_SUM_NOISE, _LAST_NOISE = 2e-7, 2e-6
"""What another order of summation may change of a number near 1: as a rule, and where every digit is typed."""

_NUMBER = re.compile(r"[+-]?(\d{1,15}([.,]\d{0,20})?|[.,]\d{1,20})(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
_NAMED = re.compile(r"(?:[A-Za-z]\w{0,40}\s*(?:[=:≈~]|\[\d{1,4}\]\s*:)|[=≈~])\s*", re.ASCII)
_CALL = re.compile(r"(?:print|(?:torch\.|np\.|numpy\.)?(?:tensor|Tensor|FloatTensor|DoubleTensor|array))\s*\((.*)\)")
_SIZE = re.compile(r"\s*\[torch\.[\w.]*Tensor of size [\dx(), ]+(?:\(GPU \d\))?\]", re.ASCII)
_FURTHER = re.compile(r"""\s*,\s*[a-z_]+\s*=\s*(?:<\w+>|'[\w:]*'|"[\w:]*"|[\w.]+)\s*$""", re.ASCII)
_BRACKETS = {"[": "]", "(": ")"}


def parse_number(text: str) -> tuple[float, int] | None:
    """A typed number and how many decimals it has, or None where the text is no number.

    It may have a decimal comma, a name before it (`y = 0.1595`), and may be what `print` shows, older or newer:
    `tensor([[0.1595]], grad_fn=<MulBackward0>)`.
    """
    text = text.strip()
    if len(text) > MAX_NUMBER:
        return None
    text = _SIZE.sub("", text).rstrip("; \t\n").replace("−", "-")
    named = _NAMED.match(text)
    if named and not keyword.iskeyword(named.group().strip(" \t=:")):
        text = text[named.end() :]
    bare = _unwrapped(text)
    if not _NUMBER.fullmatch(bare):
        return None
    mantissa, _, exponent = bare.replace(",", ".").lower().partition("e")
    decimals = len(mantissa.partition(".")[2]) - int(exponent or 0)
    return float(f"{mantissa}e{exponent or 0}"), decimals


def _unwrapped(text: str) -> str:
    """Without the calls, brackets and keywords around the number; a few layers of them are enough."""
    for _layer in range(8):
        text = text.strip()
        call = _CALL.fullmatch(text)
        if call:
            text = call.group(1)
        elif text[:1] in _BRACKETS and text.endswith(_BRACKETS[text[0]]):
            text = text[1:-1]
        elif _FURTHER.search(text):
            text = _FURTHER.sub("", text)
        else:
            break
    return text


def agrees(typed: float, decimals: int, exact: float) -> bool:
    """Whether a number was typed that is `exact`, rounded or cut to the decimals that were typed.

    Parameters
    ----------
    decimals: at least `MIN_DECIMALS`, or it says too little.
    """
    if decimals < MIN_DECIMALS or math.copysign(1, typed) != math.copysign(1, exact):
        return False
    unit, size = 10.0 ** -min(decimals, 15), max(1.0, abs(exact))
    if decimals > SHOWN_DECIMALS + 1:
        return abs(typed - exact) <= unit + _LAST_NOISE * size
    noise, missing = _SUM_NOISE * size, abs(exact) - abs(typed)
    return abs(missing) <= unit / 2 + noise or -noise <= missing < unit + noise


def nearly(typed: float, decimals: int, exact: float) -> bool:
    """Whether more decimals were typed than torch shows, and those that it shows are right."""
    return decimals > SHOWN_DECIMALS and abs(typed - exact) <= TOLERANCE


def roughly(typed: float, decimals: int, exact: float) -> bool:
    """Whether the one decimal that was typed is right."""
    return (
        decimals == 1 and math.copysign(1, typed) == math.copysign(1, exact) and -0.05 <= abs(exact) - abs(typed) < 0.1
    )
