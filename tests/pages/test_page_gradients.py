"""The gradients page: torch's own gradients for every link, what is said where a loss does not fit, and its steps."""

import json
import re
from urllib.parse import urlencode

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch import Tensor
from torch.nn import functional

from components.base.small import small
from components.frame.scene_route import asked, scene_json
from components.gradients import scene
from components.network.panels.editor import EDITOR
from components.state.scene import NotReady
from compute.network.program_ways import MODULE, NOTEBOOK, SEQUENTIAL
from compute.network.spec import NetworkSpec
from tests.lessons.pack_checking import run
from tests.longhand import TOLERANCE, draw_longhand
from tests.pages.page_reading import (
    GoldenPage,
    OpenPage,
    codes,
    container,
    html_in,
    in_link,
    numbers,
    pictures,
    report,
    told,
    type_into,
)
from tests.pages.test_page_beats import heading_of
from tests.pages.test_page_program import MADE_BY
from tests.pages.test_page_short_way import agrees

FUNCTIONS = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}
CHART = "gradients-chart"


class Raw:
    """Drawn as in the notebook, and gone back by `loss.backward()`; then `updates` steps of gradient descent."""

    def __init__(
        self, spec: NetworkSpec, target: float = 1.0, loss: str = "mse", rate: float = 0.1, updates: int = 0
    ) -> None:
        features, weights, biases = draw_longhand(spec)
        self.features, self.weights, self.biases = features.requires_grad_(), weights, biases
        self.losses: list[float] = []
        leaves = [*weights, *biases]
        for step in range(updates + 1):
            for leaf in [features, *leaves]:
                leaf.requires_grad_().grad = None
            loss_now = self._loss(spec, target, loss)
            self.losses.append(loss_now.item())
            loss_now.backward()
            if step < updates:
                with torch.no_grad():
                    for each, slope in [(each, each.grad) for each in leaves]:
                        assert slope is not None
                        each.sub_(rate * slope)

    def _loss(self, spec: NetworkSpec, target: float, loss: str) -> Tensor:
        values = self.features
        self.z = []
        for layer, weight in enumerate(self.weights, start=1):
            z = values @ weight + (self.biases[layer - 1] if spec.bias else 0)
            z.retain_grad()
            self.z.append(z)
            values = FUNCTIONS[spec.activation_of(layer)](z)
        self.output = values
        if loss == "ce":
            return functional.cross_entropy(self.z[-1], torch.tensor([int(target)]))
        wanted = torch.full_like(values, target)
        return functional.mse_loss(values, wanted) if loss == "mse" else functional.binary_cross_entropy(values, wanted)


def gradient(page: AppTest) -> float:
    (found,) = numbers(page, "value-gradient")
    return found


def loss(page: AppTest) -> float:
    (found,) = numbers(page, "value-loss")
    return found


def approx(value: float | Tensor) -> object:
    return pytest.approx(value.item() if isinstance(value, Tensor) else value, abs=TOLERANCE)


def test_the_page_as_it_opens(open_page: OpenPage) -> None:
    page, raw = open_page("gradients"), Raw(NetworkSpec())
    assert not page.exception
    assert not page.warning
    assert loss(page) == approx(raw.losses[0])
    assert gradient(page) == approx(raw.weights[0].grad[0, 0])
    assert numbers(page, "value-output") == [approx(raw.output[0, 0])]
    assert "dL/dW1[0, 0]" in html_in(page, "value-gradient")


@pytest.mark.parametrize(
    ("select", "of"),
    [
        ("w1.3.2", lambda raw: raw.weights[0].grad[2, 1]),
        ("w2.1.1", lambda raw: raw.weights[1].grad[0, 0]),
        ("b1.2", lambda raw: raw.biases[0].grad[0, 1]),
        ("x2", lambda raw: raw.features.grad[0, 1]),
        ("h1.2", lambda raw: raw.z[0].grad[0, 1]),
        ("y1", lambda raw: raw.z[1].grad[0, 0]),
        ("w6.60.60", lambda raw: raw.weights[0].grad[0, 0]),  # this network has none, so the first weight stands in
    ],
)
def test_whatever_is_selected_has_torchs_gradient(open_page: OpenPage, select: str, of) -> None:  # type: ignore[no-untyped-def]
    page, raw = open_page("gradients", seed=12, select=select, view="backward"), Raw(NetworkSpec(seed=12))
    assert gradient(page) == approx(of(raw))
    assert f"<b>{small(of(raw).item())}</b></p>" in html_in(page, "band")


