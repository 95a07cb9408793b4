"""Large walls from the command line: the same numbers wherever they are trained, and however often one stops."""

import multiprocessing
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from compute.training import sweep, sweep_parts
from compute.training.own_data import read_rows
from compute.training.setting import TrainingSpec
from compute.training.sweep_command import sweep_command
from compute.training.sweep_parts import SweepError, missing_parts, train_part, trained_in_processes, trained_on_cluster
from compute.training.wall import WallColumn, wall, wall_cells
from compute.training.wall_file import SavedWall, empty_wall, read_wall

ROOT = Path(__file__).parent.parent.parent.parent
SMALL = ["--widths", "1-3", "--seeds", "0-4", "--steps", "100", "--processes", "1"]


@pytest.fixture(autouse=True)
def signals_as_before() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def done(path: Path) -> SavedWall:
    found = read_wall(path.read_bytes())
    assert found.share == 1.0
    return found


def test_a_wall_in_parts_is_the_wall_as_a_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "wall.json"
    arguments = ["--widths", "1,4", "--seeds", "0-29", "--steps", "100", "--data", "moons", "--noise", "0.5"]
    assert sweep.main([*arguments, "--processes", "1", "--out", str(path)]) == 0
    saved = done(path)
    spec = TrainingSpec(data="moons", noise=0.5, steps=100)
    assert (saved.spec, saved.across, saved.values, saved.seeds) == (spec, "hidden", (1, 4), tuple(range(30)))
    assert [len(part.specs) for part in missing_parts(empty_wall(spec, "hidden", (1, 4), range(30)))] == [15] * 4
    for column, whole in zip(saved.columns, wall(spec, "hidden", (1, 4), range(30)), strict=True):
        assert column.specs == whole.specs
        # The loss is measured of another number of points at once, which may round its last bit otherwise.
        assert torch.allclose(column.training_loss, whole.training_loss, rtol=0, atol=1e-6)
        assert torch.allclose(column.test_loss, whole.test_loss, rtol=0, atol=1e-6)
        assert torch.equal(column.test_accuracy, whole.test_accuracy)
    said = capsys.readouterr()
    assert said.out == ""
    assert re.findall(r"^(\d)/4 parts, (\d+)% of the wall", said.err, re.MULTILINE) == [
        ("1", "25"), ("2", "50"), ("3", "75"), ("4", "100"),
    ]  # fmt: skip


