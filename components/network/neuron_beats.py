"""The lesson on the neuron page, beat by beat: product, sum, bias, activation of one unit."""

import torch

from components.base.style import TIMES, in_brackets, number_or_unknown, printed_number
from components.base.text import Translate
from components.network.scene import SeenPass
from components.state.beat import Asked, Beat, Told
from compute.network.forward import ForwardPass, forward_network

A_LITTLE = 0.5
"""How much farther the dot is thought to go."""


def _whole(shown: SeenPass, _: Translate) -> Told:
    inputs = shown.passed.network.spec.inputs
    return Told(
        _("What one unit does"),
        (
            _.plural(
                "At the left stands **{count}** input, with a weight on its line. At the right comes out **y**.",
                "At the left stand **{count}** inputs, each with a weight on its line. At the right comes out **y**.",
                inputs,
            ),
            _("In between are four steps: **product**, **sum**, **bias**, **activation**."),
            _("Drag the **seed**: all numbers are drawn anew, and the four steps stay the same."),
        ),
        Asked(
            _("Numbers go in at one side and one comes out at the other. Where does the result stand?"),
            (_("at the left, in **x**"), _("at the right, in **y**")),
            1,
        ),
    )


def _product(shown: SeenPass, _: Translate) -> Told:
    layer = _computed(shown).layers[0]
    value, weight = float(layer.inputs[0, 0]), float(layer.weights[0, 0])
    product = f"{printed_number(value)} {TIMES} {printed_number(weight)}"
    return Told(
        _("Product: input times weight"),
        (
            _(
                "Equal signs give a positive product, a blue bar to the right. Unequal signs give a negative one, an "
                "orange bar to the left."
            ),
            _(
                "Press **next** below the picture: all products are made at once, and each bar is as long as its "
                "product is large."
            ),
        ),
        Asked(
            _("The first input times its weight is {product}. Is that positive or negative?", product=product),
            (_("positive"), _("negative")),
            int(value * weight < 0),
        ),
    )


def _sum(shown: SeenPass, _: Translate) -> Told:
    layer = shown.passed.layers[0]
    return Told(
        _("Sum: the bars add up"),
        (
            _(
                "Each bar begins where the one before has ended. Positive and negative products work against each "
                "other."
            ),
            _("Where the last bar ends is the **sum** Σ: {sum}.", sum=number_or_unknown(layer.weighted_sum[0])),
        ),
    )


def _bias(shown: SeenPass, _: Translate) -> Told:
    layer = shown.passed.layers[0]
    title = _("Bias: a push, whatever goes in")
    if layer.bias is None:
        return Told(title, (_("This unit has no bias: the sum is **z** itself. Switch **bias** on in the bar above."),))
    bias = float(layer.bias)
    added = in_brackets(printed_number(bias))
    total, z = number_or_unknown(layer.weighted_sum[0]), number_or_unknown(layer.preactivation[0])
    return Told(
        title,
        (
            _("z = Σ + b = {sum} + {bias} = **{z}**.", sum=total, bias=added, z=z),
            _("Even with inputs that are all 0 the bias would be left. Drag its number, and see what it moves."),
        ),
        Asked(
            _("The bias is {bias}. To which side of the sum does it push z?", bias=printed_number(bias)),
            (_("to the right"), _("to the left")),
            int(bias < 0),
        ),
    )


def _activation(shown: SeenPass, _: Translate) -> Told:
    layer, known = _computed(shown).layers[0], shown.passed.layers[0]
    function = layer.activation
    before, after = function(torch.cat([layer.preactivation, layer.preactivation + A_LITTLE])).flatten().tolist()
    answers = (_("it becomes larger"), _("it becomes smaller"), _("it stays the same"))
    right = 2 if printed_number(before) == printed_number(after) else int(after < before)
    return Told(
        _("Activation: the dot rides the curve"),
        (
            _("At z + {more} the curve is at **{value}**.", more=f"{A_LITTLE:g}", value=printed_number(after)),
            _("The height of the curve at z is the output: y = **{value}**.", value=number_or_unknown(known.output[0])),
        ),
        Asked(
            _(
                "z leads to the curve of {activation}, and the dot rides it. Were z larger by {more}, what would y do?",
                activation=function.name,
                more=f"{A_LITTLE:g}",
            ),
            answers,
            right,
        ),
    )


def _by_hand(_shown: SeenPass, _: Translate) -> Told:
    return Told(
        _("Now change it yourself"),
        (
            _(
                "Drag a number in the picture to the left or to the right, or press it twice and type another one. "
                "How far can you move y with a single weight?"
            ),
            _(
                "Below stand two lines of the notebook that compute all of this: products and `torch.sum`, or "
                "`torch.mm` alone."
            ),
            _("Many such units side by side are a layer: go on to the network."),
        ),
    )


def _computed(shown: SeenPass) -> ForwardPass:
    """Return the whole pass, also where not all of it may be seen yet: a question has its answer all the same."""
    return shown.passed.whole or forward_network(shown.passed.network, shown.passed.device)


NEURON_BEATS = (
    Beat(_whole, {}),
    Beat(_product, {"select": "w1.1.1", "step": "0"}),
    Beat(_sum, {"step": "2"}),
    Beat(_bias, {"select": "b1.1"}),
    Beat(_activation, {"select": "y1"}),
    Beat(_by_hand, {}),
)
"""The beats of the neuron page."""
