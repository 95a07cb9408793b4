"""Markdown of a sentence as HTML, and nothing of it as markup that the text did not mean."""

from components.base.prose import paragraphs_html, sentence_html


def test_strong_words_and_code() -> None:
    assert sentence_html("a **b** `c*d*`") == "a <strong>b</strong> <code>c*d*</code>"


def test_code_keeps_its_asterisks_and_escapes() -> None:
    assert sentence_html("`x ** 2 < 3`") == "<code>x ** 2 &lt; 3</code>"
    assert sentence_html("1 * 2 * 3 <b>") == "1 * 2 * 3 &lt;b&gt;"


def test_empty_paragraphs_are_left_out() -> None:
    assert paragraphs_html(("one", "", "two")) == "<p>one</p><p>two</p>"


def test_negative_numbers_have_the_minus_of_print_but_in_code() -> None:
    assert sentence_html("-0.5, (-1) of 3-2-1 and `-2`") == "−0.5, (−1) of 3-2-1 and <code>-2</code>"
