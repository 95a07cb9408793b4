"""The JavaScript: what of it reaches the browser, and its own tests, which run in node."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from components.browser.script import script, together
from tests.cases import for_each

ROOT = Path(__file__).parent.parent.parent
NODE = Path(sys.executable).with_name("node")
SCRIPTS = sorted((ROOT / "components").rglob("*.js"))
RUN_ALL = Path(__file__).with_name("run_all.js")
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


@pytest.mark.long
def test_the_scripts_do_what_their_own_tests_say(served: Path) -> None:
    command = [NODE, "--test-reporter=spec", RUN_ALL, *TESTS]
    environment = {**os.environ, "SERVED": str(served)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    tested = re.findall(r"^▶ (.+)\n +✔", done.stdout, re.MULTILINE)
    assert sorted(tested) == [str(path) for path in TESTS]


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


def test_scripts_in_one_component_have_each_its_own_piece(tmp_path: Path) -> None:
    """Also two that use the same names; one without a piece is left out, and all end together."""
    part = """const name = {name!r}
export default function ({{ data: [what], parentElement, setTriggerValue }}) {{
  console.log(name, what, parentElement)
  setTriggerValue(name, what)
  return () => console.log(name, "ends")
}}
"""
    one = together(*(part.format(name=name) for name in ("first", "second", "third")))
    use = """
const sent = (name, value) => console.log("sent", name, value)
const end = (await import("./one.js")).default({ data: [[1], null, [3]], parentElement: "here", setTriggerValue: sent })
end()
"""
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "one.js").write_text(one, "utf-8")
    (tmp_path / "use.js").write_text(use, "utf-8")
    done = subprocess.run([NODE, tmp_path / "use.js"], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines() == [
        *("first 1 here", "sent first 1", "third 3 here", "sent third 3"),
        *("first ends", "third ends"),
    ]


def test_a_script_that_exports_nothing_is_no_part() -> None:
    with pytest.raises(ValueError, match="once"):
        together("const name = 1")


@for_each("path", SCRIPTS)
def test_what_reaches_the_browser_is_a_script_without_types(path: Path, served: Path) -> None:
    text = (served / path.relative_to(ROOT)).read_text("utf-8")
    assert "@type" not in text
    assert "@param" not in text
    assert len(text) < len(path.read_text("utf-8"))


def test_what_reaches_the_browser_can_be_read(served: Path) -> None:
    """Each by itself, as a module."""
    texts = [(served / path.relative_to(ROOT)).read_text("utf-8") for path in SCRIPTS]
    read = "for (const text of JSON.parse(readFileSync(0, 'utf-8'))) new SourceTextModule(text)"
    program = f"import {{ readFileSync }} from 'node:fs'; import {{ SourceTextModule }} from 'node:vm'; {read}"
    command = [NODE, "--experimental-vm-modules", "--no-warnings", "--input-type=module", "--eval", program]
    subprocess.run(command, input=json.dumps(texts), text=True, check=True)
    broken = json.dumps([*texts, "export default function ({ }"])
    assert subprocess.run(command, input=broken, text=True, capture_output=True, check=False).returncode == 1


@for_each("path", SCRIPTS)
def test_no_text_in_a_script_looks_like_a_comment(path: Path) -> None:
    """`script` would cut a string that holds `/**`, and a line of a template that begins with `//`."""
    inside = False
    for line in path.read_text("utf-8").splitlines():
        assert not (inside and line.lstrip().startswith("//")), line
        inside ^= line.count("`") % 2 == 1 and not line.lstrip().startswith("//")
        before, block, _ = line.partition("/**")
        assert not (block and before.count('"') % 2), line
