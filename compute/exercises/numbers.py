"""Read a typed number with what people and `print` write around it, and compare it with the exact one."""

import keyword
import math
import re

MAX_NUMBER = 160
"""The most characters of a typed number with all that `print` writes around it."""

MIN_DECIMALS, SHOWN_DECIMALS = 2, 4
"""The fewest decimals that an answer needs, and the number of decimals that torch shows."""

TOLERANCE = 6e-5
"""Half of the last decimal that torch prints, and some rounding."""

_SUM_NOISE, _LAST_NOISE = 2e-7, 2e-6
"""How much another order of summation may change a number near 1: as a rule, and where every digit is typed."""

_NUMBER = re.compile(r"[+-]?(\d{1,15}([.,]\d{0,20})?|[.,]\d{1,20})(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
_NAMED = re.compile(r"(?:[^\W\d_]\w{0,40}\.?\s*(?:[=:≈~→]|\[\d{1,4}\]\s*:)|=>|->|>>>|1\)|[=≈~→])\s*")
_CALL = re.compile(
    r"(?:print|float|(?:torch\.|np\.|numpy\.)?(?:tensor|Tensor|FloatTensor|DoubleTensor|array|float32|float64))"
    r"\s*\((.*)\)"
)
_AROUND = "\"'“”‘’*`$#! \t\n"
"""What Markdown, quotes and a formula put around a number."""

_STATED = re.compile(r"(?<![\w.,])[+-]?(?:\d{0,15}[.,]\d{1,20}|\d{1,3}%)(?:e[+-]?\d{1,3})?(?:\s?%)?(?!\w)", re.ASCII)
_PRINTED = re.compile(r"\b(?:torch\.)?(?:tensor|array)\(")
_SENTENCE = re.compile(r"[\w\s.,:;!?*$\"'`()\[\]≈~→=>#\\…“”‘’-]*")
_CALLED = re.compile(r"[\w)\]][(\[]|_|[*]{2}\w|\d")
_NEGATING = frozenset(
    "não nao not no nunca never nem ni isn't menos menor maior menor mais more less than greater larger smaller más "
    "mayor but mas pero errado wrong except".split()
)
_COMPUTED = re.compile(r"(?:[^\W\d_]\w{0,20}\s*=\s*)?[^=\n]{0,60}\([^=\n]{1,60}\)\s*=\s*(\S+)")
_SIZE = re.compile(r"\s*\[torch\.[\w.]*Tensor of size [\dx(), ]+(?:\(GPU \d\))?\]", re.ASCII)
_FURTHER = re.compile(r"""\s*,\s*[a-z_]+\s*=\s*(?:<\w+>|'[\w:]*'|"[\w:]*"|[\w.]+)\s*$""", re.ASCII)
_BRACKETS = {"[": "]", "(": ")"}


def parse_number(text: str) -> tuple[float, int] | None:
    """Read a typed number and how many decimals it has; None where the text is no number.

    It may have a decimal comma, a name before it (`y = 0.1595`), and may be what `print` shows, older or newer:
    `tensor([[0.1595]], grad_fn=<MulBackward0>)`.
    """
    text = text.strip()
    if len(text) > MAX_NUMBER:
        return None
    text = _SIZE.sub("", text).rstrip("; \t\n").replace("−", "-").strip(_AROUND)
    named = _NAMED.match(text)
    if named and not keyword.iskeyword(named.group().strip(" \t=:")):
        text = text[named.end() :]
    return _read(_unwrapped(text.removesuffix("...").removesuffix("…").strip(_AROUND)))


def _read(bare: str) -> tuple[float, int] | None:
    """Read a number and its decimals; a percentage as the fraction that it is."""
    hundredth = bare.endswith("%")
    bare = bare.removesuffix("%").rstrip() if hundredth else bare
    if not _NUMBER.fullmatch(bare):
        return None
    mantissa, _e, exponent = bare.replace(",", ".").lower().partition("e")
    power = int(exponent or 0) - 2 * hundredth
    return float(f"{mantissa}e{power}"), len(mantissa.partition(".")[2]) - power


def stated_number(text: str) -> tuple[float, int] | None:
    """Read the number of a sentence such as `the output is 0.1595`; None where it says something else.

    There must be a single number, and no word such as `not`. `sigmoid(-1.6619) = 0.1595` states the last one.
    """
    text = text.strip().replace("−", "-")
    if len(text) > MAX_NUMBER:
        return None
    computed = _COMPUTED.fullmatch(text.rstrip(".; \t"))
    if computed:
        return _read(computed.group(1))
    found = _STATED.findall(text)
    if len(found) != 1:
        return None
    rest = _PRINTED.sub(" ", text.replace(found[0], " "))
    words = set(re.findall(r"[^\W\d]+(?:'t)?", rest.lower()))
    if not _SENTENCE.fullmatch(rest) or _CALLED.search(rest) or words & _NEGATING:
        return None
    return _read(found[0].strip())


def _unwrapped(text: str) -> str:
    """Remove calls, brackets and keywords around a number, a few layers of them."""
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
    """Tell whether the typed number is `exact`, rounded or cut to the decimals that were typed.

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
    """Tell whether more decimals were typed than torch shows, and those that torch shows are right."""
    return decimals > SHOWN_DECIMALS and abs(typed - exact) <= TOLERANCE


def roughly(typed: float, decimals: int, exact: float) -> bool:
    """Tell whether the only decimal that was typed is right."""
    return (
        decimals == 1 and math.copysign(1, typed) == math.copysign(1, exact) and -0.05 <= abs(exact) - abs(typed) < 0.1
    )
