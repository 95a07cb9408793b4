"""The step of the optimizer, with the numbers of the parameter that is looked at."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from components.base.style import in_brackets, printed_number, true_minus
from components.base.text import Translate
from components.training.controls import go_to
from components.training.seen import SeenTraining, parameter_of
from compute.network.elements import code_of
from compute.training.course import ADAM_MEAN, ADAM_SMALLEST, ADAM_SQUARE, MOMENTUM
from compute.training.optimizer_step import ParameterStep, moment_at, parameter_step
from compute.training.setting import TrainingSpec


def optimizer_panel(shown: SeenTraining, _: Translate) -> None:
    """Show the formula and what it gives in the step that led here."""
    with st.container(key="optimizer-step"):
        if shown.step == 0 and not shown.is_broken:
            st.caption(_("Before the first step there is nothing to move by."))
            st.button(_("go to step 1"), key="to-first", on_click=go_to, args=(1,))
            return
        st.latex(rf"\begin{{gathered}} {optimizer_formula(shown.spec)} \end{{gathered}}")
        st.caption(symbols_text(shown, _))
        before = shown.course.last if shown.is_broken else shown.step - 1
        moment = moment_at(shown.course, before)
        found = parameter_step(shown.course, moment, parameter_of(shown.selected))
        st.html(optimizer_html(found, shown, _))


def optimizer_formula(spec: TrainingSpec) -> str:
    """Write in LaTeX how the optimizer of a setting moves a weight w; L is the loss and η the learning rate."""
    penalties = (r" + \lambda w" if spec.decay else "") + (r" + \lambda_1 \operatorname{sign}(w)" if spec.l1 else "")
    gradient = rf"g = \frac{{\partial L}}{{\partial w}}{penalties}"
    if spec.optimizer == "sgd":
        rows = [[gradient, r"w \leftarrow w - \eta\, g"]]
    elif spec.optimizer == "momentum":
        rows = [[gradient, rf"v \leftarrow {MOMENTUM}\, v + g", r"w \leftarrow w - \eta\, v"]]
    else:
        averages = [
            rf"m \leftarrow {ADAM_MEAN}\, m + {1 - ADAM_MEAN:.1f}\, g",
            rf"s \leftarrow {ADAM_SQUARE}\, s + {1 - ADAM_SQUARE:.3f}\, g^2",
        ]
        change = [
            rf"\hat m = \frac{{m}}{{1 - {ADAM_MEAN}^t}}",
            rf"\hat s = \frac{{s}}{{1 - {ADAM_SQUARE}^t}}",
            r"w \leftarrow w - \eta\, \frac{\hat m}{\sqrt{\hat s} + \varepsilon}",
        ]
        rows = [[gradient, *averages], change]
    return r" \\ ".join(r" \qquad ".join(row) for row in rows)


def symbols_text(shown: SeenTraining, _: Translate) -> str:
    """Say what the letters of the formula stand for, with their numbers."""
    spec = shown.spec
    symbols = [("η", spec.rate, _("learning rate"))]
    symbols += [("λ", spec.decay, _("weight decay"))] if spec.decay else []
    symbols += [("λ₁", spec.l1, "L1")] if spec.l1 else []
    symbols += [("t", shown.step, _("step")), ("ε", ADAM_SMALLEST, "")] if spec.optimizer == "adam" else []
    return ", ".join(f"{sign} = {true_minus(f'{value:g}')} {words}".strip() for sign, value, words in symbols)


def optimizer_html(found: ParameterStep, shown: SeenTraining, _: Translate) -> str:
    """Write a line for each term: its name, how it is computed, and what comes out."""
    name = code_of(parameter_of(shown.selected), shown.spec.network)
    words = _.plural(
        "Step {step} of {name} with {optimizer}; its gradient is the mean over {count} point.",
        "Step {step} of {name} with {optimizer}; its gradient is the mean over {count} points.",
        found.points,
        step=_.count(found.step),
        name=name,
        optimizer=shown.spec.optimizer,
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(what)}</th><td>{escape(how)}</td><td><b>{escape(value)}</b></td></tr>'
        for what, how, value in _lines(found, shown.spec, _)
    )
    return f'<p>{escape(words)}</p><table class="optimizer-lines"><tbody>{rows}</tbody></table>'


def _lines(found: ParameterStep, spec: TrainingSpec, _: Translate) -> Iterator[tuple[str, str, str]]:
    before, g, rate = printed_number(found.before), _size(found.given), f"{spec.rate:g}"
    yield "w", _("before the step"), before
    yield "dL/dw", _("the gradient, by autograd"), _size(found.gradient)
    terms = [_size(found.gradient)]
    terms += [f"{spec.decay:g} × {in_brackets(before)}"] if spec.decay else []
    terms += [f"{spec.l1:g} × {'−1' if found.before < 0 else '1' if found.before else '0'}"] if spec.l1 else []
    if len(terms) > 1:
        yield "g", " + ".join(terms), g
    if found.first is None:
        yield "w", f"{before} − {rate} × {in_brackets(g)}", printed_number(found.after)
    elif found.second is None:
        first = _size(found.first)
        yield "v", f"{MOMENTUM} × {in_brackets(_size(found.first_before or 0.0))} + {in_brackets(g)}", first
        yield "w", f"{before} − {rate} × {in_brackets(first)}", printed_number(found.after)
    else:
        share, square_share = 1 - ADAM_MEAN**found.step, 1 - ADAM_SQUARE**found.step
        first, second = _size(found.first), _size(found.second)
        mean, square = _size(found.first / share), _size(found.second / square_share)
        yield "m", f"{ADAM_MEAN} × {in_brackets(_size(found.first_before or 0.0))} + 0.1 × {in_brackets(g)}", first
        yield "s", f"{ADAM_SQUARE} × {_size(found.second_before or 0.0)} + 0.001 × {in_brackets(g)}²", second
        yield "m̂", f"{in_brackets(first)} / (1 − {ADAM_MEAN}^{found.step})", mean
        yield "ŝ", f"{second} / (1 − {ADAM_SQUARE}^{found.step})", square
        how = f"{before} − {rate} × {in_brackets(mean)} / (√{square} + {true_minus(f'{ADAM_SMALLEST:g}')})"
        yield "w", how, printed_number(found.after)


def _size(value: float) -> str:
    """Write a number that can be very small."""
    return true_minus(f"{value:.4g}") if value else "0"
