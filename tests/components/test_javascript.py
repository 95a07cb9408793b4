"""The JavaScript: what of it reaches the browser, and its own tests, which run in node."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from components.browser.script import script

ROOT = Path(__file__).parent.parent.parent
NODE = Path(sys.executable).with_name("node")
SCRIPTS = sorted((ROOT / "components").rglob("*.js"))
TESTS = sorted(Path(__file__).parent.rglob("*.test.js"))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all scripts as the browser gets them, each at its own path."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "package.json").write_text('{"type": "module"}')
    for path in SCRIPTS:
        copy = folder / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(script(path), "utf-8")
    return folder


@pytest.mark.parametrize("test", TESTS, ids=lambda path: path.name)
def test_a_script_does_what_its_own_tests_say(test: Path, served: Path) -> None:
    command = [NODE, "--test", "--test-reporter=spec", test]
    environment = {**os.environ, "SERVED": str(served)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "pass 0" not in done.stdout


def test_the_browser_gets_a_script_without_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "some.js"
    path.write_text(
        """// What it is.
/**
 * @param {number} one
 */
function half(one) {

  // Why it is so.
  const field = /** @type {HTMLElement} */ (document.querySelector("p")) // a place
  return one / 2 // not "one // 2"
}
""",
        "utf-8",
    )
    assert script(path) == (
        "function half(one) {\n"
        '  const field = (document.querySelector("p")) // a place\n'
        '  return one / 2 // not "one // 2"\n'
        "}\n"
    )


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_what_reaches_the_browser_is_a_script_without_types(path: Path, served: Path) -> None:
    text = (served / path.relative_to(ROOT)).read_text("utf-8")
    assert "@type" not in text
    assert "@param" not in text
    assert len(text) < len(path.read_text("utf-8"))
    subprocess.run([NODE, "--check", served / path.relative_to(ROOT)], check=True)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_text_in_a_script_looks_like_a_comment(path: Path) -> None:
    """`script` would cut a string that holds `/**`, and a line of a template that begins with `//`."""
    inside = False
    for line in path.read_text("utf-8").splitlines():
        assert not (inside and line.lstrip().startswith("//")), line
        inside ^= line.count("`") % 2 == 1 and not line.lstrip().startswith("//")
        before, block, _ = line.partition("/**")
        assert not (block and before.count('"') % 2), line
