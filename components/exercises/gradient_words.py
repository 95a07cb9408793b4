"""Write the sentences of the exercises about gradients: what is asked, hints, and what the answer means."""

from components.base.style import printed_number
from components.base.text import Translate
from compute.exercises.cases import BIAS_GRADIENT, RATE, TARGET, UPDATED_WEIGHT, WEIGHT_GRADIENT
from compute.exercises.judging import Case, given, solution
from compute.exercises.program import gradient, solved
from compute.network.forward import ForwardPass


def parameter(exercise: int) -> str:
    """Return the weight or bias that an exercise about gradients is about."""
    return {WEIGHT_GRADIENT: "W2[0, 0]", BIAS_GRADIENT: "B1[0, 0]", UPDATED_WEIGHT: "W1[0, 0]"}[exercise]


def gradient_lead(case: Case, _: Translate) -> str:
    """Ask the question of an exercise about gradients in one sentence, with network, seed and target of the case."""
    words = {
        WEIGHT_GRADIENT: _(
            "Network **{sizes}** from the seed **{seed}**, target **{target}**: how steep is the loss along a "
            "weight of the output?",
            seed=case.seed,
            sizes=str(case.spec),
            target=f"{TARGET:g}",
        ),
        BIAS_GRADIENT: _(
            "Network **{sizes}** from the seed **{seed}**, target **{target}**: how steep is the loss along a "
            "bias of the hidden layer?",
            seed=case.seed,
            sizes=str(case.spec),
            target=f"{TARGET:g}",
        ),
        UPDATED_WEIGHT: _(
            "Network **{sizes}** from the seed **{seed}**, target **{target}**, learning rate **{rate}**: where "
            "does one step take a weight?",
            seed=case.seed,
            sizes=str(case.spec),
            target=f"{TARGET:g}",
            rate=f"{RATE:g}",
        ),
    }
    return words[case.exercise]


def gradient_task(exercise: int, _: Translate) -> str:
    """Say what is asked for."""
    return {
        WEIGHT_GRADIENT: _(
            "The output y shall become `target`; the loss is L = (y − target)². Compute by hand, without autograd, "
            "dL/dW2[0, 0]: how L changes with the weight from the first hidden unit to the output."
        ),
        BIAS_GRADIENT: _(
            "The output y shall become `target`; the loss is L = (y − target)². Compute by hand dL/dB1[0, 0]: how L "
            "changes with the bias of the first hidden unit."
        ),
        UPDATED_WEIGHT: _(
            "The output y shall become `target`; the loss is L = (y − target)². Compute the weight `W1[0, 0]`, from "
            "the first input to the first hidden unit, after one step of gradient descent with the learning rate "
            "`rate`."
        ),
    }[exercise]


def meaning_of(case: Case, _: Translate) -> str:
    """Say what the answer of an exercise about gradients means; nothing of the others."""
    if not case.asks_for_gradient:
        return ""
    name, slope = parameter(case.exercise), gradient(case)
    if case.exercise == UPDATED_WEIGHT:
        before, after = printed_number(float(given(case)["W1"][0, 0])), printed_number(solution(case))
        if before == after:
            return _(
                "The step goes against the gradient, which is {gradient}: `{name}` stays {before} in four decimals.",
                name=name,
                before=before,
                gradient=printed_number(slope),
            )
        said = {"name": name, "before": before, "after": after, "gradient": printed_number(slope)}
        if slope < 0:
            return _(
                "The step goes against the gradient, which is {gradient}: `{name}` goes up, from {before} to {after}.",
                **said,
            )
        return _(
            "The step goes against the gradient, which is {gradient}: `{name}` goes down, from {before} to {after}.",
            **said,
        )
    if slope < 0:
        return _("Below 0: the loss falls where `{name}` grows, so a step of gradient descent takes it up.", name=name)
    return _("Above 0: the loss grows with `{name}`, so a step of gradient descent takes it down.", name=name)


def hints_weight_gradient(case: Case, passed: ForwardPass, _: Translate) -> tuple[str, str, str]:
    """Return three hints towards the gradient of a weight."""
    return (
        _(
            "Go forward first, and keep the hidden layer `h` and the output `y`. The gradient of a weight is what "
            "comes in through it, times delta of the unit that it leads to."
        ),
        _(
            "Delta of the output has two factors: the slope of the loss, `2 * (y - target)`, and the slope of the "
            "sigmoid, `y * (1 - y)`."
        ),
        _(
            "`h[0, 0]` is {hidden} and delta is {delta}. What do they make together?",
            hidden=printed_number(float(passed.values(1)[0, 0])),
            delta=printed_number(float(solved(case)["delta"])),
        ),
    )


def hints_bias_gradient(case: Case, passed: ForwardPass, _: Translate) -> tuple[str, str, str]:
    """Return three hints towards the gradient of a bias."""
    return (
        _(
            "Go back from the loss: to delta of the output, through `W2[0, 0]` to the first hidden unit, through its "
            "activation. A bias is added as it is, so its gradient is delta of its unit."
        ),
        _(
            "Delta of the output is `2 * (y - target) * y * (1 - y)`. On the way back it is multiplied by `W2[0, 0]`, "
            "then by the slope of the hidden unit, `h[0, 0] * (1 - h[0, 0])`."
        ),
        _(
            "`W2[0, 0]` is {weight}, delta of the output {delta}, `h[0, 0]` {hidden}. What is missing is the slope.",
            weight=printed_number(float(given(case)["W2"][0, 0])),
            delta=printed_number(float(solved(case)["delta"])),
            hidden=printed_number(float(passed.values(1)[0, 0])),
        ),
    )


def hints_updated_weight(case: Case, passed: ForwardPass, _: Translate) -> tuple[str, str, str]:
    """Return three hints towards a weight after one step."""
    return (
        _("A step goes downhill: the weight, minus the learning rate times the gradient of the weight."),
        _(
            "The gradient of `W1[0, 0]` is what comes in through it, `features[0, 0]`, times delta of the hidden unit; "
            "that is the gradient of its bias, as in exercise 5."
        ),
        _(
            "`h[0, 0]` is {hidden}, and delta of the hidden unit is {delta}. Multiply by `features[0, 0]` and `rate`, "
            "and take it away from the weight.",
            hidden=printed_number(float(passed.values(1)[0, 0])),
            delta=printed_number(float(solved(case)["delta_h"])),
        ),
    )
