"""What the pages of shapes, tensors, memory and devices say of themselves."""

from components.base.text import untranslated
from components.devices.page import PAGE as DEVICES
from components.memory.page import PAGE as MEMORY
from components.shapes.page import PAGE as SHAPES
from components.state.page import Page
from components.tensors.page import PAGE as TENSORS
from tests.cases import for_each


@for_each(
    ("page", "words", "picture", "lessons"),
    [
        (
            SHAPES,
            (
                "shapes",
                "Shapes",
                "Which tensors fit together, and how a shape is changed",
                "Notebook: the matrix product, then reshape, view and .t()",
            ),
            "shapes-picture",
            {"multiply": "multiply_lesson", "reshape": "change_lesson"},
        ),
        (
            TENSORS,
            (
                "tensors",
                "Tensors",
                "From one number to a photo, and random numbers",
                "Notebook: tensors, from one number to a photo, and randn",
            ),
            "tensors-picture",
            {"ladder": "ladder_lesson", "photo": "photo_lesson", "randn": "randn_lesson"},
        ),
        (
            MEMORY,
            (
                "memory",
                "Memory",
                "Arrays and tensors that look at the same memory",
                "Notebook: NumPy to torch and back",
            ),
            "value-memory",
            {"": "memory_lesson"},
        ),
        (
            DEVICES,
            (
                "devices",
                "Devices",
                "What this machine has, and why matrices are fast",
                "Notebook: tensors on a GPU",
            ),
            "timing-chart",
            {"": "devices_lesson"},
        ),
    ],
)
def test_a_page_has_its_words_its_picture_and_its_lessons(
    page: Page, words: tuple[str, str, str, str], picture: str, lessons: dict[str, str]
) -> None:
    assert page.block is not None
    assert (page.slug, page.title(untranslated), page.lead(untranslated), page.block(untranslated)) == words
    assert page.picture == (picture,)
    assert {part: lesson.__name__ for part, lesson in page.lessons.items()} == lessons
    assert page.stylesheet is not None
    assert page.stylesheet.name == f"{page.slug}.css"
