"""The exercises page in a browser: an answer, the way to another page and back, another exercise, a phone, axe."""

from playwright.sync_api import Error, Page

from tests.browser.barriers import grave_violations
from tests.browser.scene import PATIENCE, complete, in_link, wait_for_link
from tests.browser.test_layout import OUT_OF_SIGHT, TOO_WIDE
from tests.longhand import notebook


def visit(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".st-key-value-drawn pre").wait_for(timeout=PATIENCE)
    complete(page)


def answer(page: Page, text: str, words: str) -> None:
    """Hand in an answer and wait for these words of the verdict."""
    page.locator(".st-key-answer textarea").fill(text)
    page.locator(".st-key-check button").click()
    try:
        page.locator(".st-key-value-feedback", has_text=words).wait_for(timeout=PATIENCE)
    except Error:
        said, typed = page.locator(".st-key-value-feedback").inner_text(), page.locator(".st-key-answer textarea")
        raise AssertionError(f"of {text!r}, now {typed.input_value()!r}, it says {said!r}; {page.url}") from None
    complete(page)


def test_answering_and_coming_back(page: Page, site: str) -> None:
    visit(page, f"{site}/exercises?seed=7")
    assert page.evaluate(OUT_OF_SIGHT, [".st-key-value-drawn pre", ".st-key-check", ".st-key-value-feedback"]) == []
    answer(page, "0,1214", "the bias was forgotten")
    answer(page, "torch.mm(features, weights)", "mat1 and mat2 shapes cannot be multiplied (1x5 and 1x5)")
    answer(page, "activation(torch.mm(features, weights.view(5, 1)) + bias)", "Right: y = 0.1595")
    progress = page.locator(".st-key-value-progress li.done")
    assert progress.inner_text().split() == ["1", "✓", "1"]
    page.get_by_role("link", name="Neuron").click()
    page.locator(".st-key-value-output b").wait_for(timeout=PATIENCE)
    page.get_by_role("link", name="Exercises").click()
    progress.wait_for(timeout=PATIENCE)


def test_a_right_answer_fills_the_picture_is_celebrated_and_leads_on(page: Page, site: str) -> None:
    visit(page, f"{site}/exercises?seed=7")
    assert page.locator(".filling .open").count() == 8
    page.evaluate("() => addEventListener('animationstart', event => (window.moved ??= []).push(event.animationName))")
    answer(page, "activation(torch.sum(features * weights) + bias)", "Right: y = 0.1595")
    assert page.locator(".filling .open").count() == 0
    assert page.locator(".filling .last b").inner_text() == "0.1595"
    page.wait_for_function("() => window.moved?.includes('flies') && window.moved.includes('filled')", timeout=PATIENCE)
    page.locator(".st-key-next-exercise button").click()
    wait_for_link(page, "exercise", "2")


def test_nothing_flies_for_those_who_have_asked_for_that(page: Page, site: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    visit(page, f"{site}/exercises?seed=7")
    answer(page, "0.1595", "Right: y = 0.1595")
    scrap = page.locator(".confetti i").first
    assert scrap.evaluate("scrap => [getComputedStyle(scrap).animationName, getComputedStyle(scrap).opacity]") == [
        "none",
        "0",
    ]


def test_another_exercise_has_its_own_sizes_in_link_and_slider(page: Page, site: str) -> None:
    visit(page, f"{site}/exercises?seed=12&inputs=9&hints=2")
    page.get_by_role("radio", name="3 · two layers").click()
    wait_for_link(page, "exercise", "3")
    page.locator(".st-key-hidden").wait_for(timeout=PATIENCE)
    complete(page)
    assert [in_link(page, name) for name in ("seed", "inputs", "hidden", "hints")] == ["12", None, None, None]
    y = f"{notebook(12, 3, [2])[-1][0]:.4f}"
    answer(page, y, f"Right: y = {y}")
    visit(page, page.url)
    assert "randn(3, 2)" in page.locator(".st-key-value-drawn").inner_text()


def test_a_gradient_from_the_guess_to_the_mark(page: Page, site: str) -> None:
    visit(page, f"{site}/exercises?seed=7&exercise=4")
    page.get_by_role("radio", name="up", exact=True).click()
    page.locator(".st-key-value-feedback", has_text="You said: up. Now compute it.").wait_for(timeout=PATIENCE)
    answer(page, "-0,2958", "only delta of the output")
    assert page.locator(".filling .open").count() == 1
    answer(page, "-0,2015", "You said: up. So it is.")
    assert page.locator(".filling .last b").inner_text() == "−0.2015"
    assert page.locator(".st-key-value-progress li.done").inner_text().split() == ["4", "✓", "1"]
    page.locator(".st-key-next-exercise button").click()
    wait_for_link(page, "exercise", "5")
    page.locator(".st-key-value-feedback", has_text="take B1[0, 0] up or down?").wait_for(timeout=PATIENCE)


def test_a_phone_has_all_of_the_last_exercise(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{site}/exercises?seed=7&exercise=6&hints=5&lang=es")
    answer(page, "-1.1064", "Correcto: W1[0, 0] = −1.1064")
    assert page.evaluate(TOO_WIDE) == []
    assert not grave_violations(page)
    marks = page.locator(".st-key-value-progress").bounding_box()
    again = page.locator(".st-key-reset-progress button").bounding_box()
    assert marks is not None
    assert again is not None
    assert again["y"] >= marks["y"] + marks["height"] or again["x"] >= marks["x"] + marks["width"]


def test_a_phone_and_axe(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    visit(page, f"{site}/exercises?seed=7&inputs=64&hidden=64&exercise=3&hints=5")
    answer(page, "torch.mm(features, W2.t())", "RuntimeError")
    assert page.evaluate(TOO_WIDE) == []
    page.locator(".st-key-exercise-help .code-block code").first.wait_for(timeout=PATIENCE)
    assert not grave_violations(page)
