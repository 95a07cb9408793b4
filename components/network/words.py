"""Words of the network's lesson that stand on the page and in what is taken home."""

from components.base.text import Translate
from compute.network.spec import NetworkSpec


def row_times_columns_words(spec: NetworkSpec, _: Translate) -> str:
    """Say what a matrix multiplication does for the first layer."""
    rows, columns = spec.weight_shapes[0]
    return _(
        "A matrix multiplication, `torch.mm`, does products and sums for all units of the layer at once: the "
        "row of the inputs times every column of the weights. The inner sizes have to agree: 1 × {rows} times "
        "{rows} × {columns} gives 1 × {columns}.",
        rows=rows,
        columns=columns,
    )


def next_layer_words(_: Translate) -> str:
    """Say where the inputs of a later layer come from."""
    return _("The values of one layer are the inputs of the next.")


def hyperparameters_words(_: Translate) -> str:
    """Say what is chosen and what would be learned."""
    return _(
        "The number of hidden units and of layers is a **hyperparameter**: somebody chooses it, while weights "
        "and biases are parameters, which training would find. A network with more units and layers can "
        "represent more, and can also learn by heart what is mere chance (overfitting)."
    )
