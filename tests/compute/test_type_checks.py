"""Which modules the tests run with beartype around every function: those that state shapes in their signatures."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_every_module_with_shapes_is_checked() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]["addopts"]
    (listed,) = (option.partition("=")[2] for option in options if option.startswith("--jaxtyping-packages="))
    *modules, checker = listed.split(",")
    with_shapes = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "compute").rglob("*.py")
        if re.search(r"^from jaxtyping import", path.read_text("utf-8"), re.MULTILINE)
    }
    assert checker == "beartype.beartype"
    assert set(modules) == with_shapes
