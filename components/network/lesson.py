"""Write the lesson of the network page: one unit by hand, its layer as matrices, then layer upon layer."""

from collections.abc import Iterator, Mapping

from torch import Tensor

from components.base.style import printed_number
from components.base.text import Translate
from components.lesson.network_steps import (
    activation_step,
    bias_step,
    changes_steps,
    code,
    device_steps,
    drawing_step,
    formula,
    heading,
    text,
    unit_step,
)
from components.lesson.questions import question_steps
from components.network.beats import BEATS
from components.network.panels.formula import layer_symbols, nested, unit_formula, vector
from components.network.scene import SeenPass
from components.network.words import hyperparameters_words, next_layer_words, row_times_columns_words
from compute.files.take_home import Passage, TakeHome
from compute.network.elements import Element, Unit
from compute.network.forward import ForwardPass
from compute.network.forward_line import forward_line, values_name
from compute.network.known_pass import known_pass
from compute.network.program import program
from compute.network.program_ways import WAYS, program_as
from compute.network.spec import NetworkSpec


def network_lesson(passed: ForwardPass, edits: Mapping[Element, float], _: Translate) -> TakeHome:
    """Pack what the network page shows, to take home.

    Parameters
    ----------
    passed: the forward pass on the screen.
    edits: the values in it that a person changed.
    """
    spec = passed.network.spec
    return TakeHome(
        name=f"network-{spec}-seed-{spec.seed}",
        title=_("The network {sizes}, step by step", sizes=str(spec)),
        program=program(spec, edits, passed.device),
        programs={way: program_as(way, spec, edits, passed.device) for way in WAYS},
        lesson=tuple(_lesson(passed, edits, _)),
        tensors=network_tensors(passed),
    )


def network_tensors(passed: ForwardPass) -> dict[str, Tensor]:
    """Return all tensors, drawn and computed, by their names in the program and in its order."""
    network = passed.network
    tensors = {"features": network.features}
    tensors |= {f"W{layer}": weights for layer, weights in enumerate(network.weights, start=1)}
    tensors |= {f"B{layer}": bias for layer, bias in enumerate(network.biases, start=1)}
    tensors |= {values_name(network.spec, n): layer.output for n, layer in enumerate(passed.layers, start=1)}
    return tensors


def _lesson(passed: ForwardPass, edits: Mapping[Element, float], _: Translate) -> Iterator[Passage]:
    spec = passed.network.spec
    introduction = _(
        "What Tensorama shows for the network {sizes} of seed {seed}, computed here step by step. {sizes} is the "
        "number of units in each layer, from the inputs to the outputs.",
        sizes=str(spec),
        seed=spec.seed,
    )
    yield unit_step(spec, introduction, _)
    yield activation_step(spec, _)
    yield drawing_step(spec, _what_is_drawn(spec, _), _)
    yield from changes_steps(spec, edits, _)
    yield from device_steps(spec, passed.device, _)
    yield from _one_unit(passed, _)
    yield from _first_layer(passed, _)
    for layer in range(2, spec.depth):
        yield _next_layer(spec, layer, _)
    yield _output(passed, _)
    yield _hyperparameters(_)
    yield from question_steps(BEATS, SeenPass(known_pass(passed), None, edits), _)


def _what_is_drawn(spec: NetworkSpec, _: Translate) -> str:
    weights = _(
        "The inputs x are a row, `features`. Each layer has a matrix of weights, `W1`, `W2` and so on: with a row for "
        "each unit that it comes from and a column for each unit that it leads to."
    )
    biases = _("`B1`, `B2` and so on are the biases, one for each unit of the layer.") if spec.bias else ""
    return f"{weights} {biases}".strip()


def _one_unit(passed: ForwardPass, _: Translate) -> Iterator[Passage]:
    """Compute the first hidden unit in four cells, with the names of the four steps."""
    spec, unit = passed.network.spec, Unit(1, 0)
    name = f"${unit.latex(spec)}$"
    yield Passage(
        text(
            heading(_("One unit by hand")),
            _("The first hidden unit is {name}. Its weights are the first column of `W1`:", name=name),
            formula(unit_formula(spec, unit)),
            _("**Product**: each input times its weight."),
        ),
        code(["products = features[0] * W1[:, 0]", "products"]),
    )
    yield Passage(_("**Sum**: the products added up."), code(["weighted_sum = products.sum()", "weighted_sum"]))
    yield bias_step(spec, "B1[0, 0]", _)
    yield Passage(
        _(
            "**Activation**: f(z) is the value of the unit, which it hands to the next layer. The page shows "
            "{name} = {value}.",
            name=name,
            value=printed_number(passed.value(unit)),
        ),
        code(["activation(z)"]),
    )


def _first_layer(passed: ForwardPass, _: Translate) -> Iterator[Passage]:
    """Compute all units of the first hidden layer at once, in matrix form."""
    spec = passed.network.spec
    yield Passage(
        text(
            heading(_("The whole layer at once")),
            row_times_columns_words(spec, _),
        ),
        code(["torch.mm(features, W1)"]),
    )
    name = f"${vector(spec, 1)}$"
    yield Passage(
        text(
            _("With bias and activation that is the hidden layer {name}:", name=name)
            if spec.bias
            else _("With the activation that is the hidden layer {name}:", name=name),
            formula(layer_symbols(spec, 1)),
        ),
        code([str(forward_line(spec, 1)), f"print({values_name(spec, 1)})"]),
    )


def _next_layer(spec: NetworkSpec, layer: int, _: Translate) -> Passage:
    return Passage(
        text(
            heading(_("Hidden layer {layer}", layer=layer)),
            next_layer_words(_),
            formula(layer_symbols(spec, layer)),
        ),
        code([str(forward_line(spec, layer)), f"print({values_name(spec, layer)})"]),
    )


def _output(passed: ForwardPass, _: Translate) -> Passage:
    spec = passed.network.spec
    values = ", ".join(printed_number(value) for value in passed.output[0].tolist())
    return Passage(
        text(
            heading(_("The output")),
            _("The last layer does the same with the values of the hidden layer before it:"),
            formula(layer_symbols(spec, spec.depth)),
            _("All layers in one formula:"),
            formula(nested(spec, bias=spec.bias)),
            _("The page shows {values}.", values=values),
        ),
        code([str(forward_line(spec, spec.depth)), "print(output)"]),
    )


def _hyperparameters(_: Translate) -> Passage:
    return Passage(
        text(
            heading(_("Go on from here")),
            hyperparameters_words(_),
            _(
                "Change a size, the seed or a single weight above, guess what the output will do, and run all cells "
                "again."
            ),
        )
    )
