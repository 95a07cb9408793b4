"""The line for a shell that trains a wall, word by word."""

from collections.abc import Sequence

from compute.training.data import MeasuredRows
from compute.training.setting import TrainingSpec
from compute.training.sweep_command import sweep_command
from tests.cases import for_each

OWN = MeasuredRows(("a", "b", "c"), ((0.0, 1.0), (1.0, 0.0), (2.0, 2.0)), (0.0, 1.0, 0.0), ("u", "v"))


@for_each(
    ("spec", "across", "values", "seeds", "words"),
    [
        (TrainingSpec(), "hidden", (1, 2, 3), range(16), "--widths 1-3 --seeds 0-15"),
        (TrainingSpec(), "hidden", (1, 2), (5, 6), "--widths 1,2 --seeds 5,6"),
        (TrainingSpec(), "hidden", (1, 2, 4), (5, 6, 8), "--widths 1,2,4 --seeds 5,6,8"),
        (TrainingSpec(), "hidden", (3, 2, 1), (8, 7, 6), "--widths 3,2,1 --seeds 8,7,6"),
        (TrainingSpec(), "hidden", (2.0, 3.0, 4.0), (1, 3, 5), "--widths 2-4 --seeds 1,3,5"),
        (TrainingSpec(), "hidden", (7,), (1, 2, 3), "--widths 7 --seeds 1-3"),
        (TrainingSpec(), "rate", (0.0001, 0.3, 1, 10.0), (1, 2, 3), "--rates 0.0001,0.3,1,10 --seeds 1-3"),
        (TrainingSpec(), "rate", (0.000123, 1.5), (0, 1), "--rates 0.000123,1.5 --seeds 0,1"),
        (TrainingSpec(rate=0.5, seed=9), "rate", (1,), (0, 1), "--rates 1 --seeds 0,1"),
        (TrainingSpec(rate=0.5, seed=9), "hidden", (1,), (0, 1), "--widths 1 --seeds 0,1 --rate 0.5"),
        (TrainingSpec(hidden=(5,)), "rate", (1,), (0, 1), "--rates 1 --seeds 0,1 --hidden 5"),
        (TrainingSpec(hidden=(5, 3)), "hidden", (1,), (0, 1), "--widths 1 --seeds 0,1 --layers 2"),
        (
            TrainingSpec(hidden=(5, 3)), "rate", (1,), (0, 1),
            "--rates 1 --seeds 0,1 --layers 2 --hidden 5 --hidden_2 3",
        ),
        (TrainingSpec(hidden=()), "rate", (1,), (0, 1), "--rates 1 --seeds 0,1 --layers 0"),
        (TrainingSpec(loss="bce"), "rate", (1,), (0, 1), "--rates 1 --seeds 0,1"),
        (TrainingSpec(loss="ce"), "rate", (1,), (0, 1), "--rates 1 --seeds 0,1 --loss ce"),
        (TrainingSpec(data="plane"), "rate", (1,), (0, 1), "--rates 1 --seeds 0,1 --data plane"),
        (TrainingSpec(data="plane", loss="mse"), "rate", (1,), (0, 1), "--rates 1 --seeds 0,1 --data plane --loss mse"),
        (TrainingSpec(noise=0.5), "rate", (1,), (0, 1), "--rates 1 --seeds 0,1 --noise 0.5"),
        (TrainingSpec(data="iris", noise=0.5), "rate", (1,), (0, 1), "--rates 1 --seeds 0,1 --data iris"),
        (
            TrainingSpec(data="digits", features=("x1",), batch=10), "rate", (1,), (0, 1),
            "--rates 1 --seeds 0,1 --data digits --batch 10",
        ),
        (
            TrainingSpec(data="own", measured=OWN, points=50), "rate", (1,), (0, 1),
            "--rates 1 --seeds 0,1 --points 50 --csv data.csv",
        ),
        (
            TrainingSpec(features=("x1", "x2", "x1x2"), decay=1e-6), "rate", (1,), (0, 1),
            "--rates 1 --seeds 0,1 --decay 0.000001 --features 'x1~x2~x1x2'",
        ),
    ],
)  # fmt: skip
def test_a_command_says_what_is_not_as_usual(
    spec: TrainingSpec, across: str, values: Sequence[int | float], seeds: Sequence[int], words: str
) -> None:
    assert sweep_command(spec, across, values, seeds) == f"python -m compute.training.sweep {words}"
