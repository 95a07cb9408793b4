"""Neighbours of one kind share a piece of colour, and what has no kind has none."""

from components.base.highlighting import highlighted
from tests.cases import for_each


@for_each(
    ("code", "html"),
    [
        ("", ""),
        ("x", "x"),
        ("1", '<span class="literal">1</span>'),
        ("x = 'a<b'", 'x = <span class="literal">&#x27;a&lt;b&#x27;</span>'),
        ("True", '<span class="literal">True</span>'),
        ("def f", '<span class="keyword">def</span> <span class="keyword">f</span>'),
        ("a and b", 'a <span class="keyword">and</span> b'),
        ("a + 1 # b", 'a + <span class="literal">1</span> <span class="comment"># b</span>'),
    ],
)
def test_a_line_of_code(code: str, html: str) -> None:
    assert highlighted(code) == html