@pytest.mark.long
def test_ctrl_c_keeps_what_was_trained_and_the_same_command_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, path = tmp_path / "whole.json", tmp_path / "wall.json"
    assert sweep.main([*SMALL, "--out", str(whole)]) == 0
    trained: list[int] = []

    def stopped(part: sweep_parts.Part) -> object:
        if len(trained) == 2:
            raise KeyboardInterrupt
        trained.append(part.column)
        return train_part(part)

    with monkeypatch.context() as patched:
        patched.setattr(sweep_parts, "train_part", stopped)
        assert sweep.main([*SMALL, "--out", str(path)]) == 130
    assert read_wall(path.read_bytes()).missing.any(dim=1).tolist() == [False, False, True]
    assert "the same command goes on from there" in capsys.readouterr().err
    assert sweep.main([*SMALL, "--out", str(path)]) == 0
    assert "1 parts to train, 67% of the wall is there already" in capsys.readouterr().err
    assert path.read_bytes() == whole.read_bytes()
    assert sweep.main([*SMALL, "--out", str(path)]) == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["wall.json", "whole.json"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--widths", "0-3"], "hidden"),
        (["--widths", "65"], "1..64"),
        (["--widths", "a"], "no range"),
        (["--widths", "1-"], "no range"),
        (["--widths", "-1"], "no range"),
        (["--widths", "1-1000000000"], "more than 1000"),
        (["--rates", "x"], "could not convert"),
        (["--rates", "nan"], "0.0001..10"),
        (["--rates", ",".join(["0.1"] * 65)], "1..64"),
        (["--rates", "0.1", "--seeds", "1"], "2..200"),
        (["--rates", "0.1", "--widths", "2"], "not allowed with"),
        (["--rates", "0.1", "--data", "own"], "data"),
        (["--rates", "0.1", "--data", "hills", "--loss", "ce"], "mse"),
        (["--rates", "0.1", "--processes", "0"], "at least 1"),
        (["--rates", "0.1", "--csv", "/nowhere/data.csv"], "No such file"),
        (["--rates", "0.1", "--out", "/nowhere/wall.json"], "no folder /nowhere"),
        ([], "required"),
    ],
)
def test_what_asks_for_no_wall_says_why(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        sweep.main(["--out", str(tmp_path / "wall.json"), *arguments])
    assert end.value.code == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_with_something_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letters, other = tmp_path / "letters.json", tmp_path / "other.json"
    letters.write_bytes(b"my letters")
    assert sweep.main([*SMALL, "--out", str(other)]) == 0
    for path, said in ((letters, "no wall"), (other, "another wall")):
        before = path.read_bytes()
        with pytest.raises(SystemExit):
            sweep.main([*SMALL, "--noise", "1", "--out", str(path)])
        assert said in capsys.readouterr().err
        assert path.read_bytes() == before


def test_own_data_and_layers_can_be_asked_for(tmp_path: Path) -> None:
    table, path = tmp_path / "data.csv", tmp_path / "wall.json"
    table.write_text("a,b,c\n" + "".join(f"{i},{i * i % 7},{'uv'[i % 2]}\n" for i in range(40)))
    arguments = ["--rates", "0.1,1", "--seeds", "1-2", "--steps", "100", "--layers", "2", "--hidden_2", "3"]
    assert sweep.main([*arguments, "--processes", "1", "--csv", str(table), "--out", str(path)]) == 0
    saved = done(path)
    assert (saved.spec.hidden, saved.spec.classes, saved.spec.data) == ((4, 3), 2, "own")
    assert [spec.rate for spec in saved.columns[1].specs] == [1.0, 1.0]


@pytest.mark.parametrize(
    ("spec", "across", "values", "seeds"),
    [
        (TrainingSpec(), "hidden", (1, 2, 3, 4), range(16)),
        (TrainingSpec(hidden=(5, 3, 2), rate=0.00012, batch=10, loss="ce"), "hidden", (1, 4), (3, 9)),
        (TrainingSpec(hidden=(5, 3, 2), activation="leaky_relu", noise=0.07), "rate", (1, 2, 3), (5, 6, 7, 9)),
        (TrainingSpec(hidden=(), features=("x1", "x1x2"), decay=1e-6, l1=0.5), "rate", (0.0001, 10.0), range(3)),
        (TrainingSpec(data="digits", noise=0.9, hidden=(7,)), "rate", (0.3, 1), range(200)),
        (TrainingSpec(data="own", measured=read_rows("a,b,c\n1,2,u\n2,1,v\n3,5,u\n4,2,v\n")), "hidden", (1, 2), (1, 2)),
    ],
)
def test_the_command_of_a_wall_trains_that_wall(
    spec: TrainingSpec,
    across: str,
    values: Sequence[int | float],
    seeds: Sequence[int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.csv").write_text("a,b,c\n1,2,u\n2,1,v\n3,5,u\n4,2,v\n")
    asked: list[SavedWall] = []

    def only_asked(wall: SavedWall, _arguments: object) -> int:
        asked.append(wall)
        return 0

    monkeypatch.setattr(sweep, "_train", only_asked)
    python, dash_m, module, *arguments = shlex.split(sweep_command(spec, across, values, seeds))
    assert (python, dash_m, module) == ("python", "-m", sweep.__name__)
    assert sweep.main(arguments) == 0
    found = wall_cells(asked[0].spec, asked[0].across, asked[0].values, asked[0].seeds)
    wanted = wall_cells(spec, across, values, seeds)
    for one, other in zip(found, wanted, strict=True):
        for cell, same in zip(one, other, strict=True):
            assert replace(cell, noise=same.noise) == same
            assert cell.noise == same.noise or "noise" in same.unused


def test_without_dask_a_cluster_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert sweep.main([*SMALL, "--scheduler", "tcp://nowhere:1", "--out", str(tmp_path / "wall.json")]) == 1
    assert "pip install -r requirements-cluster.txt" in capsys.readouterr().err


def test_a_cluster_that_does_not_answer_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(sweep_parts, "CONNECT_SECONDS", 0.2)
    for address in ("tcp://127.0.0.1:1", "nonsense://x"):
        assert sweep.main([*SMALL, "--scheduler", address, "--out", str(tmp_path / "wall.json")]) == 1
        assert f"no scheduler answers at {address}" in capsys.readouterr().err


@pytest.mark.own_process
def test_two_processes_give_the_same_as_one_and_stop_at_ctrl_c(tmp_path: Path) -> None:
    path = tmp_path / "wall.json"
    arguments = ["--widths", "2-16", "--seeds", "0-9", "--steps", "500", "--data", "spiral", "--out", str(path)]
    command = [sys.executable, "-m", "compute.training.sweep", *arguments, "--processes", "2"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        lines = []
        for line in process.stderr:
            lines.append(line)
            if line.startswith("3/15 parts"):
                os.killpg(process.pid, signal.SIGINT)
    assert process.returncode == 130, lines
    assert "goes on from there" in lines[-1], lines
    columns = read_wall(path.read_bytes()).columns
    assert 3 <= len(columns) < 15
    spec = TrainingSpec(data="spiral", steps=500)
    for column in columns:
        (alone,) = wall(spec, "hidden", column.specs[0].hidden, range(10))
        assert column.specs == alone.specs
        assert torch.equal(column.training_loss, alone.training_loss)
        assert torch.equal(column.test_loss, alone.test_loss)


@pytest.mark.own_process
def test_a_process_that_is_ended_from_outside_is_named() -> None:
    spec = TrainingSpec(steps=1000)
    parts = missing_parts(empty_wall(spec, "hidden", (1, 2, 3, 4), range(20)))
    with closing(trained_in_processes(parts, 2)) as work:
        next(work)
        for child in multiprocessing.active_children():
            child.kill()
        with pytest.raises(SweepError, match="memory"):
            list(work)


@pytest.mark.own_process
def test_a_lost_worker_of_a_cluster_changes_nothing() -> None:
    distributed = pytest.importorskip("distributed")
    spec = TrainingSpec(steps=300, data="xor")
    empty = empty_wall(spec, "hidden", (1, 2, 3, 4), range(20))
    found = empty
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        closing(trained_on_cluster(missing_parts(empty), cluster.scheduler_address)) as work,
    ):
        for number, (part, column) in enumerate(work):
            found = found.with_cells(part.column, part.first, column)
            if number == 0:
                os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
    for column, whole in zip(found.columns, wall(spec, "hidden", (1, 2, 3, 4), range(20)), strict=True):
        assert torch.equal(column.training_loss, whole.training_loss)
        assert torch.equal(column.test_loss, whole.test_loss)
        assert torch.equal(column.test_accuracy, whole.test_accuracy)


def asked_for(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> SavedWall:
    """Return the wall that the arguments ask for, without training it."""
    asked: list[SavedWall] = []

    def only_asked(wall: SavedWall, _arguments: object) -> int:
        asked.append(wall)
        return 0

    monkeypatch.setattr(sweep, "_train", only_asked)
    assert sweep.main(arguments) == 0
    return asked[0]


def test_what_is_not_said_is_as_usual(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    found = asked_for(monkeypatch, "--rates", "0.1,1")
    assert (found.spec, found.across, found.values) == (TrainingSpec(), "rate", (0.1, 1.0))
    assert found.seeds == tuple(range(16))
    Path("wall.json").write_bytes(b"my letters")
    with pytest.raises(SystemExit):
        sweep.main(["--rates", "0.1"])


def test_numbers_and_ranges_of_them_are_read_in_their_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    found = asked_for(monkeypatch, "--widths", "4,1-3,8-8", "--seeds", "7-9,0,0003,5-4")
    assert (found.across, found.values, found.seeds) == ("hidden", (4, 1, 2, 3, 8), (7, 8, 9, 0, 3))


@pytest.mark.parametrize(
    ("seeds", "said"),
    [
        ("0-999", "allowed is 2..200"),
        ("0-1000", "more than 1000 numbers"),
        ("5-1004", "allowed is 2..200"),
        ("5-1005", "more than 1000 numbers"),
        ("0-499,0-499", "allowed is 2..200"),
        ("0-499,0-500", "more than 1000 numbers"),
        (",".join(["1"] * 1001), "more than 1000 numbers"),
        ("-5", "'-5' is no whole number and no range such as 1-16"),
        ("1,,2", "'' is no whole number and no range such as 1-16"),
        ("1-2-3", "'1-2-3' is no whole number"),
    ],
)
def test_a_list_of_numbers_has_an_end(
    seeds: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        sweep.main(["--rates", "0.1", f"--seeds={seeds}"])
    assert said in capsys.readouterr().err


def test_the_loss_and_widths_are_set_after_the_data_and_layers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    found = asked_for(
        monkeypatch, "--rates", "1", "--loss", "mse", "--hidden_3", "5", "--layers", "3", "--data", "hills"
    )
    assert found.spec == TrainingSpec(data="hills", loss="mse", hidden=(4, 4, 5))


@pytest.mark.parametrize(
    ("arguments", "chosen"),
    [
        (["--processes", "1"], "here"),
        (["--processes", "2"], "in 2 processes"),
        (["--processes", "1", "--scheduler", "tcp://x:1"], "on tcp://x:1"),
        (["--processes", "3", "--scheduler", "tcp://x:1"], "on tcp://x:1"),
        ([], "in 5 processes"),
    ],
)
def test_parts_are_trained_where_it_was_asked_for(
    arguments: list[str], chosen: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    used: list[str] = []
    monkeypatch.setattr(sweep, "_cores", lambda: 5)

    def noted(words: str) -> Iterator[object]:
        used.append(words)
        return iter(())

    monkeypatch.setattr(sweep, "trained_here", lambda _parts: noted("here"))
    monkeypatch.setattr(sweep, "trained_in_processes", lambda _parts, count: noted(f"in {count} processes"))
    monkeypatch.setattr(sweep, "trained_on_cluster", lambda _parts, address: noted(f"on {address}"))
    assert sweep.main(["--rates", "0.1", *arguments]) == 0
    assert used == [chosen]


def trained_at_once(parts: Sequence[sweep_parts.Part]) -> sweep_parts.Trained:
    """Give parts of two cells each as if they had been trained."""
    for part in parts:
        yield part, WallColumn(part.specs, torch.zeros(2), torch.zeros(2), torch.zeros(2))


def test_the_file_is_written_every_few_seconds_and_at_the_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each of four parts takes three seconds, so that more than five have gone by after every second one."""
    monkeypatch.chdir(tmp_path)
    seconds = iter([10.0, 13.0, 16.0, 19.0, 22.0])
    saved: list[float] = []
    monkeypatch.setattr(sweep, "monotonic", lambda: next(seconds))
    monkeypatch.setattr(sweep, "trained_here", trained_at_once)
    monkeypatch.setattr(sweep, "_save", lambda wall, _path: saved.append(round(wall.share, 2)))
    arguments = ["--layers", "0", "--steps", "100", "--processes", "1"]
    assert sweep.main(["--rates", "0.1,0.2,0.3,0.4", "--seeds", "1,2", *arguments]) == 0
    assert saved == [0.5, 1.0, 1.0]
    assert capsys.readouterr().err.splitlines() == [
        "4 parts to train, 0% of the wall is there already",
        "1/4 parts, 25% of the wall, about 9 s left",
        "2/4 parts, 50% of the wall, about 6 s left",
        "3/4 parts, 75% of the wall, about 3 s left",
        "4/4 parts, 100% of the wall, about 0 s left",
        "100% of the wall is in wall.json",
    ]


def test_just_five_seconds_are_too_few_to_write_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    seconds, saved = iter([10.0, 15.0, 15.5]), []
    monkeypatch.setattr(sweep, "monotonic", lambda: next(seconds))
    monkeypatch.setattr(sweep, "trained_here", trained_at_once)
    monkeypatch.setattr(sweep, "_save", lambda wall, _path: saved.append(wall.share))
    arguments = ["--layers", "0", "--steps", "100", "--processes", "1"]
    assert sweep.main(["--rates", "0.1,0.2", "--seeds", "1,2", *arguments]) == 0
    assert saved == [1.0, 1.0]


def test_a_command_that_is_asked_to_end_does_so_as_at_ctrl_c(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    asked_for(monkeypatch, "--rates", "0.1")
    ends = signal.getsignal(signal.SIGTERM)
    assert callable(ends)
    with pytest.raises(KeyboardInterrupt):
        ends(signal.SIGTERM, None)


def test_a_part_hears_nothing_of_ctrl_c() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        sweep_parts._leave_ctrl_c_to_the_first()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
