"""The network page: the notebook's numbers, every control, selection and changed values."""

import re

import pytest

from compute.network.spec import NetworkSpec
from tests.longhand import notebook
from tests.pages.page_reading import (
    GoldenPage,
    OpenPage,
    codes,
    container,
    field,
    html_in,
    in_link,
    numbers,
    pictures,
    report,
    tables,
    told,
    type_into,
)


def test_the_notebook_network(open_page: OpenPage) -> None:
    page = open_page("network", seed=7)
    assert not page.exception
    assert numbers(page, "value-hidden-1") == [0.6813, 0.4355]
    assert numbers(page, "value-output") == [0.3171]


@pytest.mark.parametrize(
    "spec",
    [
        NetworkSpec(0, 1, (1,), 1),
        NetworkSpec(9999, 64, (64,), 10),
        NetworkSpec(42, 5, (4, 3), 2),
        NetworkSpec(3, 64, (64,) * 6, 10),
        NetworkSpec(11, 16, (1, 16, 1), 1),
    ],
    ids=str,
)
def test_a_link_shows_what_raw_torch_gives(open_page: OpenPage, spec: NetworkSpec) -> None:
    names = ["hidden", *(f"hidden_{layer}" for layer in range(2, 7))]
    sizes = dict(zip(names, spec.hidden, strict=False))
    page = open_page(
        "network", seed=spec.seed, inputs=spec.inputs, outputs=spec.outputs, layers=len(spec.hidden), **sizes
    )
    *hidden, output = notebook(spec.seed, spec.inputs, spec.hidden, outputs=spec.outputs)
    assert not page.exception
    assert numbers(page, "value-output") == pytest.approx(output, abs=6e-5)
    for layer, expected in enumerate(hidden, start=1):
        assert numbers(page, f"value-hidden-{layer}") == pytest.approx(expected, abs=6e-5)


def test_sliders_one_after_the_other(open_page: OpenPage) -> None:
    page = open_page("network")
    page.slider(key="seed").set_value(12).run()
    page.slider(key="inputs").set_value(8).run()
    page.slider(key="hidden").set_value(5).run()
    page.slider(key="layers").set_value(2).run()
    page.slider(key="hidden_2").set_value(3).run()
    page.slider(key="outputs").set_value(4).run()
    *hidden, output = notebook(12, 8, (5, 3), outputs=4)
    assert numbers(page, "value-output") == pytest.approx(output, abs=6e-5)
    assert numbers(page, "value-hidden-2") == pytest.approx(hidden[1], abs=6e-5)


def test_activations_and_bias(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, activation="relu")
    assert numbers(page, "value-output") == [0.2616]
    page.selectbox(key="activation").set_value("tanh").run()
    assert numbers(page, "value-output") == [0.2853]
    page.selectbox(key="activation").set_value("identity").run()
    assert numbers(page, "value-output") == [0.2460]
    page.selectbox(key="activation").set_value("sigmoid").run()
    page.selectbox(key="output_activation").set_value("identity").run()
    assert numbers(page, "value-output") == [-0.7672]
    page.selectbox(key="output_activation").set_value("sigmoid").run()
    page.toggle(key="bias").set_value(False).run()
    assert numbers(page, "value-output") == [0.2751]


def test_another_seed_is_a_new_network(open_page: OpenPage) -> None:
    page = open_page("network", seed=7)
    for _ in range(3):  # one draw may hit 7 again
        page.button(key="another-seed").click().run()
    seed = page.slider(key="seed").value
    assert seed != 7
    assert numbers(page, "value-output") == pytest.approx(notebook(seed, 3, (2,))[-1], abs=6e-5)


