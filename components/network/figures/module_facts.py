"""Write what surprises people about a network as a module of torch, with the numbers of the network on the screen."""

from collections.abc import Iterator
from html import escape

from torch import Tensor

from components.base.cells import Cell, Grid, grids_html
from components.base.prose import sentence_html
from components.base.style import TIMES, printed_number
from components.base.text import Translate, untranslated
from compute.network.elements import Unit
from compute.network.known_pass import KnownPass
from compute.network.module import LinearLayer, ModelFacts, StateEntry, model_facts
from compute.network.program_ways import SEQUENTIAL
from compute.network.spec import NetworkSpec

MAX_SIDE = 5
"""The most inputs and units of a layer whose numbers are all written out."""

COUNTING = "sum(p.numel() for p in model.parameters())"


def module_facts_html(passed: KnownPass, layer: int, way: str, _: Translate = untranslated) -> str:
    """Write all of it; layer 1 .. depth is the one that the words are about."""
    network, spec = passed.network, passed.network.spec
    facts = model_facts(network, way)
    shown = facts.layers[layer - 1]
    parts = [
        told_html(_("`nn.Linear` keeps W transposed"), _turned(shown, spec, layer, _)),
        _matrices_copied(shown, spec, layer),
        told_html(_("It has drawn numbers of its own"), _own(shown, spec, layer, _)),
        _matrix_drawn(shown, spec, layer, _),
        told_html(_("`state_dict()` names every tensor"), _state(spec, way, _)),
        _state_table(facts, _),
        told_html(_("`model(x)` calls `forward`"), _called(facts, _)),
    ]
    if passed.whole is not None:
        difference = float((facts.output - passed.whole.output).abs().max())
        parts.append(told_html(_("All three ways compute the same"), _compared(difference, _)))
    return f'<div class="module-facts">{"".join(parts)}</div>'


def told_html(title: str, words: str) -> str:
    """Write a fact: its title, and what there is to say about it, both with `code` in them."""
    return f"<p><strong>{sentence_html(title)}.</strong> {sentence_html(words)}</p>"


def _given(spec: NetworkSpec, layer: int) -> str:
    """Name the weights as the program draws them."""
    return "weights" if spec.is_unit else f"W{layer}"


def _turned(shown: LinearLayer, spec: NetworkSpec, layer: int, _: Translate) -> str:
    kept = tuple(shown.weight.shape)
    if spec.is_unit:
        return _(
            "`{code}.weight` has the shape {kept}: a row for each unit, a column for each input. For one unit "
            "`weights` is drawn just so, as a row; as a matrix W it would have the shape {turned} and need `.t()`.",
            code=shown.code,
            kept=kept,
            turned=kept[::-1],
        )
    inputs, units = shown.given.shape
    row, column = (inputs - 1, 0) if inputs > 1 else (0, units - 1)  # off the diagonal, which a transposed matrix keeps
    return _(
        "`{given}` has the shape {shape}, a row for each input; `{code}.weight` has the shape {kept}, a row for each "
        "unit. So `{given}.t()` is copied in: `{given}[{row}, {column}]` and `{code}.weight[{column}, {row}]` are both "
        "{value}.",
        given=_given(spec, layer),
        shape=tuple(shown.given.shape),
        code=shown.code,
        kept=kept,
        row=row,
        column=column,
        value=printed_number(float(shown.given[row, column])),
    )


def _own(shown: LinearLayer, spec: NetworkSpec, layer: int, _: Translate) -> str:
    return _(
        "`kaiming_uniform_(a=sqrt(5))` draws them, each value from -1/sqrt({inputs}) to 1/sqrt({inputs}) as likely as "
        "any other, so within ±{bound}: here from {low} to {high}. `randn` knows no such limit: `{given}` goes from "
        "{given_low} to {given_high}. `copy_` writes it over the layer's own numbers.",
        inputs=shown.given.shape[0],
        bound=printed_number(shown.bound),
        low=printed_number(float(shown.own.min())),
        high=printed_number(float(shown.own.max())),
        given=_given(spec, layer),
        given_low=printed_number(float(shown.given.min())),
        given_high=printed_number(float(shown.given.max())),
    )


