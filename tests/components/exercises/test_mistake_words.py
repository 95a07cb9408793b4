"""Each known mistake has a name of its own and a hint, with the sizes of the case where they count."""

from components.base.text import untranslated
from components.exercises.gradient_mistake_words import gradient_mistake_words
from components.exercises.mistake_words import mistake_words
from compute.exercises.cases import EVERY_EXERCISE, Case
from compute.exercises.mistakes import Mistake
from tests.cases import for_each

UNIT, NETWORK = Case(1, 7, 9), Case(3, 7, 4, 6)


def words(name: str, case: Case) -> tuple[str, str]:
    """The name and the hint of a mistake."""
    return mistake_words(Mistake(name, ()), case, untranslated)


@for_each("number", EVERY_EXERCISE)
def test_every_mistake_has_words_that_no_other_one_has(number: int) -> None:
    case = Case(number, 7, 3, 2 if number > 2 else 0)
    named = [mistake_words(mistake, case, untranslated)[0] for mistake in EVERY_EXERCISE[number].mistakes]
    assert len(set(named)) == len(named)


def test_an_exercise_about_a_gradient_has_words_for_its_own_mistakes_alone() -> None:
    """Where a step is taken, a delta that was turned round is a step uphill."""
    for number in (4, 5, 6):
        names = {mistake.name for mistake in EVERY_EXERCISE[number].mistakes}
        assert set(gradient_mistake_words(number, untranslated)) - names == ({"turned round"} if number == 6 else set())
        assert names <= set(gradient_mistake_words(number, untranslated))


@for_each(
    ("name", "title", "hint"),
    [
        ("no bias", "the bias was forgotten", "Add `bias` to the weighted sum"),
        ("bias inside the sum", "the bias was added inside the sum", "so it counts 9 times."),
        ("bias inside the sum, no activation", "inside the sum, and the activation was forgotten", "counts 9 times."),
        ("no activation", "the activation was forgotten", "This is the pre-activation z."),
        ("weighted sum only", "only the weighted sum", "Bias and activation are still to come."),
        ("bias after the activation", "the bias was added after the activation", "inside the brackets"),
        ("activation before the sum", "applied before the sum", "first make one number of the products"),
        ("activation before the product", "applied to the features", "after product, sum and bias"),
        ("activation twice", "the activation was applied twice", "Once is enough"),
        ("activation twice, bias between", "applied twice, with the bias between", "Add the bias to the sum itself"),
        ("bias in the weights", "the bias was added to the weights", "multiplied by every feature"),
        ("bias in the features", "the bias was added to the features", "multiplied by every weight"),
        ("bias twice", "the bias was added twice", "Once is enough"),
        ("bias taken away", "the bias was subtracted", "It is added"),
        ("bias as a factor", "the sum was multiplied by the bias", "The bias is added to the sum."),
        ("column times row", "column times row", "9 × 1 by 1 × 9 gives 9 × 9. Row times column gives one number."),
        ("column times row, summed", "and all of it added up", "9 × 1 by 1 × 9 gives 9 × 9, each feature with each"),
        ("resized", "`weights.resize_`", "then broadcasts to 9 × 9 without"),
        ("column spread", "a row times a column, element by element", "a row and a column broadcast to 9 × 9"),
        ("python's sum", "Python's `sum` adds up the rows", "There is only one row"),
        ("not summed", "the products were not added up", "make one number of the products first"),
        ("sign in the exponent", "the minus in the exponent is missing", "1 / (1 + exp(-z))"),
        ("brackets of the sigmoid", "the brackets of the sigmoid are missing", "`1 / 1 + exp(-z)` divides first."),
        ("mean", "the mean instead of the sum", "`mean` divides by 9."),
        ("added", "features and weights were added", "`features * weights`"),
        ("relu", "ReLU instead of the sigmoid", "is the sigmoid."),
        ("tanh", "tanh instead of the sigmoid", "is the sigmoid."),
        ("no weights", "the weights were left out", "`features * weights`"),
        ("no features", "the features were left out", "`features * weights`"),
    ],
)
def test_a_mistake_with_a_single_unit(name: str, title: str, hint: str) -> None:
    for case in (UNIT, Case(2, 7, 9)):
        found = words(name, case)
        assert title in found[0]
        assert hint in found[1]


