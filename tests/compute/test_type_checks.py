"""Which modules the tests run with beartype around every function: all of compute/ but the interpreter of answers."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
WITHOUT = {
    *("bounds", "classes", "expression", "interpreter", "known", "layers", "making", "members"),
    *("allowed_numpy", "reading", "refusals", "statements", "allowed_operations", "words"),
}
"""They check each value themselves, in steps so small and many that a second check would be most of the tests' time."""


def test_every_module_is_checked_or_named_here() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]["addopts"]
    (listed,) = (option.partition("=")[2] for option in options if option.startswith("--jaxtyping-packages="))
    *modules, checker = listed.split(",")
    files = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "compute").rglob("*.py")
        if path.stem != "__init__"
    }
    assert checker == "beartype.beartype"
    assert set(modules) == files - {f"compute.exercises.{name}" for name in WITHOUT}