def _matrices_copied(shown: LinearLayer, spec: NetworkSpec, layer: int) -> str:
    """Write W and the weight that it was copied into, which of a unit look the same; of a large layer nothing."""
    if not _is_small(shown):
        return ""
    before, after = _units(spec, layer - 1), _units(spec, layer)
    given = [] if spec.is_unit else [_grid(shown.given, _given(spec, layer), before, after)]
    return grids_html([*given, _grid(shown.weight, f"{shown.code}.weight", after, before)])


def _matrix_drawn(shown: LinearLayer, spec: NetworkSpec, layer: int, _: Translate) -> str:
    """Write the weight that the layer had drawn itself; of a large layer nothing."""
    if not _is_small(shown):
        return ""
    caption = _("{weight} before the copy", weight=f"{shown.code}.weight")
    return grids_html([_grid(shown.own, caption, _units(spec, layer), _units(spec, layer - 1))])


def _is_small(shown: LinearLayer) -> bool:
    return max(shown.given.shape) <= MAX_SIDE


def _units(spec: NetworkSpec, layer: int) -> list[str]:
    return [Unit(layer, index).label(spec) for index in range(spec.sizes[layer])]


def _grid(matrix: Tensor, caption: str, rows: list[str], columns: list[str]) -> Grid:
    cells = [[Cell(printed_number(value), value) for value in row] for row in matrix.tolist()]
    return Grid(cells, caption, rows, columns)


def _state(spec: NetworkSpec, way: str, _: Translate) -> str:
    names = (
        _(
            "The names are the places in `nn.Sequential`, counted from 0. An activation has a place, but no numbers, "
            "so it is not in the list."
        )
        if way == SEQUENTIAL
        else _(
            "The names are those that `__init__` gives the layers. An activation has no numbers, so it is not in the "
            "list."
        )
    )
    bias = "" if spec.bias else _("With `bias=False` the layers have no biases; otherwise each would draw its own.")
    return f"{names} {bias}".rstrip()


def _state_table(facts: ModelFacts, _: Translate) -> str:
    """Write a row for each entry, and how many numbers there are in all."""
    names = (_("name"), _("shape"), _("copied from"), _("numbers"))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    label = escape(_("the entries of state_dict()"))
    total = (
        f'<tr><th scope="row" colspan="3"><code>{COUNTING}</code></th><td>{escape(_.count(facts.parameters))}</td></tr>'
    )
    return (
        f'<div class="state-dict" tabindex="0" role="region" aria-label="{label}"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(_lines(facts.entries, _))}</tbody><tfoot>{total}</tfoot></table></div>"
    )


def _lines(entries: tuple[StateEntry, ...], _: Translate) -> Iterator[str]:
    for entry in entries:
        yield (
            f'<tr><th scope="row"><code>{escape(entry.name)}</code></th><td>{escape(_shape(entry.shape))}</td>'
            f"<td><code>{escape(entry.source)}</code></td><td>{escape(_.count(entry.count))}</td></tr>"
        )


def _shape(shape: tuple[int, ...]) -> str:
    return f" {TIMES} ".join(map(str, shape))


def _called(facts: ModelFacts, _: Translate) -> str:
    return _(
        "It does more than that: it also runs the hooks, functions that have asked to be told. So one writes "
        "`model(features)` and never `model.forward(features)`. A hook that counts was told {calls} × by the one and "
        "{forwards} × by the other.",
        calls=facts.hooks_of_call,
        forwards=facts.hooks_of_forward,
    )


def _compared(difference: float, _: Translate) -> str:
    if difference == 0:
        return _("The output of the model is that of the notebook's lines to the last digit.")
    return _(
        "The output of the model is up to {difference} away from that of the notebook's lines: the two add up in "
        "another order, so the last digits may differ.",
        difference=f"{difference:.1e}",
    )