@for_each(
    ("name", "title", "hint"),
    [
        ("no hidden activation", "no activation on the hidden layer", "before it meets `W2`"),
        ("no biases", "no biases", "Add `B1` before the first activation and `B2` before the second."),
        ("no output activation", "no activation on the output", "Apply `activation` once more."),
        ("relu", "ReLU on the hidden layer", "on both layers"),
        ("tanh", "tanh on the hidden layer", "on both layers"),
        ("relu on the output", "ReLU on the output", "on both layers"),
        ("tanh on the output", "tanh on the output", "on both layers"),
        ("no B1", "no bias on the hidden layer", "Add `B1` before the first activation."),
        ("no B2", "no bias on the output", "Add `B2` before the second activation."),
        ("no activation at all", "no activation on either layer", "to the hidden layer and to the output"),
        ("no activation and no biases", "no biases, and no activation on the hidden", "Each layer: product"),
        ("nothing on the hidden layer", "no bias and no activation on the hidden", "Each layer: product"),
        ("weighted sum of the output only", "only the weighted sum of the output", "Bias and activation are still"),
        ("hidden layer only", "only the hidden layer", "This is where the second half begins"),
        ("hidden sums only", "only the sums of the hidden layer", "Add `B1`, apply `activation`"),
        ("no W2", "`W2` was left out", "is multiplied by `W2`"),
        ("biases after the activations", "the biases were added after the activations", "inside the brackets of"),
        ("B1 after the activation", "`B1` was added after the activation", "inside the brackets of"),
        ("B2 after the activation", "`B2` was added after the activation", "inside the brackets of"),
        ("biases in the weights", "the biases were added to the weights", "Close the bracket of `torch.mm`"),
        ("B1 in the weights", "`B1` was added to `W1`", "Close the bracket of `torch.mm`"),
        ("B2 in the weights", "`B2` was added to `W2`", "Close the bracket of `torch.mm`"),
        ("B2 in the hidden values", "`B2` was added to the hidden layer", "Close the bracket of `torch.mm`"),
        ("B2 on the hidden layer", "`B2` on the hidden layer", "`B1` belongs to the hidden layer, `B2` to the output."),
        ("B1 on the output", "`B1` on the output", "`B1` belongs to the hidden layer, `B2` to the output."),
        ("activation on the inputs", "applied to the features", "The features go into the product as they are"),
        ("activation twice", "the activation was applied twice", "Once on each layer is enough."),
        ("W1 by view", "`W1.view` where `t()` was meant", "`t()` turns rows into columns"),
    ],
)
def test_a_mistake_with_two_layers(name: str, title: str, hint: str) -> None:
    found = words(name, NETWORK)
    assert title in found[0]
    assert hint in found[1]


COMES_IN = "Through `W2[0, 0]` comes `h[0, 0]`"


@for_each(
    ("numbers", "name", "title", "hint"),
    [
        ((4, 5, 6), "no slope", "the slope of the sigmoid was left out", "by its slope, `y * (1 - y)`"),
        ((4, 5, 6), "no two", "the 2 from the square was left out", "there is no half in this loss"),
        ((4, 5), "turned round", "`target - y` in place of `y - target`", "below 0 where y is below the target"),
        ((4, 5, 6), "no error", "the slope of the loss was left out", "It is multiplied by `2 * (y - target)`."),
        ((4, 5, 6), "half a slope", "only `1 - y`", "with both factors"),
        ((4, 5, 6), "only y", "only `y`", "with both factors"),
        ((4, 5, 6), "squared error", "the loss itself in place of its slope", "not how it changes"),
        ((4, 5, 6), "no target", "the target was left out", "not `2 * y`"),
        ((4, 5, 6), "slope of z", "was computed with z", "not the sum z before it"),
        ((4, 5, 6), "slope twice", "the slope of the output was applied twice", "once `y * (1 - y)`"),
        ((5, 6), "no slope of h", "the slope of the hidden unit was left out", "multiply by its slope"),
        ((5, 6), "no weight back", "`W2[0, 0]` was left out on the way back", "through the same weight"),
        ((5, 6), "slope of y again", "in place of that of the hidden unit", "is in delta already"),
        ((5, 6), "first weight back", "back through `W1` in place of `W2`", "lies `W2[0, 0]`"),
        ((5, 6), "half a slope of h", "only `1 - h`", "`h[0, 0] * (1 - h[0, 0])`, with both factors"),
        ((5, 6), "other unit", "the last hidden unit in place of the first", "Indices begin at 0, and -1 is the last."),
        ((5, 6), "other unit's slope", "the slope of the last hidden unit", "the slope is that of `h[0, 0]`"),
        ((4, 5), "loss", "only the loss", "how far off y is"),
        ((4, 5), "output", "only the output y", "the way back begins"),
        ((4,), "delta only", "only delta of the output", COMES_IN),
        ((4,), "feature for h", "an input in place of the hidden unit", COMES_IN),
        ((4,), "weight for h", "the weight itself in place of what comes in", "is `h[0, 0]`"),
        ((4,), "other weight", "of the last weight in place of the first", "Asked for is `W2[0, 0]`"),
        ((4,), "z for h", "the hidden unit before its activation", "the value after the activation"),
        ((4,), "error times h", "the error times h, without 2 and slope", "From the square comes a 2"),
        ((5,), "times the feature", "by an input, as for a weight", "A bias is added as it is"),
        ((5,), "times the bias", "delta was multiplied by the bias", "A bias is added as it is"),
        ((5,), "bias of the output", "the gradient of the output's bias", "go back through `W2[0, 0]` first"),
        ((6,), "up", "the step goes uphill", "minus"),
        ((6,), "no rate", "the learning rate was left out", "The step is `rate` times the gradient"),
        ((6,), "gradient only", "only the gradient", "Multiply it by `rate`"),
        ((6,), "change only", "only the change of the weight", "from where the weight was"),
        ((6,), "no step", "the weight before the step", "Take `rate` times its gradient away"),
        ((6,), "no input", "of the bias in place of that of the weight", "as a factor: `features[0, 0]`"),
        ((6,), "rate to the weight", "was multiplied by the learning rate", "look where the brackets are"),
        ((6,), "other input", "the last input in place of the first", "comes the first input, `features[0, 0]`"),
        ((6,), "W2 before it", "`W2` had taken its step already", "from before the step"),
    ],
)
def test_a_mistake_with_a_gradient(numbers: tuple[int, ...], name: str, title: str, hint: str) -> None:
    for number in (4, 5, 6):
        table = gradient_mistake_words(number, untranslated)
        is_known = name in {mistake.name for mistake in EVERY_EXERCISE[number].mistakes}
        assert is_known == (number in numbers)
        if is_known:
            assert title in table[name][0]
            assert hint in table[name][1]
            assert words(name, Case(number, 7, 3, 2)) == table[name]