def test_selecting_by_list_shows_the_sum(open_page: OpenPage) -> None:
    page = open_page("network", seed=7)
    page.selectbox(key="pick-unit").set_value("h1.1").run()
    assert in_link(page, "select") == "h1.1"
    shown = re.sub("<[^>]+>", "", " ".join(element.proto.body for element in page.get("html")))
    for value in ("−0.1468 × −1.1143", "0.1636", "−0.7035", "1.1668", "0.6270", "0.1328", "0.7598", "0.6813"):
        assert value in shown
    page.selectbox(key="pick-part").set_value("w1.1.1").run()
    assert field(page, "selected-value").text == "-1.1143"
    assert in_link(page, "select") == "w1.1.1"


def test_a_value_that_was_changed_where_it_stands_is_in_the_link(open_page: OpenPage) -> None:
    page = open_page("network", seed=7)
    report(page, "live", "scrubbed", {"values": {"w1.1.1": 0.5, "x3": -1.25}, "number": 5})
    assert in_link(page, "edits") == "w1.1.1_0.5~x3_-1.25"
    assert told(page)["values"]["heard"] == 5
    other = open_page("network", seed=7, edits="w1.1.1_0.5~x3_-1.25")
    assert numbers(page, "value-output") == numbers(other, "value-output") != [0.3171]


@pytest.mark.parametrize(
    "said",
    [
        {"values": {"h1.1": 0.5}, "number": 5},
        {"values": {"w9.1.1": 0.5}, "number": 5},
        {"values": {"w1.1.1": 100.5}, "number": 5},
        {"values": {"w1.1.1": "0.5"}, "number": 5},
        {"values": {"w1.1.1": None}, "number": 5},
        {"values": {"w1.1.1" * 20: 0.5}, "number": 5},
        {"values": [0.5], "number": 5},
        {"values": {"w1.1.1": 0.5}, "number": "5"},
        {"values": {"w1.1.1": 0.5}},
        "w1.1.1",
    ],
    ids=str,
)
def test_what_no_script_of_ours_says_changes_no_value(open_page: OpenPage, said: object) -> None:
    page = open_page("network", seed=7)
    report(page, "live", "scrubbed", said)
    assert not page.exception
    assert in_link(page, "edits") is None
    assert numbers(page, "value-output") == [0.3171]


def test_changing_a_weight_and_putting_it_back(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, select="w1.1.1")
    assert page.button(key="put-back").disabled
    type_into(page, "selected-value", "0,5")
    assert not page.button(key="put-back").disabled
    assert in_link(page, "edits") == "w1.1.1_0.5"
    assert field(page, "selected-value").text == "0.5000"
    changed = numbers(page, "value-output")
    assert changed != [0.3171]
    # The same link elsewhere.
    other = open_page("network", seed=7, edits="w1.1.1_0.5")
    assert numbers(other, "value-output") == changed
    page.button(key="put-back").click().run()
    assert in_link(page, "edits") is None
    assert numbers(page, "value-output") == [0.3171]


def test_what_is_no_value_stays_in_its_field_with_a_word(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, select="w1.1.1")
    for text in ("101", "-100.5", "nan", "1e999", "0.5 0.5", "[x](http://x)", "", "a lot"):
        type_into(page, "selected-value", text)
        assert not page.exception
        assert in_link(page, "edits") is None
        assert numbers(page, "value-output") == [0.3171]
        assert f"W1[0, 0]: “{text}” is no number from -100 to 100." in html_in(page, "selection")
    page.toggle(key="bias").set_value(False).run()  # it waits to be mended, whatever else is done
    assert field(page, "selected-value").text == text
    type_into(page, "selected-value", "-1,5")
    assert in_link(page, "edits") == "w1.1.1_-1.5"
    assert "is no number" not in html_in(page, "selection")
    type_into(page, "selected-value", text)
    page.selectbox(key="pick-part").set_value("w1.2.1").run()
    assert field(page, "selected-value").text == "-0.8948"


def test_the_same_value_can_be_typed_again(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, select="w1.1.1")
    for _ in range(3):
        type_into(page, "selected-value", "0.5")
        assert in_link(page, "edits") == "w1.1.1_0.5"
        page.button(key="put-back").click().run()
        assert field(page, "selected-value").text == "-1.1143"