@pytest.mark.parametrize(("name", "target", "outputs"), [("mse", "0.5", 3), ("bce", "0.3", 2), ("ce", "2", 3)])
def test_each_loss_is_torchs(open_page: OpenPage, name: str, target: str, outputs: int) -> None:
    spec = NetworkSpec(seed=4, inputs=4, hidden=(3, 2), outputs=outputs, activation="tanh")
    link = {"inputs": 4, "layers": 2, "hidden": 3, "hidden_2": 2, "outputs": outputs, "activation": "tanh"}
    page = open_page("gradients", seed=4, loss=name, target=target, select="w2.2.1", **link)
    raw = Raw(spec, float(target), name)
    assert not page.warning
    assert loss(page) == approx(raw.losses[0])
    assert gradient(page) == approx(raw.weights[1].grad[1, 0])


def test_the_picture_shows_gradients_on_edges_and_deltas_in_units(open_page: OpenPage) -> None:
    raw = Raw(NetworkSpec())
    (points,) = pictures(open_page("gradients", view="backward"))[CHART]["data"]
    shown = {}
    for name, text in zip(points["customdata"], points["text"], strict=True):
        if re.search(r"\d\.\d{4}", text):
            shown[name] = float(re.search(r"[-−+]?\d+\.\d{4}", text)[0].replace("−", "-"))
    assert shown["w1.3.2"] == approx(raw.weights[0].grad[2, 1])
    assert shown["w2.2.1"] == approx(raw.weights[1].grad[1, 0])
    assert shown["h1.1"] == approx(raw.z[0].grad[0, 0])
    assert shown["y1"] == approx(raw.z[1].grad[0, 0])
    assert shown["x1"] == approx(raw.features.grad[0, 0])
    assert shown["b1.2"] == approx(raw.biases[0].grad[0, 1])
    forward = json.dumps(pictures(open_page("gradients"))[CHART]["data"], ensure_ascii=False)
    assert f"{raw.output.item():.4f}" in forward


def test_steps_go_down_and_back(open_page: OpenPage) -> None:
    raw = Raw(NetworkSpec(), rate=0.5, updates=11)
    page = open_page("gradients", rate="0.5", edits="")
    page.button(key="take-step").click().run()
    assert in_link(page, "updates") == "1"
    assert loss(page) == approx(raw.losses[1])
    assert f"after 1 step: {raw.losses[0]:.4f} → {raw.losses[1]:.4f}" in html_in(page, "goal")
    page.button(key="take-ten").click().run()
    assert loss(page) == approx(raw.losses[11])
    assert gradient(page) == approx(raw.weights[0].grad[0, 0])
    for _ in range(11):
        page.button(key="step-off").click().run()
    assert in_link(page, "updates") is None
    assert loss(page) == approx(raw.losses[0])
    assert page.button(key="step-off").disabled


def test_every_slider_writes_the_link(open_page: OpenPage) -> None:
    page = open_page("gradients")
    page.slider(key="target").set_value(0.25).run()
    page.select_slider(key="rate").set_value("3").run()
    page.slider(key="updates").set_value(7).run()
    assert [in_link(page, name) for name in ("target", "rate", "updates")] == ["0.25", "3", "7"]
    assert loss(page) == approx(Raw(NetworkSpec(), 0.25, rate=3.0, updates=7).losses[-1])
    page.slider(key="target").set_value(1.0).run()
    assert in_link(page, "target") is None


def test_a_rate_of_ones_own_is_among_those_of_the_slider(open_page: OpenPage) -> None:
    page = open_page("gradients", rate="0.25", updates=2)
    assert page.select_slider(key="rate").value == "0.25"
    assert loss(page) == approx(Raw(NetworkSpec(), rate=0.25, updates=2).losses[-1])


