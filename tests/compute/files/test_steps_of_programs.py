"""Steps of a program as one source."""

from compute.files.steps import in_one
from tests.cases import for_each


@for_each(
    ("steps", "source"),
    [
        ([], "\n"),
        (["a = 1"], "a = 1\n"),
        (["a = 1", "b = 2"], "a = 1\n\nb = 2\n"),
        (["a = 1", "", "b = 2", ""], "a = 1\n\nb = 2\n"),
    ],
)
def test_steps_stand_apart_and_one_without_code_is_none(steps: list[str], source: str) -> None:
    assert in_one(steps) == source
