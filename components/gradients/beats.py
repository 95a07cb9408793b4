"""The lesson on the gradients page, beat by beat; `components/gradients/lesson.py` packs the questions to take home."""

from components.base.small import small
from components.base.style import number
from components.base.text import Translate
from components.gradients.figures.chain import gradient_name
from components.gradients.seen import SeenGradients
from components.gradients.words import backward_words, descent_words, loss_words, vanishing_words
from components.state.beat import Asked, Beat, Told
from compute.gradients.backward import BackwardPass
from compute.gradients.descent import take_step
from compute.gradients.losses import CE
from compute.gradients.vanishing import vanishing
from compute.network.elements import Unit, Weight, code_of
from compute.network.forward import forward_network

FAR = 100.0
"""A learning rate that is far too large for most networks."""


def _other_target(shown: SeenGradients, _: Translate) -> Told:
    goal = shown.goal
    other = (0.0 if goal.target else 1.0) if goal.loss == CE else (0.0 if goal.target > 0.5 else 1.0)
    now, then = shown.loss_for(goal.target), shown.loss_for(other)
    answers = (_("it becomes larger"), _("it becomes smaller"), _("it stays the same"))
    return Told(
        _("How far from the target"),
        (
            loss_words(_),
            _("From {now} it goes to **{then}**.", now=number(now), then=number(then)),
        ),
        Asked(
            _("What if the target was **{target}** instead: what would happen to the loss?", target=f"{other:g}"),
            answers,
            2 if then == now else int(then < now),
        ),
    )


def _one_edge(shown: SeenGradients, _: Translate) -> Told:
    weight = shown.selected if isinstance(shown.selected, Weight) else Weight(1, 0, 0)
    source, unit = Unit(weight.layer - 1, weight.row), weight.target()
    return Told(
        _("One edge: a product"),
        (
            _(
                "The picture now shows **gradients**: how much the loss changes for a small change of each number. "
                "{name} is the number that goes in, times what comes back: {value} × {delta}.",
                name=gradient_name(weight, shown.spec),
                value=small(shown.passed.value(source)),
                delta=small(None if shown.known is None else shown.known.gradient(unit)),
            ),
            _(
                "Press {delta} in the line below the picture, and follow it to the loss.",
                delta=gradient_name(unit, shown.spec),
            ),
        ),
    )


def _up_or_down(shown: SeenGradients, _: Translate) -> Told:
    weight = shown.selected if isinstance(shown.selected, Weight) else Weight(shown.spec.depth, 0, 0)
    gradient = shown.back.gradient(weight) if shown.back else 0.0
    name = code_of(weight, shown.spec)
    return Told(
        _("Up or down?"),
        (
            _(
                "The gradient of `{name}` is **{gradient}**, and a step goes against its sign.",
                name=name,
                gradient=small(gradient),
            ),
        ),
        Asked(
            _(
                "One step of gradient descent makes the loss smaller. Will `{name}` go up or down? Think of what comes "
                "in through it, and of which way the output has to go.",
                name=name,
            ),
            (_("it goes up"), _("it goes down"), _("it stays")),
            2 if gradient == 0 else int(gradient > 0),
        ),
    )


def _way_back(_shown: SeenGradients, _: Translate) -> Told:
    return Told(
        _("The way back, step by step"),
        (
            backward_words(_),
            _("Press **play**, or go step by step with **next**, and watch the gradients come from the right."),
        ),
    )


def _which_edge(shown: SeenGradients, _: Translate) -> Told:
    spec = shown.spec
    weights = [Weight(1, row, 0) for row in range(min(spec.inputs, 4))]
    if len(weights) == 1:
        weights = [Weight(1, 0, column) for column in range(min(spec.sizes[1], 4))]
    sizes = [abs(shown.back.gradient(weight)) if shown.back else 0.0 for weight in weights]
    right = sizes.index(max(sizes))
    answers = tuple(f"`{code_of(weight, spec)}`" for weight in weights)
    asked = Asked(
        _("All of these edges get the same delta, each times its own input. Which one matters most for the loss?"),
        answers,
        right,
    )
    told = ", ".join(f"`{code_of(weight, spec)}` {small(size)}" for weight, size in zip(weights, sizes, strict=True))
    return Told(
        _("Which edge matters most?"),
        (_("The sizes of their gradients: {sizes}.", sizes=told),),
        asked if len(answers) > 1 else None,
    )


def _too_far(shown: SeenGradients, _: Translate) -> Told:
    before = shown.loss_for(shown.goal.target)
    after = before if shown.back is None else _after_step(shown.back, FAR)
    answers = (_("it becomes larger"), _("it becomes smaller"), _("it stays the same"))
    return Told(
        _("How far is a step?"),
        (
            descent_words(_),
            _(
                "With the rate {rate} the loss goes from {before} to **{after}**.",
                rate=f"{FAR:g}",
                before=number(before),
                after=number(after),
            ),
            _("Press **take a step**, try other rates, and open **Valley** below."),
        ),
        Asked(
            _(
                "The gradient says which way is down, but only for a small step. What happens to the loss with one "
                "step of the learning rate {rate}?",
                rate=f"{FAR:g}",
            ),
            answers,
            2 if after == before else int(after < before),
        ),
    )


def _after_step(back: BackwardPass, rate: float) -> float:
    """Compute the loss after one step with the learning rate `rate`."""
    return float(back.loss.of(forward_network(take_step(back, rate)), back.target))


def _vanishing(shown: SeenGradients, _: Translate) -> Told:
    is_possible = shown.goal.has_gradients
    sizes = vanishing(shown.spec, shown.goal.target, shown.goal.loss) if is_possible else ()
    told = ", ".join(f"{each.activation} **{number(each.first_to_last)}**" for each in sizes)
    largest = max(range(len(sizes)), key=lambda at: sizes[at].first_to_last) if sizes else 0
    return Told(
        _("Gradients that vanish"),
        (vanishing_words(_), f"{told}.", _("Open **Vanishing** below the picture to see all layers.")),
        Asked(
            _(
                "In a deep network, with which activation does the largest share of the last layer's gradient reach "
                "the first one?"
            ),
            tuple(each.activation for each in sizes) or ("sigmoid", "tanh", "relu"),
            largest,
        ),
    )


def _go_on(_shown: SeenGradients, _: Translate) -> Told:
    return Told(
        _("Go on from here"),
        (
            _(
                "torch does all of this with `loss.backward()`: open **autograd** below, run its lines, and see what "
                "it keeps."
            ),
            _("Take the network home as a program: it prints the loss and the gradient that stand here."),
        ),
    )


# Six hidden layers, each with four units.
DEEP = {"layers": "6", **dict.fromkeys(("hidden", *(f"hidden_{layer}" for layer in range(2, 7))), "4")}

BEATS = (
    Beat(_other_target, {}),
    Beat(_one_edge, {"view": "backward", "select": "w1.1.1"}),
    Beat(_up_or_down, {"step": "0", "select": "w2.1.1"}),
    Beat(_way_back, {"view": "backward", "step": "0"}),
    Beat(_which_edge, {"view": "backward", "step": "2"}),
    Beat(_too_far, {}),
    Beat(_vanishing, DEEP),
    Beat(_go_on, {"details": "autograd"}),
)
"""The beats of the gradients page."""