def test_a_loss_that_does_not_fit_is_told_in_words(open_page: OpenPage) -> None:
    page = open_page("gradients", loss="bce", output_activation="tanh")
    assert "`bce`" in page.warning[0].value
    assert "`sigmoid`, `softmax`" in page.warning[0].value
    assert "mse" in html_in(page, "value-loss")
    page = open_page("gradients", loss="ce")
    assert "2 outputs" in page.warning[0].value
    assert loss(page) == approx(Raw(NetworkSpec()).losses[0])
    page = open_page("gradients", activation="heaviside", view="backward", updates=3)
    assert "`heaviside`" in page.warning[0].value
    assert "<b>?</b>" in html_in(page, "value-gradient")
    assert numbers(page, "value-output")
    assert not page.exception


def test_the_class_is_one_of_the_outputs(open_page: OpenPage) -> None:
    page = open_page("gradients", loss="ce", outputs=3, target="9")
    assert page.slider(key="target").value == 2
    assert page.slider(key="target").max == 2


def test_a_changed_weight_counts_where_the_steps_begin(open_page: OpenPage) -> None:
    page = open_page("gradients", select="w1.2.1")
    type_into(page, "selected-value", "0.5")
    assert in_link(page, "edits") == "w1.2.1_0.5"
    page.button(key="take-step").click().run()
    assert "0" in page.caption[0].value
    assert told(page)["values"] is None


def test_a_press_in_the_picture_selects_and_a_second_one_goes_back_to_the_first_weight(open_page: OpenPage) -> None:
    page = open_page("gradients")
    report(page, CHART, "picked", {"name": "h1.2", "number": 1})
    assert in_link(page, "select") == "h1.2"
    report(page, CHART, "picked", {"name": "", "number": 2})
    assert "dL/dW1[0, 0]" in html_in(page, "value-gradient")


def test_the_three_ways_are_apart_by_numbers(open_page: OpenPage) -> None:
    shown = html_in(open_page("gradients", details="check", select="b2.1"), "value-check")
    raw = float(Raw(NetworkSpec()).biases[1].grad[0, 0])
    assert shown.count(f"{raw:.9g}") == 2
    assert shown.count("<tr>") == 1 + 5
    assert shown.count("the same to the last bit") == 5


def test_nothing_is_shown_before_its_time_while_walking(open_page: OpenPage) -> None:
    raw = Raw(NetworkSpec())
    hidden = {f"{raw.z[1].grad.item():.4f}", f"{raw.weights[1].grad[0, 0].item():.4f}"}
    link = {"view": "backward", "select": "w2.1.1"}
    for step, is_known in ((0, False), (3, False), (4, True), (8, True)):
        page = open_page("gradients", step=step, details="check", **link)
        assert numbers(page, "value-loss") == ([approx(raw.losses[0])] if step else [])
        assert numbers(page, "value-gradient") == ([approx(raw.weights[1].grad[0, 0])] if is_known else [])
        said = json.dumps(pictures(page)[CHART], ensure_ascii=False).replace("−", "-")
        assert (hidden <= set(re.findall(r"-?\d\.\d{4}", said))) is is_known
        assert ("the same to the last bit" in all_html(page)) is (step == 8)


