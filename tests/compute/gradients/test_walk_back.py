"""The order of a backward walk, and what is known after each of its steps."""

from compute.gradients.walk_back import (
    BACK_STEP_NAMES,
    EVERYTHING_BACK,
    NOTHING_BACK,
    BackProgress,
    BackStep,
    back_progress_after,
    back_steps,
)
from compute.network.elements import Unit
from compute.network.spec import NetworkSpec
from tests.cases import for_each

WALK = back_steps(NetworkSpec(), "mse")


@for_each(
    ("step", "unit", "expected"),
    [
        (BackStep("slope", 2), Unit(2, 0), True),
        (BackStep("slope", 2), Unit(2, 5), True),
        (BackStep("slope", 2), Unit(1, 0), False),
        (BackStep("slope", 2, 1), Unit(2, 1), True),
        (BackStep("slope", 2, 1), Unit(2, 0), False),
        (BackStep("slope", 2, 0), Unit(2, 1), False),
        (BackStep("slope", 2, 1), Unit(3, 1), False),
        (BackStep("update", None), Unit(1, 3), True),
        (BackStep("update", None, 2), Unit(1, 3), False),
    ],
)
def test_a_step_concerns_the_units_of_its_layer(step: BackStep, unit: Unit, expected: bool) -> None:
    assert step.concerns(unit) is expected


@for_each(
    ("progress", "layer", "index", "known"),
    [
        (BackProgress(2, 0), 2, 0, ""),
        (BackProgress(2, 1), 2, 0, "loss"),
        (BackProgress(2, 3), 2, 0, "loss slope delta"),
        (BackProgress(2, 4), 2, 1, "loss slope delta gradient"),
        (BackProgress(2, 4), 1, 0, ""),
        (BackProgress(2, 0), 3, 0, "loss slope delta gradient"),
        (BackProgress(2, 3, 1), 2, 1, "loss slope delta"),
        (BackProgress(2, 3, 1), 2, 0, "loss"),
        (BackProgress(2, 3, 0), 2, 1, "loss"),
        (BackProgress(2, 5, 1), 2, 1, "loss slope delta gradient update"),
        (BackProgress(2, 5, 1), 3, 1, "loss slope delta gradient"),
        (BackProgress(0, 5), 1, 0, "loss slope delta gradient update"),
        (BackProgress(0, 5), 7, 9, "loss slope delta gradient update"),
        (EVERYTHING_BACK, 1, 0, "loss slope delta gradient update"),
        (NOTHING_BACK, 7, 0, ""),
        (NOTHING_BACK, 1, 0, ""),
    ],
)
def test_what_is_known_of_a_unit(progress: BackProgress, layer: int, index: int, known: str) -> None:
    assert [name for name in BACK_STEP_NAMES if progress.has(name, Unit(layer, index))] == known.split()


def test_only_the_last_step_of_a_whole_walk_updates_all() -> None:
    assert [back_progress_after(WALK, count).is_updated for count in range(9)] == [False] * 8 + [True]
    own = back_steps(NetworkSpec(), "mse", Unit(2, 0))
    assert not any(back_progress_after(own, count).is_updated for count in range(6))
    assert (EVERYTHING_BACK.is_updated, NOTHING_BACK.is_updated) == (True, False)


@for_each(
    ("count", "expected"),
    [
        (-1, BackProgress(2, 0)),
        (0, BackProgress(2, 0)),
        (1, BackProgress(2, 1, None, BackStep("loss", 2))),
        (2, BackProgress(2, 2, None, BackStep("slope", 2))),
        (4, BackProgress(2, 4, None, BackStep("gradient", 2))),
        (5, BackProgress(1, 2, None, BackStep("slope", 1))),
        (7, BackProgress(1, 4, None, BackStep("gradient", 1))),
        (8, BackProgress(0, 5, None, BackStep("update", None))),
        (9, BackProgress(0, 5, None, BackStep("update", None))),
    ],
)
def test_the_progress_of_the_notebooks_network(count: int, expected: BackProgress) -> None:
    assert back_progress_after(WALK, count) == expected


@for_each(
    ("unit", "count", "expected"),
    [
        (Unit(1, 1), 0, BackProgress(1, 1, 1)),
        (Unit(1, 1), 1, BackProgress(1, 2, 1, BackStep("slope", 1, 1))),
        (Unit(1, 1), 4, BackProgress(1, 5, 1, BackStep("update", 1, 1))),
        (Unit(1, 1), 5, BackProgress(1, 5, 1, BackStep("update", 1, 1))),
        (Unit(2, 0), 0, BackProgress(2, 0, 0)),
        (Unit(2, 0), 1, BackProgress(2, 1, 0, BackStep("loss", 2))),
        (Unit(2, 0), 5, BackProgress(2, 5, 0, BackStep("update", 2, 0))),
    ],
)
def test_the_progress_of_one_unit(unit: Unit, count: int, expected: BackProgress) -> None:
    assert back_progress_after(back_steps(NetworkSpec(), "mse", unit), count) == expected


@for_each(
    ("layer", "steps"),
    [
        (1, ["slope 1 1", "delta 1 1", "gradient 1 1", "update 1 1"]),
        (2, ["loss 2 None", "delta 2 1", "gradient 2 1", "update 2 1"]),
        (0, ["loss 2 None", "delta 2 None", "gradient 2 None", "slope 1 None", "delta 1 None", "gradient 1 None",
             "update None None"]),
    ],
)  # fmt: skip
def test_where_the_loss_takes_the_logits_only_the_last_layer_has_no_slope(layer: int, steps: list[str]) -> None:
    walk = back_steps(NetworkSpec(outputs=2), "ce", Unit(layer, 1))
    assert [f"{step.name} {step.layer} {step.column}" for step in walk] == steps
