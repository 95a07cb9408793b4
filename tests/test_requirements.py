"""What is imported is named, all that it brings along is pinned, and what pip installs for us is held to hashes."""

import ast
import json
import re
import sys
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.lock import CUDA, blocks, first_line

ROOT = Path(__file__).parent.parent
OURS = {"components", "compute", "pages"}
OF_A_CLUSTER = ROOT / "compute" / "training" / "sweep_parts.py"
"""The one file that may need more than the site has."""


def named(file: str) -> dict[str, str]:
    """Package -> version, of the lines that name one, for this machine."""
    found: dict[str, str] = {}
    for block in blocks((ROOT / file).read_text("utf-8")):
        requirement = Requirement(first_line(block))
        if requirement.marker is None or requirement.marker.evaluate():
            (pin,) = requirement.specifier
            assert pin.operator == "==", block
            found[canonicalize_name(requirement.name)] = pin.version
    return found


def needed(names: set[str]) -> set[str]:
    """These packages and all that they bring along, as they are installed here."""
    found: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        for text in requires(name) or ():
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting |= {canonicalize_name(requirement.name)} - found
    return found


def imported(*files: Path) -> set[str]:
    """Packages that these files import."""
    modules = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                modules.add(node.module.split(".")[0])
    owners = packages_distributions()
    return {canonicalize_name(owners[module][0]) for module in modules - OURS - set(sys.stdlib_module_names)}


@pytest.mark.long
def test_what_is_imported_is_named() -> None:
    files = {ROOT / "app.py", *(path for folder in OURS for path in (ROOT / folder).rglob("*.py"))}
    assert imported(*files - {OF_A_CLUSTER}) <= named("requirements.txt").keys()
    assert imported(OF_A_CLUSTER) <= {*named("requirements.txt"), *named("requirements-cluster.txt")}
    assert imported(OF_A_CLUSTER) >= named("requirements-cluster.txt").keys()


def test_all_that_is_installed_for_the_site_is_pinned_to_its_version() -> None:
    pinned = named("constraints.txt")
    for name in needed(set(named("requirements.txt"))):
        assert pinned[name] == version(name).removesuffix("+cpu"), name
    assert named("requirements.txt").items() <= pinned.items()


def test_the_tools_are_in_the_lock() -> None:
    locked = named("requirements.lock")
    asked = named("requirements-dev.txt") | named("requirements-cluster.txt")
    assert asked.items() <= locked.items()
    assert needed(set(asked)) <= locked.keys()


@pytest.mark.parametrize("file", ["requirements.lock", "requirements-cpu.lock", "requirements-pip.txt"])
def test_every_package_of_a_lock_has_hashes(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    assert text.count("==") >= len(blocks(text)) > 0
    for block in blocks(text):
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), block


def test_the_files_agree() -> None:
    pinned = {first_line(block) for block in blocks((ROOT / "constraints.txt").read_text("utf-8"))}
    locked = {first_line(block) for block in blocks((ROOT / "requirements.lock").read_text("utf-8"))}
    cpu = {first_line(block) for block in blocks((ROOT / "requirements-cpu.lock").read_text("utf-8"))}
    assert pinned <= locked
    assert {line.replace("+cpu", "") for line in cpu} == {line for line in pinned if not CUDA.match(line)}
    assert any(line.startswith("torch==") and line.endswith("+cpu") for line in cpu)


def test_requirements_of_a_host_ask_for_no_hashes_and_draw_on_the_pins() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert "-c constraints.txt" in lines
    assert "--hash" not in (ROOT / "constraints.txt").read_text("utf-8")


@pytest.mark.parametrize("file", ["Makefile", "Dockerfile"])
def test_our_own_commands_hold_pip_to_the_hashes(file: str) -> None:
    commands = [line for line in (ROOT / file).read_text("utf-8").splitlines() if "pip install" in line]
    assert commands
    assert all("--require-hashes" in line or "uv==" in line for line in commands)


def test_what_checks_the_javascript_is_pinned_with_hashes_and_names_no_registry() -> None:
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert packages.pop("")["devDependencies"] == asked
    for name, version_asked in asked.items():
        assert packages[f"node_modules/{name}"]["version"] == version_asked
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name
