"""The program of a wall: which cells it trains, how long it takes, and its lines."""

import pytest

from compute.training.setting import TrainingSpec
from compute.training.wall_program import program_minutes, program_seeds, wall_program
from tests.cases import for_each

SPEC = TrainingSpec(steps=100, points=20, hidden=(3, 2))


@for_each(
    ("columns", "seeds", "trained"),
    [(1, 200, 200), (2, 128, 128), (2, 129, 128), (3, 200, 85), (4, 64, 64), (64, 5, 4), (16, 16, 16)],
)
def test_a_program_trains_at_most_256_cells(columns: int, seeds: int, trained: int) -> None:
    assert list(program_seeds(range(columns), range(7, 7 + seeds))) == list(range(7, 7 + trained))


def test_a_program_of_many_columns_has_one_seed_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compute.training.wall_program.MOST_CELLS", 3)
    assert list(program_seeds((1, 2, 3, 4), (5, 6))) == [5]


@for_each(
    ("layers", "cells", "steps", "minutes"),
    [
        # A step of one layer takes 0.4 ms, and each layer more 0.2 ms.
        (0, 1490, 100, 1),
        (0, 1510, 100, 2),
        (1, 990, 100, 1),
        (1, 1010, 100, 2),
        (6, 256, 2000, 14),
    ],
)
def test_the_minutes_are_rounded_up(layers: int, cells: int, steps: int, minutes: int) -> None:
    assert program_minutes(TrainingSpec(steps=steps, hidden=(2,) * layers), cells) == minutes


def lines_of(field: str, values: tuple[int | float, ...], seeds: tuple[int, ...]) -> list[str]:
    """Return the lines of the program of a small wall."""
    return wall_program(SPEC, field, values, seeds).splitlines()


def test_a_wall_of_widths_has_units_as_its_variable() -> None:
    lines = lines_of("hidden", (1, 4), (5, 6, 7))
    at = lines.index("def test_loss(units, seed):")
    assert lines[at - 2 : at] == ["", ""]
    for line in (
        "    torch.manual_seed(seed)",
        "    W1 = torch.randn((2, units))",
        "    W2 = torch.randn((units, units))",
        "    W3 = torch.randn((units, 1))",
        "    B1 = torch.randn((1, units))",
        "    B3 = torch.randn((1, 1))",
        "    rate, steps = 0.3, 100",
        "    return loss_of(features[test], targets[test]).item()",
    ):
        assert lines.count(line) == 1, line
    assert lines[-10:] == [
        "",
        "",
        "# 6 trainings of 100 steps, one after another: about 1 minute on one core",
        "seeds, columns = range(5, 8), [1, 4]",
        "losses = []",
        "for units in columns:",
        "    column = torch.tensor([test_loss(units, seed) for seed in seeds]).nan_to_num(torch.inf)",
        '    print(f"units {units}:", column)',
        "    losses.append(column)",
        "losses = torch.stack(losses)",
    ]


def test_a_wall_of_rates_has_the_rate_as_its_variable() -> None:
    lines = lines_of("rate", (0.1, 1), (5, 7, 6))
    assert "def test_loss(rate, seed):" in lines
    assert "    steps = 100" in lines
    assert not any("rate, steps" in line for line in lines)
    assert "    W1 = torch.randn((2, 3))" in lines
    assert "    W2 = torch.randn((3, 2))" in lines
    assert "seeds, columns = [5, 7, 6], [0.1, 1]" in lines
    assert '    print(f"rate {rate}:", column)' in lines


def test_a_larger_wall_says_what_it_leaves_out() -> None:
    seeds = tuple(range(199))
    text = wall_program(SPEC, "hidden", (1, 2, 3), seeds)
    assert "# 255 trainings of 100 steps, one after another: about 1 minute on one core\n" in text
    assert "# the wall has more seeds: range(0, 199), which take about 1 minute on one core\n" in text
    assert "\nseeds, columns = range(0, 85), [1, 2, 3]\n" in text
    longer = wall_program(TrainingSpec(steps=2000), "hidden", (1, 2, 3), seeds)
    assert "# 255 trainings of 2000 steps, one after another: about 6 minutes on one core\n" in longer
    assert "# the wall has more seeds: range(0, 199), which take about 12 minutes on one core\n" in longer
    assert "more seeds" not in wall_program(SPEC, "hidden", (1, 2), tuple(range(128)))


def test_digits_stand_in_the_program_once_for_those_seeds_that_are_trained() -> None:
    spec = TrainingSpec(data="digits", points=20, steps=100, hidden=(2,))
    lines = wall_program(spec, "rate", (0.1,), (1, 2)).splitlines()
    assert lines.count("digits = {") == 1
    assert lines.index("digits = {") < lines.index("def test_loss(rate, seed):")
    written = [line for line in lines if line.startswith("    ") and line.endswith("),") and '("' in line]
    assert 20 < len(written) <= 40
    assert "digits = {" not in wall_program(SPEC, "rate", (0.1,), (1, 2))
