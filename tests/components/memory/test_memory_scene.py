"""What a link to the memory page shows while a slider moves."""

from components.base.text import untranslated
from components.memory.controls import FIELDS
from components.memory.figures.memory_strip import cards_html, tapes_html
from components.memory.panels.history import element_html, history_html
from components.memory.panels.story import story_html
from components.memory.scene import memory_scene
from tests.compute.memory.histories import scene


def test_seed_lines_element_and_guess_come_from_the_link() -> None:
    link = {field.name: field.default for field in FIELDS} | {"beat": ""}
    link |= {"seed": "12", "ops": "from_a~mul_b", "at": "a.1.2", "guess": "no"}
    moved, shown = memory_scene(link, untranslated), scene("from_a~mul_b", seed=12)
    parts = {name: html for name, html in moved.parts.items() if name.startswith("value")}
    assert parts == {
        "value-output": element_html(shown, ("a", 1, 2), untranslated),
        "value-history": history_html(shown, untranslated),
        "value-story": story_html(shown, "no", untranslated),
    }
    cards = cards_html(shown, ("a", 1, 2), untranslated)
    assert moved.tables["memory-cards"] == cards
    assert moved.tables["memory-board"].count("<section") == tapes_html(shown, ("a", 1, 2)).count("<section") == 1
    assert moved.waits[0] == "memory-program"
