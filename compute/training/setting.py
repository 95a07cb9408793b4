"""Say what is trained, on what and how, before any number is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from compute.gradients.losses import BCE, CE, LOSSES, MSE, LossError, check_loss
from compute.network.spec import LIMITS, NetworkSpec, Range, SpecError, hidden_field
from compute.training.data import DATA, DRAWN, FEATURES, IN_PLANE, IRIS, OWN, MeasuredRows, iris
from compute.training.digits import CLASSES, DIGITS, PIXELS

INITS = ("randn", "linear", "xavier", "kaiming", "zeros")
"""How weights begin: as in the notebook, as `nn.Linear` does, by Glorot, by He, or all 0."""

OPTIMIZERS = ("sgd", "momentum", "adam")

ALL = 0
"""The batch that is all points for training at once."""

BATCHES = (ALL, 1, 10, 32, 100)

CLASSES_ONLY = "classes only"
"""The reason why a loss does not fit data of which a number is learned."""


@dataclass(frozen=True)
class NumberRange:
    """The finite numbers from `low` to `high`, both ends included."""

    low: float
    high: float

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool) and self.low <= value <= self.high

    def __str__(self) -> str:
        return f"{self.low:g}..{self.high:g}"


WHOLE: Mapping[str, Range] = MappingProxyType(
    {
        "points": Range(20, 500),
        "split": Range(10, 90),
        "seed": LIMITS["seed"],
        "layers": LIMITS["layers"],
        "hidden": Range(1, 16),
        "steps": Range(100, 2000),
    }
)
"""How large each whole number of a `TrainingSpec` may be."""

WIDEST = Range(1, 64)
"""How wide the only hidden layer may be where no link says it: in a wall that is trained apart."""

NUMBERS: Mapping[str, NumberRange] = MappingProxyType(
    {
        "noise": NumberRange(0, 1),
        "rate": NumberRange(0.0001, 10),
        "decay": NumberRange(0, 1),
        "l1": NumberRange(0, 1),
    }
)
"""How large each other number may be; noise comes in hundredths."""


@dataclass(frozen=True)
class TrainingSpec:
    """A whole training: data, network, loss, optimizer, and how many steps. It can be a key.

    Attributes
    ----------
    noise: of data that are drawn; others have none.
    points: how many are drawn or taken, training and test together.
    split: how many percent of them are for training.
    features: what the network gets of a point in a plane; of digits it gets the 64 pixels.
    hidden: units of each hidden layer; a single one may be wider than links have it, see `fits_a_link`.
    loss: its name in `LOSSES`, or empty for the one that suits the data.
    decay: what torch calls weight_decay: decay * value is added to each gradient, of biases too.
    l1: l1 * sign(value) is added likewise.
    batch: how many points a step looks at, or `ALL`.
    steps: how often the parameters are changed.
    measured: the person's own data where `data` is `own`, else None.

    Raises
    ------
    SpecError: a field has a value that is not allowed; the error names it.
    LossError: the loss does not fit the data or an activation.
    """

    data: str = "rings"
    noise: float = 0.25
    points: int = 200
    split: int = 70
    features: tuple[str, ...] = ("x1", "x2")
    seed: int = 7
    hidden: tuple[int, ...] = (4,)
    activation: str = "tanh"
    init: str = "randn"
    loss: str = ""
    optimizer: str = "sgd"
    rate: float = 0.3
    decay: float = 0.0
    l1: float = 0.0
    batch: int = ALL
    steps: int = 1000
    measured: MeasuredRows | None = None

    def __post_init__(self) -> None:
        self._check_sizes()
        self._check_choices()
        if self.loss:
            self._check_loss()
        check_loss(self.network, self.loss_name)

    @property
    def fits_a_link(self) -> bool:
        """Whether a link can say it: its only hidden layer may be wider than links have them, see `WIDEST`."""
        return all(units in WHOLE["hidden"] for units in self.hidden)

    @property
    def has_plane(self) -> bool:
        """Whether its points lie in a plane, so that there is a map of it, and features to choose from."""
        return self.data in IN_PLANE

    @property
    def unused(self) -> tuple[str, ...]:
        """The fields that change nothing with these data: the noise where nothing is drawn, the features of pixels."""
        noise = () if self.data in DRAWN else ("noise",)
        return noise if self.has_plane else (*noise, "features")

    @property
    def rows(self) -> MeasuredRows | None:
        """The measured rows of x1 and x2: those of the flowers, the person's own, or None for all other data."""
        return iris() if self.data == IRIS else self.measured

    @property
    def classes(self) -> int:
        """How many classes the data have; 0 where a number is learned."""
        if self.data == DIGITS:
            return len(CLASSES)
        rows = self.rows
        return DRAWN[self.data].classes if rows is None else len(rows.classes)

    @property
    def inputs(self) -> int:
        """How many numbers the network gets of a point."""
        return len(self.features) if self.has_plane else PIXELS

    @property
    def loss_name(self) -> str:
        """The loss, where none was named the one that suits the data: `mse` of a number, `bce` of two classes, `ce`."""
        return self.loss or suiting_loss(self.classes)

    @property
    def network(self) -> NetworkSpec:
        """The network that is trained: with one output for a number and for two classes, but two for `ce`."""
        outputs = self.classes if self.classes > 2 or self.loss_name == CE else 1
        last = "identity" if not self.classes else "softmax" if self.loss_name == CE else "sigmoid"
        return NetworkSpec(self.seed, self.inputs, self.hidden, outputs, self.activation, last)

    def _check_sizes(self) -> None:
        whole = [("points", self.points), ("split", self.split), ("seed", self.seed), ("layers", len(self.hidden))]
        whole.append(("steps", self.steps))
        for field, size in whole:
            if size not in WHOLE[field]:
                raise SpecError(field, size, str(WHOLE[field]))
        for layer, units in enumerate(self.hidden, start=1):
            limits = WIDEST if len(self.hidden) == 1 else WHOLE["hidden"]
            if units not in limits:
                raise SpecError(hidden_field(layer), units, str(limits))
        for field, number in (("noise", self.noise), ("rate", self.rate), ("decay", self.decay), ("l1", self.l1)):
            if number not in NUMBERS[field]:
                raise SpecError(field, number, str(NUMBERS[field]))
        if round(self.noise, 2) != self.noise:
            raise SpecError("noise", self.noise, "hundredths")

    def _check_choices(self) -> None:
        choices: tuple[tuple[str, object, tuple[object, ...]], ...] = (
            ("data", self.data, DATA),
            ("init", self.init, INITS),
            ("optimizer", self.optimizer, OPTIMIZERS),
            ("batch", self.batch, BATCHES),
        )
        for field, value, allowed in choices:
            if isinstance(value, bool) or value not in allowed:
                raise SpecError(field, value, ", ".join(str(one) for one in allowed))
        if not self.features or len(set(self.features)) < len(self.features) or set(self.features) - set(FEATURES):
            raise SpecError("features", self.features, ", ".join(FEATURES))
        if (self.measured is not None) != (self.data == OWN):
            raise SpecError("own", self.measured, "points of your own, with this data only")

    def _check_loss(self) -> None:
        if self.loss in (BCE, CE) and not self.classes:
            raise LossError("loss", self.loss, MSE, CLASSES_ONLY)
        if self.loss not in LOSSES:
            check_loss(NetworkSpec(), self.loss)  # which says what there is


def suiting_loss(classes: int) -> str:
    """Name the loss that suits data with so many classes, 0 for a number."""
    if not classes:
        return MSE
    return BCE if classes == 2 else CE
