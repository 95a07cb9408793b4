"""Explain the words of the field, in a few plain sentences each, for somebody who has never seen a tensor.

On a page, one press opens the meaning of such a word: `meaning` gives it to the help of a widget, and `term_html` to
words in our own HTML, by the entries that `popovers_html` has put on the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from components.base.text import Translate, untranslated

TENSOR, SHAPE, STRIDE, VIEW, DEVICE = "tensor", "shape", "stride", "view", "device"
UNIT, WEIGHT, WEIGHTED_SUM, BIAS, ACTIVATION = "unit", "weight", "weighted-sum", "bias", "activation"
HIDDEN_LAYER, HYPERPARAMETER, SEED = "hidden-layer", "hyperparameter", "seed"
MATRIX_PRODUCT, BROADCASTING = "matrix-product", "broadcasting"
MODULE, STATE_DICT = "module", "state-dict"
LOSS, GRADIENT, DELTA, CHAIN_RULE = "loss", "gradient", "delta", "chain-rule"
LEARNING_RATE, BACKPROPAGATION = "learning-rate", "backpropagation"


@dataclass(frozen=True)
class Entry:
    """A word and what it means."""

    word: str
    text: str


_ = untranslated  # marks the messages; `entries` translates them
_ENTRIES = {
    UNIT: Entry(
        _("unit"),
        _(
            "The smallest part of a network, also called neuron: numbers go in, one number comes out. "
            "It takes four steps: product, sum, bias, activation. In the picture, each circle that is no input "
            "is a unit."
        ),
    ),
    WEIGHT: Entry(
        _("weight"),
        _(
            "The number that an input is multiplied by on its way into a unit. It says how much this input counts "
            "there; a negative one turns its sign round. In the network 3-2-1 each of the 3 inputs has a weight "
            "for each of the 2 hidden units, so W1 has 3 × 2 weights."
        ),
    ),
    WEIGHTED_SUM: Entry(
        _("weighted sum"),
        _(
            "Every input times its weight, and all these products added up. With the inputs 2 and 3 and the "
            "weights 0.5 and −1 it is 2 × 0.5 + 3 × (−1) = −2."
        ),
    ),
    BIAS: Entry(
        _("bias"),
        _(
            "A number that a unit adds to its weighted sum, whatever goes in. With the sum −2 and the bias 3 the "
            "unit goes on with 1. So even inputs that are all 0 need not give the same output everywhere."
        ),
    ),
    ACTIVATION: Entry(
        _("activation"),
        _(
            "The function that turns sum plus bias into the output of a unit. The sigmoid makes a number between "
            "0 and 1 of it: 0 becomes 0.5, and 2 becomes 0.8808. Without it, many layers could do no more than "
            "one."
        ),
    ),
    HIDDEN_LAYER: Entry(
        _("hidden layer"),
        _(
            "Units side by side between the inputs and the output. They are called hidden because nobody puts "
            "their values in and nobody gets them out. The network 3-2-1 has one hidden layer, with the units h1 "
            "and h2."
        ),
    ),
    HYPERPARAMETER: Entry(
        _("hyperparameter"),
        _(
            "Something that a person decides before a network learns, such as how many hidden layers it has and "
            "how many units each of them. Weights and biases are none: the network finds these while it learns."
        ),
    ),
    SEED: Entry(
        _("seed"),
        _(
            "The whole number that random numbers start from. The same seed draws the same numbers each time: "
            "with the seed 7, the first input of the network 3-2-1 is always −0.1468. Another seed draws others."
        ),
    ),
    LOSS: Entry(
        _("loss"),
        _(
            "One number for how far the output is from what it should be; 0 is perfect. With the mean squared error, "
            "the output 0.3171 and the target 1 it is (0.3171 − 1)² = 0.4664."
        ),
    ),
    GRADIENT: Entry(
        _("gradient"),
        _(
            "How much the loss changes for a small change of one number of the network. A gradient of 0.5 means: 0.01 "
            "more here makes the loss about 0.005 larger. Its sign says which way is up; learning goes the other way."
        ),
    ),
    DELTA: Entry(
        _("delta"),
        _(
            "The gradient of a unit's sum z, written δ: what comes back to the unit, times the slope of its "
            "activation. The gradient of each weight into the unit is delta times the number that came in through it."
        ),
    ),
    CHAIN_RULE: Entry(
        _("chain rule"),
        _(
            "Where one number moves a second and that a third, the slopes are multiplied. If z grows 3 times as fast "
            "as w, and y 0.2 times as fast as z, then y grows 3 × 0.2 = 0.6 times as fast as w."
        ),
    ),
    LEARNING_RATE: Entry(
        _("learning rate"),
        _(
            "How far one step of gradient descent goes: each weight moves by the rate times its gradient, against its "
            "sign. With the rate 0.1 and the gradient −0.5 a weight of 1 becomes 1 − 0.1 × (−0.5) = 1.05."
        ),
    ),
    BACKPROPAGATION: Entry(
        _("backpropagation"),
        _(
            "The chain rule, layer by layer from the loss back to the inputs. What is computed for one layer is used "
            "by the layer before it, so one way back gives the gradients of all weights. torch does it with "
            "`loss.backward()`."
        ),
    ),
    TENSOR: Entry(
        _("tensor"),
        _(
            "Numbers in a fixed arrangement: one number alone, a row of them, a table, or several tables. "
            "The three inputs of the network 3-2-1 are a tensor with 1 row and 3 columns."
        ),
    ),
    SHAPE: Entry(
        _("shape"),
        _(
            "How many rows and columns a tensor has. A tensor of shape (3, 2) is a table with 3 rows and 2 "
            "columns, so it holds 6 numbers. One of shape (2, 3) holds 6 as well, arranged in another way."
        ),
    ),
    STRIDE: Entry(
        _("stride"),
        _(
            "How far it is in memory from one number to its neighbour, for memory is one long line of cells. In a "
            "table with 4 rows and 3 columns the next column is 1 cell further and the next row 3: its strides are "
            "(3, 1)."
        ),
    ),
    VIEW: Entry(
        _("view"),
        _(
            "A tensor without numbers of its own: it looks at those of another one, perhaps in another shape. "
            "Change a number through one of the two, and the other shows it."
        ),
    ),
    MATRIX_PRODUCT: Entry(
        _("matrix multiplication"),
        _(
            "All the weighted sums of a layer in one step: each row of the first table meets each column of the "
            "second, number by number, and the products are added up. 1 × 3 inputs by 3 × 2 weights give 1 × 2 "
            "sums, one for each hidden unit."
        ),
    ),
    BROADCASTING: Entry(
        _("broadcasting"),
        _(
            "When two tensors of different shapes are added or multiplied number by number, torch uses what there "
            "is only once again and again. A row of 5 numbers and a column of 5 become 5 × 5 numbers, without any "
            "error."
        ),
    ),
    MODULE: Entry(
        "nn.Module",
        _(
            "What networks are built from in torch: an object that holds tensors and computes with them in `forward`. "
            "A layer such as nn.Linear is a module, and several of them make a larger one. As a module, the network "
            "3-2-1 has 11 parameters: 8 weights and 3 biases."
        ),
    ),
    STATE_DICT: Entry(
        "state_dict",
        _(
            "The tensors of a module by their names, as they are saved and loaded. Of the network 3-2-1 as "
            "nn.Sequential it has 0.weight with the shape (2, 3), 0.bias with (2,), 2.weight with (1, 2) and 2.bias "
            "with (1,)."
        ),
    ),
    DEVICE: Entry(
        _("device"),
        _(
            "The part of the computer that calculates: the processor (cpu), or a graphics card (cuda, mps), which "
            "does very many multiplications at once. Two tensors can only be multiplied on the same device."
        ),
    ),
}


def entries(_: Translate = untranslated) -> dict[str, Entry]:
    """Return all entries by name in a language, roughly in the order in which a reader meets them."""
    return {name: entry(name, _) for name in _ENTRIES}


def entry(name: str, _: Translate = untranslated) -> Entry:
    """Return one entry; a slider that moves needs only a few of them."""
    known = _ENTRIES[name]
    return Entry(_(known.word), _(known.text))


def meaning(_: Translate, *names: str) -> str:
    """Explain these words in Markdown, for the help of the widget that has them in its label."""
    known = (entry(name, _) for name in names)
    return "\n\n".join(f"**{each.word}**: {each.text}" for each in known)


def term_html(name: str, words: str) -> str:
    """Write words as a button that opens their entry, by pointer, finger or key."""
    return f'<button type="button" class="term" popovertarget="{_place(name)}">{escape(words)}</button>'


@lru_cache(maxsize=16)
def popovers_html(_: Translate) -> str:
    """Write every entry, hidden until a `term_html` opens it; the browser itself closes it again."""
    written = "".join(
        f'<div popover id="{_place(name)}" class="term-entry">'
        f"<b>{escape(known.word)}</b><p>{escape(known.text)}</p></div>"
        for name, known in entries(_).items()
    )
    return f'<div class="term-entries">{written}</div>'


def list_html(_: Translate) -> str:
    """Write all entries one below the other."""
    return f'<dl class="glossary">{"".join(_definitions(_))}</dl>'


def _definitions(_: Translate) -> Iterator[str]:
    for known in entries(_).values():
        yield f"<dt>{escape(known.word)}</dt><dd>{escape(known.text)}</dd>"


def _place(name: str) -> str:
    return f"term-{name}"