def test_a_selected_unit_is_walked_alone_and_the_walk_stays_where_it_was(open_page: OpenPage) -> None:
    raw = Raw(NetworkSpec())
    page = open_page("gradients", step=0, select="h1.1", view="backward")
    assert "step 0 of 4" in html_in(page, "walk")
    assert numbers(page, "value-gradient") == []
    assert numbers(page, "value-loss") == [approx(raw.losses[0])], "what lies behind it counts as computed"
    for step in ("slope", "delta", "gradient"):
        page.button(key="step-next").click().run()
        assert f'<tr class=lit data-step="{step}">' in html_in(page, "walk")
    assert gradient(page) == approx(raw.z[0].grad[0, 0])
    assert in_link(page, "step") == "3"
    came_back = small(raw.weights[1].detach()[0, 0].item()), small(raw.z[1].grad[0, 0].item())
    assert f"{came_back[0]} × {came_back[1]}" in html_in(page, "walk").replace("\N{NO-BREAK SPACE}", " ")
    product = f"{small(raw.features[0, 0].item())} × {small(raw.z[0].grad[0, 0].item())}"
    assert f"{product} = <b>{small(raw.weights[0].grad[0, 0].item())}</b>" in html_in(page, "walk")
    report(page, CHART, "picked", {"name": "w1.1.1", "number": 1})
    assert in_link(page, "step") == "7", "of the whole walk, up to the gradients of this layer"
    assert "step 7 of 8" in html_in(page, "walk")
    report(page, CHART, "picked", {"name": "y1", "number": 2})
    assert "step 5 of 5" in html_in(page, "walk")
    agrees(page, "gradients")


def test_a_unit_that_the_walk_has_not_come_to_is_not_uncovered(open_page: OpenPage) -> None:
    page = open_page("gradients", step=2, view="backward", select="w2.1.1")
    report(page, CHART, "picked", {"name": "h1.2", "number": 1})
    assert in_link(page, "step") == "0"
    assert numbers(page, "value-gradient") == []
    assert "h2 alone; select a weight to walk the whole network" in html_in(page, "walk")


def all_html(page: AppTest) -> str:
    return "".join(element.proto.body for element in page.get("html"))


@pytest.mark.parametrize(
    "link",
    [
        {"select": "w1.3.2", "view": "backward"},
        {"select": "b2.2", "outputs": 3, "loss": "ce", "target": "2", "updates": 5, "rate": "1", "edits": "x3_0.5"},
        {"select": "h2.1", "layers": 2, "activation": "sin", "loss": "bce", "target": "0.25", "updates": 1},
    ],
)
def test_each_way_of_writing_the_program_prints_what_the_page_shows(
    open_page: OpenPage, link: dict[str, object]
) -> None:
    page = open_page("gradients", details="program", **link)
    for way, made_by in MADE_BY.items():
        page.segmented_control(key="program_as").set_value(way).run()
        assert not page.exception
        assert in_link(page, "program_as") == (None if way == NOTEBOOK else way)
        (source,) = codes(container(page, "program"))
        assert [words for words in MADE_BY.values() if words in source] == [made_by]
        printed = run([source])[1]
        output = re.findall(r"-?\d+\.\d+", printed[printed.index("tensor(") : printed.index(")")])
        assert [float(value) for value in output] == pytest.approx(numbers(page, "value-output"), abs=1.01e-4)
        shown_loss, shown_gradient = (float(line.rpartition(": ")[2]) for line in printed.strip().splitlines()[-2:])
        assert shown_loss == approx(loss(page))
        assert shown_gradient == approx(gradient(page))


def test_beside_a_module_stands_where_it_keeps_the_gradient(open_page: OpenPage) -> None:
    page = open_page("gradients", details="program", program_as=SEQUENTIAL, select="w1.3.2", updates=2)
    told_there = re.sub("<[^>]+>", "", html_in(page, "module-facts"))
    assert "W1.grad[2, 1] of the notebook is model[0].weight.grad[1, 2] here" in told_there
    assert "The last digits may differ" in told_there
    still = re.sub("<[^>]+>", "", html_in(open_page("gradients", details="program", program_as=MODULE), "module-facts"))
    assert "W1.grad[0, 0] of the notebook is model.hidden.weight.grad[0, 0] here" in still
    assert "The last digits may differ" not in still
    walking = html_in(open_page("gradients", details="program", program_as=MODULE, step=0), "module-facts")
    assert "Both are" in still
    assert "Both are" not in walking


def test_without_a_way_back_the_program_is_that_of_the_forward_pass(open_page: OpenPage) -> None:
    page = open_page("gradients", details="program", program_as=MODULE, activation="heaviside")
    assert not page.exception
    (source,) = codes(container(page, "program"))
    assert "class Network(nn.Module)" in source
    assert ".backward()" not in source


