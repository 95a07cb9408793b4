"""Steps that the lessons of the network and of the single unit share."""

from collections.abc import Iterator, Mapping

from components.base.text import Translate
from compute.files.take_home import Passage
from compute.network.activations import ACTIVATIONS
from compute.network.elements import Element, code_of
from compute.network.network import VECTORIZED_RANDN, drawn_vectorized
from compute.network.program import START, changing, definitions, drawing, moving
from compute.network.spec import NetworkSpec


def text(*paragraphs: str) -> str:
    """Join paragraphs into one text in Markdown; empty ones are left out."""
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def heading(words: str) -> str:
    """Write a heading inside the lesson; the title stands above all of them."""
    return f"## {words}"


def formula(latex: str) -> str:
    """Write a formula on a line of its own."""
    return f"$$\n{latex}\n$$"


def code(*blocks: list[str]) -> str:
    """Join the lines of a cell, with an empty line between blocks."""
    return "\n\n".join("\n".join(lines) for lines in blocks if lines)


def unit_step(spec: NetworkSpec, introduction: str, _: Translate) -> Passage:
    """Explain in one line what a unit does."""
    steps = _(
        "A network is made of units. A unit multiplies each of its inputs by a weight, adds up the products, adds a "
        "bias, and passes the result through an activation function. These four steps have the same names everywhere: "
        "**product**, **sum**, **bias**, **activation**. In one line:"
    )
    bias = "" if spec.bias else _("Here the biases are switched off, so b is left out.")
    return Passage(text(introduction, steps, formula(r"y = f\left(\sum_i w_i x_i + b\right)"), bias), code(START))


def activation_step(spec: NetworkSpec, _: Translate) -> Passage:
    """Show the activation functions of this network, as formulas and as code."""
    name, last = spec.activation_of(1), spec.output_activation
    why = _(
        "The activation function f makes the difference between a unit and a mere sum: layers without it, however "
        "many, could do no more than a single one."
    )
    lines = [why, _("Here f is `{name}`:", name=name), _activation(name)]
    if last != name:
        lines += [_("and for the output it is `{name}`:", name=last), _activation(last)]
    return Passage(text(heading(_("The activation function")), *lines), code(*definitions(spec)))


def _activation(name: str) -> str:
    return formula(f"f(z) = {ACTIVATIONS[name].latex}")


def drawing_step(spec: NetworkSpec, what: str, _: Translate) -> Passage:
    """Put everything that comes from the seed into one cell, so that the cell can be run again.

    Parameters
    ----------
    what: which tensors are drawn, and how they lie.
    """
    seed = _(
        "`torch.manual_seed({seed})` says where the random numbers begin, so that everybody draws the same ones. "
        "`torch.randn` draws from the normal distribution with mean 0 and standard deviation 1.",
        seed=spec.seed,
    )
    return Passage(
        text(heading(_("Inputs, weights and biases")), seed, what, _vectorized(spec, _)),
        code(drawing(spec), ["features"]),
    )


def _vectorized(spec: NetworkSpec, _: Translate) -> str:
    names = ["weights" if spec.is_unit and name == "W1" else name for name in drawn_vectorized(spec)]
    if not names:
        return ""
    return _(
        "Drawn by `randn`'s method for {limit} elements and more: {names}. Below that number it draws one number after "
        "the other. So one unit more or less can change all numbers, although the seed stays.",
        limit=VECTORIZED_RANDN,
        names=_.together(f"`{name}`" for name in names),
    )


def changes_steps(spec: NetworkSpec, edits: Mapping[Element, float], _: Translate) -> Iterator[Passage]:
    """Show the values that the person set, where there are any."""
    if edits:
        names = _.together(f"`{code_of(element, spec)}`" for element in edits)
        yield Passage(
            text(
                heading(_("Values changed by hand")),
                _("On the page these were set by hand: {names}. An index in the program counts from 0.", names=names),
            ),
            code(changing(spec, edits)),
        )


def device_steps(spec: NetworkSpec, device: str, _: Translate) -> Iterator[Passage]:
    """Yield the step that moves all tensors to another device, where the page computed on one."""
    lines = moving(spec, device)
    if lines:
        yield Passage(
            text(
                heading(_("To another device")),
                _(
                    "The page computed on `{device}`. All tensors of a computation have to be on one device, so all of "
                    "them move. On a machine without this device the CPU computes; the last digits may then differ.",
                    device=device,
                ),
            ),
            code(lines),
        )


def bias_step(spec: NetworkSpec, bias: str, _: Translate) -> Passage:
    """Explain the step from the sum to z; `bias` is the bias in the program."""
    if not spec.bias:
        return Passage(_("**Bias**: none here, so z is the sum itself."), code(["z = weighted_sum", "z"]))
    return Passage(
        _("**Bias**: a number of the unit's own, added to the sum. The result is called z."),
        code([f"z = weighted_sum + {bias}", "z"]),
    )
