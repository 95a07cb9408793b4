"""The lesson on the network page, beat by beat; `components/network/lesson.py` packs the same words to take home."""

from dataclasses import replace

from components.base.style import UNKNOWN, number_or_unknown, printed_number
from components.base.text import Translate
from components.network.scene import SeenPass
from components.network.words import hyperparameters_words, next_layer_words, row_times_columns_words
from components.state.beat import Asked, Beat, Told
from compute.network.ablation import BIAS, side_by_side, varied
from compute.network.elements import Unit, name_of
from compute.network.forward import ForwardPass, forward_network
from compute.network.spec import NetworkSpec
from compute.timing.devices import CPU

FIRST_HIDDEN = Unit(1, 0)


def lead(spec: NetworkSpec, _: Translate) -> str:
    """Say about this very network what goes in, what comes out, and what the seed draws."""
    going_in = _.plural("**{count}** number goes in", "**{count}** numbers go in", spec.inputs)
    coming_out = _.plural("**{count}** comes out", "**{count}** come out", spec.outputs)
    return f"{going_in}, {coming_out}. {_decided(spec, _)}"


def _decided(spec: NetworkSpec, _: Translate) -> str:
    if spec.bias:
        return _.plural(
            "The seed draws **x** and **{count}** weight or bias; all else follows from them.",
            "The seed draws **x** and **{count}** weights and biases; all else follows from them.",
            weights_of(spec) + biases_of(spec),
        )
    return _.plural(
        "The seed draws **x** and **{count}** weight; all else follows from them.",
        "The seed draws **x** and **{count}** weights; all else follows from them.",
        weights_of(spec),
    )


def weights_of(spec: NetworkSpec) -> int:
    """Count the weights of the network."""
    return sum(rows * columns for rows, columns in spec.weight_shapes)


def biases_of(spec: NetworkSpec) -> int:
    """Count the biases of the network."""
    return sum(spec.sizes[1:]) if spec.bias else 0


def _whole(_shown: SeenPass, _: Translate) -> Told:
    return Told(
        _("From the left to the right"),
        (
            _(
                "At the left stand the inputs **x**, in the middle the hidden layer **h**, at the right the output "
                "**y**. Each line is a weight, by which the number at its left end is multiplied."
            ),
            _("Orange and dashed is negative. Drag the **seed**: all numbers are drawn anew."),
        ),
        Asked(
            _("Numbers go in at one side and come out at the other. Where does the result stand?"),
            (_("at the left, in **x**"), _("in the middle, in **h**"), _("at the right, in **y**")),
            2,
        ),
    )


def _one_unit(shown: SeenPass, _: Translate) -> Told:
    spec, layer = shown.passed.network.spec, _computed(shown).layers[0]
    name = FIRST_HIDDEN.label(spec)
    total = float(layer.weighted_sum[0, 0])
    known = shown.passed.layers[0]
    return Told(
        _("One unit: the weighted sum"),
        (
            _(
                "**Product**: each input times its weight. **Sum**: the products added up, here {total}.",
                total=number_or_unknown(known.weighted_sum[0]),
            ),
            _(
                "**Bias** and **activation** make {value} of that, the number in the circle of {name}.",
                value=number_or_unknown(known.output[0]),
                name=name,
            ),
        ),
        Asked(
            _(
                "{name} multiplies each input by the weight on its line and adds up the products. Is the sum positive "
                "or negative?",
                name=name,
            ),
            (_("positive"), _("negative")),
            int(total < 0),
        ),
    )


def _four_steps(_shown: SeenPass, _: Translate) -> Told:
    return Told(
        _("The same, step by step"),
        (
            _("Every unit of every network takes these four steps: **product**, **sum**, **bias**, **activation**."),
            _("Press **play**, or go step by step with **next**, and watch the numbers come."),
        ),
    )


