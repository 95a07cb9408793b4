"""A layer's table in words, as a screen reader hears them."""

from components.network.figures.matrix_words import describe_matrix
from compute.network.elements import Element
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from compute.network.walk import Progress
from tests.figures.figure_reading import marked

STACK = NetworkSpec()
DEEP = NetworkSpec(inputs=5, hidden=(4, 3), outputs=2, activation="leaky_relu", bias=False)
LARGE = NetworkSpec(inputs=64, hidden=(64,))


def passed(spec: NetworkSpec, edits: dict[Element, float] | None = None) -> KnownPass:
    return known_pass(forward_network(edit(draw(spec), edits or {})))


def test_the_words_for_a_screen_reader() -> None:
    words = describe_matrix(passed(STACK), 1)
    assert words == ("Matrix W1 with 3 rows and 2 columns, from x to h. z = 0.7598, −0.2596. h = 0.6813, 0.4355.")
    for units, rest in ((7, ""), (8, ""), (9, ", 1 more"), (10, ", 2 more")):
        told = describe_matrix(passed(NetworkSpec(hidden=(units,))), 1).partition("z = ")[2].partition(". h = ")
        for values in (told[0], told[2].removesuffix(".")):
            assert values.count(".") == min(units, 8)  # the points of so many numbers
            assert values.endswith(rest or values[-4:])
            assert ("more" in values) == bool(rest)
    many = describe_matrix(passed(LARGE), 1, marked)
    assert many.count(", «56 more»") == 2
    assert len(many) < 300
    assert describe_matrix(passed(DEEP), 3, marked).startswith(
        "«Matrix W3 with «3 rows» and «2 columns», from h2 to y.»"
    )


def test_what_is_known_of_one_unit_is_told_and_the_rest_is_a_question_mark() -> None:
    whole = forward_network(draw(STACK))
    told = describe_matrix(known_pass(whole, Progress(1, 4, column=0)), 1)
    assert told.endswith("z = 0.7598, ?. h = 0.6813, ?.")
    assert describe_matrix(known_pass(whole, Progress(1, 2)), 1).endswith("z = not computed yet. h = not computed yet.")