SCENES = [
    {"step": 5, "view": "backward", "details": "valley", "layers": 2},
    {"step": 3, "view": "backward", "select": "h1.2", "details": "check"},
    {"step": 9, "select": "y2", "outputs": 2, "loss": "ce", "target": 1, "rate": "0.25"},
    {"target": "0.3", "view": "backward", "select": "h1.1"},
    {"layers": 3, "outputs": 3, "loss": "ce", "target": "2", "output_activation": "softmax", "updates": 4, "rate": "3"},
    {"inputs": 20, "hidden": 20, "view": "backward", "select": "w1.20.3", "bias": "false", "activation": "relu"},
    {"activation": "heaviside"},
    {"details": "valley", "select": "w2.1.1", "rate": "10"},
]


@pytest.mark.parametrize("link", SCENES)
@pytest.mark.parametrize("language", ["en", "pt"])
def test_the_short_way_shows_what_the_page_shows(open_page: OpenPage, link: dict[str, object], language: str) -> None:
    agrees(open_page("gradients", lang=language, **link), "gradients")


def test_rate_and_steps_go_the_short_way_and_come_where_the_page_comes(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scene, "LONGEST", 10.0)
    page = open_page("gradients", rate="0.25", updates=3, select="w2.1.1")
    way = told(page)
    assert {"rate", "updates", "target"} <= set(way["keys"])
    options = way["options"]["rate"]
    assert options == [str(value) for value in page.select_slider(key="rate").options]
    assert options[options.index("0.1") + 1] == "0.25"
    for changed in ({"rate": "3"}, {"updates": "0"}, {"updates": "12"}):
        query = urlencode({name: text for name, text in ({**told(page)["said"], **changed}).items() if text})
        before = json.loads(scene_json("gradients", *asked("gradients", query))[0])
        assert EDITOR in before["waits"], "where steps begin or end it comes or goes"
        ((name, text),) = changed.items()
        if name == "rate":
            page.select_slider(key=name).set_value(text).run()
        else:
            page.slider(key=name).set_value(int(text)).run()
        after = agrees(page, "gradients")
        assert before == after


@pytest.mark.long
def test_so_many_steps_that_others_would_wait_are_left_to_the_page(open_page: OpenPage) -> None:
    page = open_page("gradients", seed=4321)
    query = urlencode({**{name: text for name, text in told(page)["said"].items() if text}, "updates": "1000"})
    with pytest.raises(NotReady):
        scene_json("gradients", *asked("gradients", query))
    page.slider(key="updates").set_value(1000).run()
    assert loss(page) == approx(Raw(NetworkSpec(seed=4321), updates=1000).losses[-1])
    agrees(page, "gradients")


def test_where_steps_stop_is_said_on_the_short_way_too(open_page: OpenPage) -> None:
    page = open_page("gradients", activation="identity", output_activation="identity", rate="100", updates=500)
    assert "the numbers would no longer be finite" in html_in(page, "goal")
    assert not page.exception
    agrees(page, "gradients")


def test_what_the_page_says(open_page: OpenPage, golden_page: GoldenPage) -> None:
    golden_page(open_page("gradients", seed=7, select="w2.1.1", updates=3), "gradients")
    classes = {"outputs": 3, "loss": "ce", "target": 1, "view": "backward", "select": "y2"}
    golden_page(open_page("gradients", seed=7, **classes), "gradients-classes")


def test_a_gradient_that_vanishes_is_not_said_to_be_nothing(open_page: OpenPage) -> None:
    page = open_page("gradients", layers=6, details="vanishing")
    lead = heading_of(page)
    assert re.search(r"−\d\.\d{3}e−\d\d", lead)
    assert "0.0000" not in lead
    table = html_in(page, "value-vanishing")
    sigmoid, tanh, _relu = re.findall(r"<td><b>([^<]*)</b>", table)
    assert re.fullmatch(r"\d\.\d{3}e−\d\d", sigmoid)
    assert re.fullmatch(r"0\.\d{4}", tanh)