def test_a_number_goes_to_the_value_that_it_was_typed_for(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, select="w1.1.1")
    page.selectbox(key="pick-part").set_value("w1.2.1").run()
    type_into(page, "selected-value", "0.5", of="w1.1.1")  # it was under way when the other was selected
    assert in_link(page, "edits") == "w1.1.1_0.5"
    assert (in_link(page, "select"), field(page, "selected-value").text) == ("w1.2.1", "-0.8948")
    for nothing in ("h1.1", "w9.1.1", "nonsense", ""):
        report(page, "selected-value", "typed", {"text": "0.25", "of": nothing, "number": 99})
    type_into(page, "selected-value", "a lot", of="w1.1.1")
    assert not page.exception
    assert in_link(page, "edits") == "w1.1.1_0.5"
    assert "is no number" not in html_in(page, "selection")


def click(name: str, number: int) -> dict[str, object]:
    return {"name": name, "number": number}


def test_of_clicks_that_come_together_the_last_counts(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, details="matrices")
    report(page, "network-chart", "picked", click("h1.1", 1), click("h1.2", 2))
    assert in_link(page, "select") == "h1.2"
    report(page, "network-chart", "picked", click("h1.1", 3), click("h1.1", 5))
    assert in_link(page, "select") == "h1.1"
    report(page, "matrix-chart", "picked", click("w1.1.1", 4))  # before the one that was heard
    assert in_link(page, "select") == "h1.1"
    report(page, "network-chart", "picked", click("", 6))
    assert in_link(page, "select") is None


def test_a_picture_says_what_is_selected_and_which_click_was_the_last(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, hidden=40, details="matrices")
    report(page, "network-chart", "picked", click("w1.1.1", 7))
    for key in ("network-chart", "matrix-chart"):
        shown = pictures(page)[key]
        assert (shown["selected"], shown["heard"]) == ("w1.1.1", 7)


def test_putting_all_back(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, edits="w1.1.1_0.5~b2.1_3.0~x2_-1.0")
    assert numbers(page, "value-output") != [0.3171]
    page.button(key="put-all-back").click().run()
    assert numbers(page, "value-output") == [0.3171]


def test_a_changed_value_outside_the_network_rests(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, hidden=5, edits="w1.1.4_0.5")
    page.slider(key="hidden").set_value(2).run()
    assert numbers(page, "value-output") == [0.3171]
    assert any("w1.1.4" in caption.value for caption in page.markdown)
    page.slider(key="hidden").set_value(5).run()
    assert in_link(page, "edits") == "w1.1.4_0.5"
    assert any("W1[0, 3]" in caption.value for caption in page.markdown)


def test_selecting_leaves_the_numbers_alone(open_page: OpenPage) -> None:
    page = open_page("network", seed=7)
    for name in ("x1", "h1.2", "y1", "x3"):
        page.selectbox(key="pick-unit").set_value(name).run()
        assert not page.exception
        assert numbers(page, "value-output") == [0.3171]
        assert numbers(page, "value-hidden-1") == [0.6813, 0.4355]


def test_crossing_sixteen_elements_says_why(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, inputs=5, hidden=3)
    assert not any("16" in caption.value for caption in page.caption)
    page.slider(key="hidden").set_value(4).run()
    assert any("W1" in caption.value and "20" in caption.value and "16" in caption.value for caption in page.caption)
    page.slider(key="seed").set_value(8).run()
    page.slider(key="inputs").set_value(16).run()
    assert any("features" in caption.value for caption in page.caption)


@pytest.mark.parametrize("select", ["", "x2", "h1.2", "w1.3.2", "b2.1", "y1"])
def test_every_detail_of_every_kind_of_selection(open_page: OpenPage, select: str) -> None:
    page = open_page("network", seed=7, select=select)
    for details in ("formula", "matrices", "activation", "program"):
        page.segmented_control(key="details").set_value(details).run()
        assert not page.exception, details
        if details == "program":
            assert "torch.manual_seed(7)" in codes(page)[0]
        elif details == "formula":
            assert "$$" in page.markdown[-1].value or "x_{2}" in page.markdown[-1].value
        elif details == "matrices":
            assert 'role="group" aria-label="Matrix W' in tables(page)["matrix-chart"]
        else:
            assert len(pictures(page)) == 2


