"""A saved scene at its limits, and the sentences that say what is wrong with one."""

import json

import pytest

from compute.files.scene import SavedLink, SceneError, read_scene, scene_text
from tests.cases import for_each

HERE = SavedLink("network", {"seed": "7"})


def test_the_text_of_a_scene() -> None:
    assert json.loads(scene_text(HERE)) == {"version": 1, "page": "network", "link": {"seed": "7"}}


def padded(length: int) -> str:
    """Write a scene with blanks behind it, so that it has this many characters."""
    return scene_text(HERE).ljust(length)


def long_link(length: int) -> SavedLink:
    """Make a scene whose link has so many characters: a name, `=`, and a value."""
    return SavedLink("network", {"edits": "x" * (length - len("edits="))})


@for_each(
    ("text", "words"),
    [
        (padded(16_000), ""),
        (padded(16_001), "16001 characters, at most 16000"),
        (scene_text(long_link(8_000)), ""),
        (scene_text(long_link(8_001)), "a link of 8001 characters, at most 8000"),
        (scene_text(SavedLink("network", {f"a{number}": "" for number in range(64)})), ""),
        (scene_text(SavedLink("network", {f"a{number}": "" for number in range(65)})), "no link"),
        (scene_text(SavedLink("a" * 32, {"b" * 32: ""})), ""),
        (scene_text(SavedLink("a" * 33, {})), "no name of a page"),
        (scene_text(SavedLink("network", {"b" * 33: ""})), "a name or a value that no link has"),
        (scene_text(SavedLink("1network", {})), "no name of a page"),
        ("{", "no JSON"),
        ("[]", "version, page and link are expected"),
        ('{"version": 0, "page": "network", "link": {}}', "another version"),
        ('{"version": 2, "page": "network", "link": {}}', "another version"),
        ('{"version": 1, "page": 7, "link": {}}', "no name of a page"),
    ],
)
def test_what_is_within_its_limits_is_read_and_what_is_not_is_named(text: str, words: str) -> None:
    if not words:
        found = read_scene(text)
        assert scene_text(found) == text.rstrip()
        return
    with pytest.raises(SceneError) as caught:
        read_scene(text)
    assert str(caught.value) == words
