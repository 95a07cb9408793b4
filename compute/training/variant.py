"""Change one field of a training, as a link says it: `rate_1`, `hidden_2_8`, `layers_3`, `features_x1~x2~x1x2`.

The text is the name that the field has in links, `_`, and its value as in links. Like all of a link it may say
anything.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from compute.gradients.losses import LOSSES
from compute.network.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from compute.network.spec import Range, SpecError, hidden_field
from compute.training.data import DATA, FEATURES, OWN
from compute.training.setting import ALL, BATCHES, INITS, NUMBERS, OPTIMIZERS, WHOLE, NumberRange, TrainingSpec

MAX_TEXT = 60
"""The most characters of a text that is read; the longest valid one, with all features, has half of that."""

EVERY_POINT = "all"
"""What links call the batch `ALL`."""

FORM = "a field, _ and its value, such as rate_1"

_INTEGER = re.compile(r"\d{1,5}", re.ASCII)
_DECIMAL = re.compile(r"\d{1,2}(\.\d{1,6})?|\.\d{1,6}", re.ASCII)


@dataclass(frozen=True)
class Variant:
    """A field and its other value, both as in links."""

    field: str
    value: str

    @property
    def text(self) -> str:
        """The text that `parse` reads."""
        return f"{self.field}_{self.value}"


@dataclass(frozen=True)
class _Kind:
    """How the value of a field is read.

    Attributes
    ----------
    canonical: gives it as links write it, or None where it cannot be one.
    allowed: what it may be, in words of the link.
    apply: gives the setting that has the canonical value.
    """

    canonical: Callable[[str], str | None]
    allowed: str
    apply: Callable[[TrainingSpec, str], TrainingSpec]


def parse(text: str) -> Variant | None:
    """Read a text as links have it; None where it is none, whatever the setting."""
    if len(text) > MAX_TEXT:
        return None
    read = _FORM.fullmatch(text)
    if read is None:
        return None
    value = _KINDS[read["field"]].canonical(read["value"])
    return None if value is None else Variant(read["field"], value)


def canonical(text: str) -> str | None:
    """Write a text as links have it, numbers as short as they can be; None where it is none, whatever the setting."""
    variant = parse(text)
    return None if variant is None else variant.text


def changed(spec: TrainingSpec, text: str) -> TrainingSpec:
    """Return the setting with one field changed; it is the same where the field has that value already.

    Raises
    ------
    SpecError: the text changes nothing that such a setting has; the error names the field and what is allowed.
    """
    read = _FORM.fullmatch(text) if len(text) <= MAX_TEXT else None
    if read is None:
        raise SpecError("other", text[:MAX_TEXT], FORM)
    field, kind = read["field"], _KINDS[read["field"]]
    value = kind.canonical(read["value"])
    if value is None:
        raise SpecError(field, read["value"], kind.allowed)
    if field in spec.unused:
        raise SpecError("other", text, f"fields that {spec.data} have: not {', '.join(spec.unused)}")
    try:
        return kind.apply(spec, value)
    except SpecError as error:
        if error.field == field:
            raise
        raise SpecError(field, value, _fitting(spec, field)) from error


def link_values(spec: TrainingSpec) -> dict[str, str]:
    """Return every field of a setting as links have it; the person's own data are no such field."""
    found = {field: str(getattr(spec, field)) for field in ("data", "points", "split", "seed", "activation", "init")}
    found |= {"loss": spec.loss_name, "optimizer": spec.optimizer, "steps": str(spec.steps)}
    found |= {"noise": _short(spec.noise, 2)} | {
        field: _short(getattr(spec, field), 6) for field in ("rate", "decay", "l1")
    }
    found |= {"layers": str(len(spec.hidden)), "features": "~".join(spec.features)}
    found |= {hidden_field(layer): str(units) for layer, units in enumerate(spec.hidden, start=1)}
    return found | {"batch": EVERY_POINT if spec.batch == ALL else str(spec.batch)}


def _fitting(spec: TrainingSpec, field: str) -> str:
    """Say which values of a field fit the others of this setting."""
    fitting = []
    for value in _CHOICES.get(field, ()):
        try:
            _KINDS[field].apply(spec, value)
        except SpecError:
            continue
        fitting.append(value)
    return ", ".join(fitting)


def _with(spec: TrainingSpec, field: str, value: Any) -> TrainingSpec:
    return replace(spec, **{field: value})