def test_a_message_with_an_older_link_takes_nothing_back(open_page: OpenPage) -> None:
    page = open_page("network", seed=7)
    page.selectbox(key="pick-unit").set_value("h1.2").run()
    assert in_link(page, "select") == "h1.2"
    del page.query_params["select"]  # as a browser sends it that has not heard of the selection yet
    page.slider(key="seed").set_value(8).run()
    assert in_link(page, "select") == "h1.2"


def test_the_picture_stands_in_its_container(open_page: OpenPage) -> None:
    page = open_page("network", seed=7)
    (picture,) = container(page, "diagram").get("bidi_component")
    assert picture.proto.id.endswith("-network-chart")
    shown = pictures(page)["network-chart"]
    assert "0.3171" in shown["alt"]
    assert any("0.3171" in text for trace in shown["data"] for text in trace.get("text", ()))
    assert "0.3171" in html_in(page, "value-output")


def test_the_sliders_of_the_hidden_layers_say_which_they_are(open_page: OpenPage) -> None:
    page = open_page("network", seed=7)
    assert {slider.key: slider.label for slider in page.slider if slider.key.startswith("hidden")} == {
        "hidden": "hidden units"
    }
    page.slider(key="layers").set_value(3).run()
    assert {slider.key: slider.label for slider in page.slider if slider.key.startswith("hidden")} == {
        "hidden": "units in h1",
        "hidden_2": "units in h2",
        "hidden_3": "units in h3",
    }


SAID: dict[str, dict[str, object]] = {
    "notebook": {},
    "weight": {"select": "w1.2.1"},
    "walk": {"step": 3, "select": "h1.2"},
    "walked": {"step": 6, "bias": "false"},
    "negative": {"edits": "x1_-50~w1.1.1_-99.5~b1.2_-0.5~x9_1", "select": "w1.1.1", "details": "formula"},
    "wide": {
        "inputs": 20,
        "hidden": 20,
        "layers": 2,
        "outputs": 9,
        "output_activation": "softmax",
        "select": "h1.1",
        "details": "formula",
    },
    "wide-walk": {
        "inputs": 20,
        "hidden": 20,
        "layers": 2,
        "outputs": 9,
        "output_activation": "softmax",
        "step": 2,
        "select": "y3",
    },
    "matrices": {"details": "matrices", "select": "h1.1", "edits": "b1.1_-60.25"},
    "bias": {"details": "compare"},
    "activation": {"details": "compare", "compare": "activation", "activation": "tanh", "layers": 2, "hidden": 18},
    "seed": {"details": "compare", "compare": "seed", "outputs": 2, "select": "y2"},
    "program": {"details": "program", "edits": "w1.2.1_-1"},
    "activation-curve": {"details": "activation", "select": "h1.2", "edits": "b1.2_-30"},
    "guess": {"predict": "true", "outputs": 2, "select": "y2"},
}
"""Scenes whose whole text is stored."""


@pytest.mark.parametrize("name", SAID)
def test_all_that_the_page_says(open_page: OpenPage, golden_page: GoldenPage, name: str) -> None:
    golden_page(open_page("network", **SAID[name]), f"network-{name}")


def test_a_button_in_the_picture_moves_the_slider_of_a_size(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, select="h1.1", outputs=10)
    for number, name in enumerate(
        ("more.hidden", "more.hidden", "less.inputs", "more.outputs", "more.hidden_4"), start=1
    ):
        report(page, "network-chart", "picked", click(name, number))
    assert [page.slider(key=key).value for key in ("hidden", "inputs", "outputs")] == [4, 2, 10]
    assert in_link(page, "select") == "h1.1"
    assert not page.exception