def _matrices(shown: SeenPass, _: Translate) -> Told:
    return Told(
        _("A layer is a matrix"),
        (row_times_columns_words(shown.passed.network.spec, _),),
        Asked(
            _("All weights between **x** and **h** stand in the matrix `W1`. How is it laid out?"),
            (
                _("a row for each hidden unit, a column for each input"),
                _("a row for each input, a column for each hidden unit"),
                _("one long row with all of them"),
            ),
            1,
        ),
    )


def _layers(shown: SeenPass, _: Translate) -> Told:
    spec, passed = shown.passed.network.spec, shown.passed
    output = Unit(spec.depth, 0)
    values = ", ".join(map(number_or_unknown, passed.values(spec.depth - 1)[:4]))
    more = ", …" if spec.sizes[-2] > 4 else ""
    return Told(
        _("Layer upon layer"),
        (
            next_layer_words(_),
            _(
                "{unit} sees nothing of x. It multiplies {values} by its own weights and takes the same four steps: "
                "{value}.",
                unit=output.label(spec),
                values=f"({values}{more})",
                value=number_or_unknown(passed.value(output)),
            ),
        ),
    )


def _without_biases(shown: SeenPass, _: Translate) -> Told:
    passed = replace(_computed(shown), device=CPU)  # which way it goes is the same everywhere
    spec = passed.network.spec
    output = Unit(spec.depth, 0)
    changed = {name_of(element, spec): value for element, value in shown.edits.items()}
    row = side_by_side(passed, varied(spec, BIAS, spec.seed), changed).of(output)
    is_known = shown.passed.value(output) is not None
    name = output.label(spec)
    leave_out = _("Leave all biases out: each unit then passes on f of its sum. What happens to {name}?", name=name)
    put_in = _("Switch the biases on: each unit then adds a number to its sum. What happens to {name}?", name=name)
    answers = (_("it becomes larger"), _("it becomes smaller"), _("it stays the same"))
    right = 2 if not row.differs else int(row.difference < 0)
    return Told(
        _("What a bias is for"),
        (
            _(
                "From {this} it goes to **{other}**. Try it with the switch **bias**, or open **Compare** "
                "below the picture.",
                this=printed_number(row.this) if is_known else UNKNOWN,
                other=printed_number(row.other) if is_known else UNKNOWN,
            ),
        ),
        Asked(leave_out if spec.bias else put_in, answers, right),
    )


def _sixteen_weights(shown: SeenPass, _: Translate) -> Told:
    spec = shown.passed.network.spec
    weights, units = weights_of(spec), sum(spec.sizes[1:])
    products = " + ".join(f"{rows} × {columns}" for rows, columns in spec.weight_shapes)
    return Told(
        _("More units, more weights"),
        (
            f"{products} = **{_.count(weights)}**.",
            _.plural("Its unit has a bias besides.", "Each of the {count} units has a bias besides.", units)
            if spec.bias
            else "",
        ),
        Asked(
            _("Each line of the picture is a weight. How many are there now?"),
            tuple(_.count(each) for each in (weights + units, weights, weights + units + spec.inputs)),
            1,
        ),
    )


def _go_on(_shown: SeenPass, _: Translate) -> Told:
    return Told(
        _("Go on from here"),
        (
            hyperparameters_words(_),
            _("Select a line and set its weight yourself, or take the network home as a program and run it."),
        ),
    )


def _computed(shown: SeenPass) -> ForwardPass:
    """Return the whole pass, also where not all of it may be seen yet: a question has its answer all the same."""
    return shown.passed.whole or forward_network(shown.passed.network, shown.passed.device)


BEATS = (
    Beat(_whole, {}),
    Beat(_one_unit, {"select": "h1.1"}),
    Beat(_four_steps, {"select": "h1.1", "step": "0"}),
    Beat(_matrices, {}),
    Beat(_layers, {"select": "y1"}),
    Beat(_without_biases, {}),
    Beat(_sixteen_weights, {"hidden": "4"}),
    Beat(_go_on, {}),
)
"""The beats of the network page."""