def _choice(field: str, values: tuple[str, ...]) -> _Kind:
    return _Kind(
        lambda value: value if value in values else None,
        ", ".join(values),
        lambda spec, value: _with(spec, field, value),
    )


def _whole(field: str, limits: Range) -> _Kind:
    return _Kind(lambda value: _within(value, limits), str(limits), lambda spec, value: _with(spec, field, int(value)))


def _within(value: str, limits: Range) -> str | None:
    return str(int(value)) if _INTEGER.fullmatch(value) and int(value) in limits else None


def _number(field: str, limits: NumberRange, digits: int) -> _Kind:
    return _Kind(
        lambda value: _decimal(value, limits, digits),
        str(limits),
        lambda spec, value: _with(spec, field, float(value)),
    )


def _decimal(value: str, limits: NumberRange, digits: int) -> str | None:
    """Read a number of at most so many decimals, and write it as short as it can be, never with an exponent."""
    if not _DECIMAL.fullmatch(value) or float(value) not in limits or round(float(value), digits) != float(value):
        return None
    return _short(float(value), digits)


def _short(value: float, digits: int) -> str:
    """Write a number with as few decimals as it has, at most so many, and without an exponent."""
    whole, _point, decimals = f"{value:.{digits}f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def _units(layer: int) -> _Kind:
    def apply(spec: TrainingSpec, value: str) -> TrainingSpec:
        if layer > len(spec.hidden):
            raise SpecError(hidden_field(layer), value, f"a layer of {len(spec.hidden)}")
        return replace(spec, hidden=(*spec.hidden[: layer - 1], int(value), *spec.hidden[layer:]))

    return _Kind(lambda value: _within(value, WHOLE["hidden"]), str(WHOLE["hidden"]), apply)


def _with_layers(spec: TrainingSpec, value: str) -> TrainingSpec:
    """Give so many hidden layers, each as wide as the first one."""
    return replace(spec, hidden=(spec.hidden or TrainingSpec().hidden)[:1] * int(value))


def _with_data(spec: TrainingSpec, value: str) -> TrainingSpec:
    """Keep the person's own points where they were in use already; nowhere else there are any."""
    return replace(spec, data=value, measured=spec.measured if value == OWN else None)


def _names(value: str) -> str | None:
    names = value.split("~")
    return value if set(names) <= set(FEATURES) and len(set(names)) == len(names) else None


_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "data": DATA,
        "activation": tuple(name for name in HIDDEN_ACTIVATIONS if ACTIVATIONS[name].differentiable),
        "init": INITS,
        "loss": tuple(LOSSES),
        "optimizer": OPTIMIZERS,
        "batch": (EVERY_POINT, *(str(size) for size in BATCHES if size != ALL)),
    }
)
"""The fields that are one of some words."""

_KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        **{field: _choice(field, _CHOICES[field]) for field in ("activation", "init", "loss", "optimizer")},
        **{field: _whole(field, WHOLE[field]) for field in ("points", "split", "seed", "steps")},
        **{hidden_field(layer): _units(layer) for layer in range(1, WHOLE["layers"].high + 1)},
        **{field: _number(field, NUMBERS[field], 6) for field in ("rate", "decay", "l1")},
        "noise": _number("noise", NUMBERS["noise"], 2),
        "data": _Kind(_choice("data", DATA).canonical, ", ".join(DATA), _with_data),
        "layers": _Kind(lambda value: _within(value, WHOLE["layers"]), str(WHOLE["layers"]), _with_layers),
        "features": _Kind(
            _names,
            f"{', '.join(FEATURES)}, joined by ~",
            lambda spec, value: replace(spec, features=tuple(value.split("~"))),
        ),
        "batch": _Kind(
            _choice("batch", _CHOICES["batch"]).canonical,
            ", ".join(_CHOICES["batch"]),
            lambda spec, value: replace(spec, batch=ALL if value == EVERY_POINT else int(value)),
        ),
    }
)
"""Every field that can be changed, by its name in links."""

FIELDS: tuple[str, ...] = tuple(sorted(_KINDS))
"""The names of all fields that a second course may differ in."""

_FORM = re.compile(rf"(?P<field>{'|'.join(sorted(_KINDS, key=len, reverse=True))})_(?P<value>[a-z0-9_.~]+)", re.ASCII)
"""Matches a field and its value, longer names first: hidden_2_8 is about the second layer, hidden_2 about the first."""
