"""The comparison below the picture: what differs, the other seed, and what is said about it."""

import re

import pytest

from tests.pages.page_reading import OpenPage, html_in, in_link, numbers, pictures


def test_each_thing_that_can_differ(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, details="compare")
    assert numbers(page, "value-compare")[:3] == [0.2751, 0.3171, 0.0420]
    assert {"compare-this", "compare-other"} < set(pictures(page))
    assert "0.2751" in pictures(page)["compare-other"]["alt"]
    page.segmented_control(key="compare").set_value("activation").run()
    assert in_link(page, "compare") == "activation"
    # Without any function, and left out in the hidden layers or at the output only.
    assert numbers(page, "value-compare")[:5] == [-1.1200, 0.3171, 1.4371, 0.2460, -0.7672]
    page.segmented_control(key="compare").set_value("seed").run()
    assert "seed 8" in html_in(page, "value-compare")
    page.slider(key="other_seed").set_value(12).run()
    assert in_link(page, "other_seed") == "12"
    other = open_page("network", seed=12)
    assert numbers(page, "value-compare")[0] == numbers(other, "value-output")[0]
    page.segmented_control(key="compare").set_value("bias").run()
    page.segmented_control(key="compare").set_value("seed").run()
    assert page.slider(key="other_seed").value == 12
    page.toggle(key="bias").set_value(False).run()
    page.segmented_control(key="details").set_value(None).run()
    assert not page.exception
    assert set(pictures(page)) == {"network-chart"}


@pytest.mark.parametrize(
    ("link", "titles", "said"),
    [
        ({}, ["with bias", "without bias"], "Without bias y would be 0.2751 instead of 0.3171. That is 0.0420 lower."),
        (
            {"bias": "false"},
            ["without bias", "with bias"],
            "With bias y would be 0.3171 instead of 0.2751. That is 0.0420 higher.",
        ),
        (
            {"compare": "activation", "activation": "tanh"},
            ["tanh, sigmoid", "without activation"],
            "Without activation y would be −1.1200 instead of",
        ),
        (
            {"compare": "activation", "activation": "sigmoid"},
            ["sigmoid", "without activation"],
            "Without activation y would be −1.1200 instead of 0.3171. That is 1.4371 lower.",
        ),
        ({"compare": "seed", "other_seed": 12}, ["seed 7", "seed 12"], "With seed 12 y would be"),
    ],
)
def test_which_of_the_two_is_which(open_page: OpenPage, link: dict[str, object], titles: list[str], said: str) -> None:
    page = open_page("network", seed=7, details="compare", **link)
    html = html_in(page, "value-compare")
    assert f"<p>{said}" in html
    assert re.findall(r'<th scope="col">([^<]+)</th>', html) == [*titles, "difference"]
    for key, title in zip(("compare-this", "compare-other"), titles, strict=True):
        shown = pictures(page)[key]
        assert shown["alt"].startswith(f"{title}. ")
        assert shown["layout"]["annotations"][-1]["text"] == f"<b>{title}</b>"
    alts = [pictures(page)[key]["alt"] for key in ("compare-this", "compare-other")]
    for words, mine, others in (("instead of", *alts), ("would be", *reversed(alts))):
        found = re.search(rf"{words} ([-−]?\d+\.\d+)", html)
        assert found is not None
        assert found[1] in mine
        assert found[1] not in others


def test_the_neuron_shows_the_step_that_differs(open_page: OpenPage) -> None:
    page = open_page("neuron", seed=7, details="compare", bias="false", edits="b1.1_1.0")
    assert "With bias y would be" in html_in(page, "value-compare")
    assert numbers(page, "value-compare")[1] == 0.1214
    # The changed bias rests while there is none, and counts in the other unit.
    assert numbers(page, "value-compare")[0] == numbers(open_page("neuron", edits="b1.1_1.0"), "value-output")[0]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ({"compare": "seed", "other_seed": 7}, "same seed"),
        ({"compare": "activation", "activation": "identity", "output_activation": "identity"}, "identity already"),
    ],
)
def test_where_nothing_differs_it_says_so(open_page: OpenPage, link: dict[str, object], words: str) -> None:
    page = open_page("network", seed=7, details="compare", **link)
    assert not page.exception
    assert words in html_in(page, "value-compare")
    assert set(pictures(page)) == {"network-chart"}


def test_the_selected_output_is_the_one_that_is_spoken_of(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, outputs=3, select="y2", details="compare")
    assert "Without bias y2 would be" in html_in(page, "value-compare")
    page = open_page("network", seed=7, outputs=3, select="h1.2", details="compare")
    assert "Without bias y1 would be" in html_in(page, "value-compare")


def test_rubbish_in_the_link_of_the_comparison(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, details="compare", compare="weights", other_seed="1e9")
    assert not page.exception
    assert "compare" in page.warning[0].value
    assert "0..9999" in page.warning[0].value
    assert numbers(page, "value-compare")[:2] == [0.2751, 0.3171]
