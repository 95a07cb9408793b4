"""Which modules the tests run with beartype around every function: all of compute/ but the interpreter of answers."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
WITHOUT = {
    *("bounds", "classes", "expression", "interpreter", "known", "layers", "making", "members"),
    *("numpy_vocabulary", "reading", "refusals", "statements", "vocabulary", "words"),
}
"""They check each value themselves, in steps so small and many that a second check would be most of the tests' time."""


def test_every_module_is_checked_or_named_here() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]["addopts"]
    (listed,) = (option.partition("=")[2] for option in options if option.startswith("--jaxtyping-packages="))
    *modules, checker = listed.split(",")
    files = {path.stem for path in (ROOT / "compute").glob("*.py")} - {"__init__"}
    assert checker == "beartype.beartype"
    assert {module.removeprefix("compute.") for module in modules} == files - WITHOUT
