"""Scripts as the browser gets them: without what is for readers, and several as one."""

from pathlib import Path

import pytest

from components.browser.history import EARLY_SCRIPT
from components.browser.script import script, together


def test_what_is_for_readers_goes_and_code_stays(tmp_path: Path) -> None:
    path = tmp_path / "some.js"
    path.write_text(
        "/** What it does.\n * @type {number} */\nconst a = 1  // one\n\n  // alone\n\t//\n"
        "let b = /** @type {any} */ (a)\n"
        'const c = "http://x"\n/* plain */\n',
        "utf-8",
    )
    assert script(path) == 'const a = 1  // one\nlet b = (a)\nconst c = "http://x"\n/* plain */\n'


def test_each_of_several_scripts_is_a_function_that_gives_its_own_back() -> None:
    one, two = "const a = 1\nexport default function (x) { return a }\n", "export default function begin() {}\n"
    text = together(one, two)
    assert (
        "const parts = [\n(() => {\nconst a = 1\nreturn function (x) { return a }\n})(),\n"
        "(() => {\nreturn function begin() {}\n})()\n]"
    ) in text
    assert "const parts = []" not in text
    assert text.count("export default function") == 1


@pytest.mark.parametrize("text", ["const a = 1", "export default function a() {}\nexport default function b() {}"])
def test_a_script_gives_one_thing_back(text: str) -> None:
    with pytest.raises(ValueError, match="a script says `export default function` once"):
        together(text)


def test_the_early_script_runs_by_itself() -> None:
    assert EARLY_SCRIPT.startswith("(() => {\n")
    assert EARLY_SCRIPT.endswith("begin()\n})()")
    assert EARLY_SCRIPT.count("function begin") == 1
