"""Every page asks for something before it tells."""

import pytest

from components.frame.pages import PAGES
from components.widgets.lesson_panel import LESSON
from tests.pages.page_reading import OpenPage, container, tables


@pytest.mark.parametrize("slug", [page.slug for page in PAGES])
def test_a_first_visit_is_asked_something(open_page: OpenPage, slug: str) -> None:
    page = open_page(slug)
    asked = tables(page).get(LESSON, "")
    if 'class="st-key-question"' not in asked:
        container(page, "question")
