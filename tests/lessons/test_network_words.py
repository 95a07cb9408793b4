"""Words that stand on the network page and in what is taken home: their sizes are those of the first layer."""

from components.base.text import untranslated
from components.network.words import hyperparameters_words, next_layer_words, row_times_columns_words
from compute.network.spec import NetworkSpec
from tests.cases import for_each


@for_each(
    ("spec", "sizes"),
    [
        (NetworkSpec(), "1 × 3 times 3 × 2 gives 1 × 2."),
        (NetworkSpec(inputs=4, hidden=(5, 6)), "1 × 4 times 4 × 5 gives 1 × 5."),
        (NetworkSpec(inputs=1, hidden=(), outputs=3), "1 × 1 times 1 × 3 gives 1 × 3."),
    ],
)
def test_the_inner_sizes_agree(spec: NetworkSpec, sizes: str) -> None:
    said = row_times_columns_words(spec, untranslated)
    assert said.endswith(f"The inner sizes have to agree: {sizes}")


def test_what_is_the_same_for_all_networks() -> None:
    assert next_layer_words(untranslated) == "The values of one layer are the inputs of the next."
    assert "**hyperparameter**" in hyperparameters_words(untranslated)
