"""The training page: the losses of a plain loop at each step, what broke, what waits, and the same by the short way."""

import json
import math
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from components.base.small import small
from components.base.text import Translate, untranslated
from components.frame.scene_route import asked, scene_json
from components.jobs.asker import Asker
from components.jobs.courses import Courses, GivenUp, Waiting, WallSoFar, courses
from components.state.scene import NotReady
from components.training import course_for
from components.training.pictures import CURVE, DIAGRAM, MAP
from compute.training.course import train
from compute.training.one_point import is_right
from compute.training.setting import TrainingSpec
from compute.training.wall import WIDTHS, wall
from compute.training.wall_file import empty_wall, wall_bytes
from tests.compute.training.raw_loop import raw_training
from tests.longhand import TOLERANCE
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
    wait_for_wall,
)
from tests.pages.test_page_short_way import agrees, wanted

SMALL = {"steps": 100, "points": 40, "hidden": 3}
"""A course that takes a twentieth of a second."""


def spec_of(**changes: object) -> TrainingSpec:
    return TrainingSpec(**{"steps": 100, "points": 40, "hidden": (3,), **changes})


def beyond(page: AppTest) -> Callable[[Translate], str] | None:
    """The words about what no link holds."""
    return page.session_state[f"{page.session_state['link-last-page']}beyond-link"]


def losses(page: AppTest) -> list[float]:
    (training,), (test,) = numbers(page, "value-loss"), numbers(page, "value-test-loss")
    return [training, test]


@pytest.mark.parametrize(
    ("link", "changes"),
    [
        ({}, {}),
        (
            {"data": "moons", "noise": "0.1", "optimizer": "adam", "rate": "0.03", "batch": "10"},
            {"data": "moons", "noise": 0.1, "optimizer": "adam", "rate": 0.03, "batch": 10},
        ),
        (
            {
                "data": "hills",
                "layers": 2,
                "hidden_2": 5,
                "activation": "relu",
                "init": "kaiming",
                "decay": "0.01",
                "features": "x1~x1x2",
            },
            {
                "data": "hills",
                "hidden": (3, 5),
                "activation": "relu",
                "init": "kaiming",
                "decay": 0.01,
                "features": ("x1", "x1x2"),
            },
        ),
    ],
    ids=["rings", "moons", "hills"],
)
def test_the_losses_are_those_of_a_plain_loop(
    open_page: OpenPage, link: dict[str, object], changes: dict[str, object]
) -> None:
    spec = spec_of(**changes)
    plain = raw_training(replace(spec, loss=spec.loss_name), 100, train(spec).start.data)
    page = open_page("training", **{**SMALL, **link})
    for time in (0, 37, 100):
        page.slider(key="time").set_value(time).run()
        assert not page.exception
        assert not page.warning
        assert losses(page) == pytest.approx([plain[time].training, plain[time].test], abs=TOLERANCE)
        assert in_link(page, "time") == (str(time) if time else None)


@pytest.mark.parametrize(
    "changes",
    [
        {"data": "iris", "optimizer": "momentum", "rate": 0.1, "split": 50, "seed": 3, "l1": 0.001},
        {"data": "digits", "loss": "mse", "init": "xavier"},
    ],
    ids=["iris", "digits"],
)
def test_measured_data_are_learned_as_the_setting_says(open_page: OpenPage, changes: dict[str, object]) -> None:
    course = train(spec_of(**changes))
    page = open_page("training", time=37, **SMALL, **changes)
    assert not page.exception
    shown = [float(course.training_loss[37]), float(course.test_loss[37])]
    assert losses(page) == pytest.approx(shown, abs=TOLERANCE)
    assert (MAP in pictures(page)) is (changes["data"] == "iris")
    agrees(page, "training")


@pytest.mark.long
def test_the_page_as_it_opens(open_page: OpenPage) -> None:
    page = open_page("training")
    assert not page.exception
    assert set(pictures(page)) == {DIAGRAM, MAP, CURVE}
    assert "of 60 test points" in html_in(page, "value-accuracy")
    agrees(page, "training")
    for key, time in (("to-best", train(TrainingSpec()).best),):
        page.button(key=key).click().run()
        assert page.slider(key="time").value == time
        agrees(page, "training")


def test_each_step_says_what_it_did_to_the_weight_that_is_looked_at(open_page: OpenPage) -> None:
    spec, course = spec_of(), train(spec_of())
    page = open_page("training", time=8, select="w2.3.1", **SMALL)
    before, after = (course.parameters(step).weights[1][2, 0].item() for step in (7, 8))
    gradient = course.gradients(7).weights[1][2, 0].item()
    assert before - spec.rate * gradient == pytest.approx(after, abs=1e-6)
    said = html_in(page, "moved")
    assert "W2[2, 0]" in said
    for value in (before, after, gradient):
        assert f"{value:.4f}".replace("-", "−") in said
    page = open_page("training", time=8, select="w2.3.1", optimizer="adam", **SMALL)
    assert "gradient" not in html_in(page, "moved")
    assert "W2[2, 0]" in html_in(page, "moved")


def test_after_a_course_broke_there_is_nothing_finite_to_show(open_page: OpenPage) -> None:
    link = {"data": "plane", "rate": "10", "steps": 100}
    course = train(TrainingSpec(data="plane", rate=10.0, steps=100))
    assert course.broke is not None
    page = open_page("training", time=course.last, **link)
    assert math.isfinite(losses(page)[0])
    page.button(key="to-broken").click().run()
    assert page.slider(key="time").value == course.last + 1
    assert re.search(r"<b>(inf|nan)</b>", html_in(page, "value-loss"))
    assert re.search(r"<b>(inf|nan)</b>", html_in(page, "value-test-loss"))
    agrees(page, "training")


def test_a_second_course_stands_beside_the_first_at_the_same_step(open_page: OpenPage) -> None:
    page = open_page("training", time=50, other="rate_1", **SMALL)
    one, other = train(spec_of()), train(spec_of(rate=1.0))
    shown = [float(one.training_loss[50]), float(other.training_loss[50])]
    assert numbers(page, "value-loss") == [pytest.approx(loss, abs=TOLERANCE) for loss in shown]
    agrees(page, "training")
    page.selectbox(key="other-value").set_value("0.01").run()
    assert in_link(page, "other") == "rate_0.01"
    page.selectbox(key="other-field").set_value("").run()
    assert in_link(page, "other") is None
    assert len(numbers(page, "value-loss")) == 1


def test_what_does_not_fit_together_is_said_and_replaced(open_page: OpenPage) -> None:
    page = open_page("training", data="hills", loss="bce", **SMALL)
    (said,) = page.warning
    assert "bce" in said.value
    assert "mse" in said.value
    assert losses(page)[0] == pytest.approx(float(train(spec_of(data="hills")).training_loss[0]), abs=TOLERANCE)
    page = open_page("training", activation="heaviside", **SMALL)
    (said,) = page.warning
    assert "heaviside" in said.value
    agrees(page, "training")


def test_clicks_in_the_pictures_choose_a_weight_and_a_point(open_page: OpenPage) -> None:
    page = open_page("training", **SMALL)
    report(page, DIAGRAM, "picked", {"name": "h1.2", "number": 1})
    assert in_link(page, "select") == "h1.2"
    report(page, MAP, "picked", {"name": "p17", "number": 2})
    assert in_link(page, "point") == "17"
    for name in ("p0", "p9999", "p1x", "<b>", "w1.1"):
        report(page, MAP, "picked", {"name": name, "number": 3})
        assert in_link(page, "point") == "17"
    assert in_link(page, "select") == "h1.2"


@pytest.mark.long
def test_buttons_of_the_picture_add_and_take_away_units_and_layers(open_page: OpenPage) -> None:
    page = open_page("training", **{**SMALL, "hidden": 15})
    presses = ["more.hidden", "more.hidden", "more.layers", "less.hidden_2", "more.outputs", "more.inputs", "less.seed"]
    for number, name in enumerate(presses, start=1):
        report(page, DIAGRAM, "picked", {"name": name, "number": number})
    assert [in_link(page, name) for name in ("hidden", "layers", "hidden_2")] == ["16", "2", "3"]
    assert in_link(page, "select") in (None, "w1.1.1")
    course = train(spec_of(hidden=(16, 3)))
    assert losses(page)[0] == pytest.approx(float(course.training_loss[0]), abs=TOLERANCE)


def test_edges_show_gradients_on_the_page_and_the_short_way(open_page: OpenPage) -> None:
    page = open_page("training", time=60, view="backward", **SMALL)
    course = train(spec_of())
    largest = max(course.gradients(60).weights, key=lambda each: float(each.abs().max()))
    value = small(float(largest.flatten()[largest.abs().argmax()]))
    words = pictures(page)[DIAGRAM]["alt"]
    assert f"= {value}." in words
    assert "Largest gradient: dL/dW" in words
    said, language, wall = asked("training", wanted(page, "time", 60))
    drawn = json.loads(scene_json("training", said, language, wall)[0])["charts"]
    assert drawn[DIAGRAM]["alt"] == words
    assert "Largest weight: W" in pictures(open_page("training", time=60, **SMALL))[DIAGRAM]["alt"]


def test_the_short_way_computes_no_course(open_page: OpenPage) -> None:
    page = open_page("training", seed=4321, **SMALL)
    query = wanted(page, "time", 60)
    said, language, wall = asked("training", query)
    shown = json.loads(scene_json("training", said, language, wall)[0])["parts"]["value-loss"]
    assert f"{float(train(spec_of(seed=4321)).training_loss[60]):.4f}" in shown
    unknown = query.replace("4321", "4322")
    assert unknown != query
    with pytest.raises(NotReady):
        scene_json("training", *asked("training", unknown))
    assert courses().find(spec_of(seed=4322)) is None


def test_a_course_that_is_not_to_be_had_is_said_and_can_be_tried_again(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Waiting | GivenUp] = []

    def not_now(_store: object, spec: TrainingSpec, _asker: Asker, show: Callable[[Waiting], None]) -> object:
        for share in (0.2, 0.7):
            show(Waiting(share, before=0))
        return given[0] if given else train(spec)

    monkeypatch.setattr(Courses, "wait_for", not_now)
    given.append(Waiting(0.0, before=3, is_full=True))
    page = open_page("training", **SMALL)
    assert not page.exception
    assert not pictures(page)
    assert told(page)["keys"] == []
    given.clear()
    page.button(key="training-again").click().run()
    assert set(pictures(page)) == {DIAGRAM, MAP, CURVE}
    assert told(page)["keys"] == ["time"]
    given.append(GivenUp(RuntimeError("no")))
    page = open_page("training", **SMALL)
    assert not page.exception
    assert len(page.warning) == 1


def test_a_run_of_the_page_waits_for_one_course_after_the_other(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[TrainingSpec] = []

    def slowly(_store: object, spec: TrainingSpec, _asker: Asker, show: Callable[[Waiting], None]) -> object:
        show(Waiting(0.5, before=0))
        return Waiting(0.0, before=3, is_full=True) if spec in refused else train(spec)

    monkeypatch.setattr(Courses, "wait_for", slowly)
    page = open_page("training", time=50, other="rate_1", beat=4, **SMALL)
    assert not page.exception
    assert len(numbers(page, "value-loss")) == 2
    assert not [button.key for button in page.button if (button.key or "").startswith("training-")]
    refused += [spec_of(rate=rate) for rate in (1.0, 0.01, 0.03, 0.1, 3.0, 10.0)]
    page = open_page("training", time=50, other="rate_1", beat=4, **SMALL)
    assert not page.exception
    assert len(numbers(page, "value-loss")) == 1
    assert [button.key for button in page.button if (button.key or "").startswith("training-again")]


def test_a_course_that_was_stopped_is_computed_when_it_is_wanted_again(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course_for, "_place", lambda name: name)
    page = open_page("training", seed=5151, **SMALL)
    page.session_state["training-stopped"] = spec_of(seed=5152)
    page.slider(key="seed").set_value(5152).run()
    assert not pictures(page)
    page.button(key="training-go-on").click().run()
    assert set(pictures(page)) == {DIAGRAM, MAP, CURVE}


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("training-middle", {"time": 50, "other": "rate_1", "details": "point", "point": 3}),
        ("training-broken", {"data": "plane", "rate": "10", "time": 100, "details": "autopsy", "lang": "es"}),
        ("training-digits", {"data": "digits", "hidden": 2, "details": "optimizer", "time": 3, "lang": "pt"}),
    ],
)
def test_all_that_the_page_says(
    open_page: OpenPage, golden_page: GoldenPage, name: str, link: dict[str, object]
) -> None:
    golden_page(open_page("training", **{**SMALL, **link}), name)


@pytest.mark.long
def test_a_wall_says_what_each_of_its_trainings_ends_with(open_page: OpenPage) -> None:
    page = open_page("training", part="wall", across="rate", steps=100, points=20, hidden=1)
    wait_for_wall(page)
    assert not page.exception
    (cells,) = pictures(page)["training-wall"]["data"]
    for rate, column in ((0.01, 4), (10.0, 10)):
        ends = train(TrainingSpec(steps=100, points=20, hidden=(1,), rate=rate, seed=9)).test_loss[-1]
        assert cells["text"][2][column] == f"{float(ends):.4f}"
    page.selectbox(key="wall-value").set_value(0.01)
    page.selectbox(key="wall-seed").set_value(9)
    page.button(key="wall-open-cell").click().run()
    assert in_link(page, "part") is None
    assert (in_link(page, "rate"), in_link(page, "seed")) == ("0.01", "9")
    page.slider(key="time").set_value(100).run()
    assert f"{losses(page)[1]:.4f}" == cells["text"][2][4]


def test_the_second_training_is_named_by_its_setting_in_words(open_page: OpenPage) -> None:
    page = open_page("training", other="rate_1", **SMALL)
    assert re.findall("<[bi][^>]*>([^<]+)</[bi]>", html_in(page, "value-names")) == ["this", "learning rate 1"]
    names = [trace["name"] for trace in pictures(page)[CURVE]["data"] if trace.get("showlegend")]
    assert names == ["this", "test", "the other"]


@pytest.mark.parametrize(
    ("data", "classes"),
    [
        ("xor", ["class 0", "class 1"]),
        ("iris", ["class setosa", "class versicolor", "class virginica"]),
        ("hills", ["colour: the wanted number"]),
    ],
)
def test_a_legend_says_what_the_points_of_the_map_look_like(open_page: OpenPage, data: str, classes: list[str]) -> None:
    page = open_page("training", data=data, **SMALL)
    assert not page.exception
    written = html_in(page, "legend")
    words = re.findall("(?:</b>|</i>|<span>)([^<]+)</span>", written)
    assert words == [*classes, "light rim: training", "dark rim: test"]
    colours = re.findall('color:(#[^"]+)"', written)
    markers = [trace["marker"]["color"] for trace in pictures(page)[MAP]["data"]]
    assert len(colours) == (0 if data == "hills" else len(classes))
    assert not colours or markers == 2 * colours


def test_digits_lie_in_no_plane_and_need_no_legend(open_page: OpenPage) -> None:
    page = open_page("training", data="digits", **SMALL)
    assert not [each for each in page.get("html") if 'class="map-legend"' in each.proto.body]


def test_a_digit_is_multiplied_by_the_weights_of_the_unit_that_is_looked_at(open_page: OpenPage) -> None:
    spec = spec_of(data="digits")
    page = open_page("training", data="digits", details="point", point=5, time=60, select="h1.2", **SMALL)
    assert not page.exception
    course = train(spec)
    pixels, weights = course.start.data.points[4], course.parameters(60).weights[0][:, 1]
    written = html_in(page, "point")
    assert "weights of h2" in written
    values = [f"{value:.2g}".replace("-", "\u2212") for value in (*pixels.tolist(), *weights.tolist())]
    assert re.findall("<td[^>]*>(?:<[^>]+>)*([^<]+)<", written)[:128] == values
    page = open_page("training", data="digits", details="point", time=60, select="w2.1.1", **SMALL)
    assert "weights of" not in html_in(page, "point")


@pytest.mark.long
def test_buttons_lead_from_point_to_point_and_around_all_that_are_wrong(open_page: OpenPage) -> None:
    page = open_page("training", details="point", time=0, **SMALL)
    right = is_right(train(spec_of()), 0)
    assert right is not None
    wrong = [at + 1 for at, each in enumerate(right) if not each]
    assert 2 < len(wrong) < len(right) == 40
    seen = []
    for _press in range(len(wrong) + 1):
        page.button(key="point-wrong").click().run()
        seen.append(int(in_link(page, "point") or 0))
    begin = wrong.index(seen[0])
    assert seen == [*wrong[begin:], *wrong[:begin], seen[0]]
    page = open_page("training", details="point", point=1, time=0, **SMALL)
    for key, number in (("point-back", "40"), ("point-next", "1"), ("point-next", "2")):
        page.button(key=key).click().run()
        assert in_link(page, "point") == number


@pytest.mark.parametrize(("other", "shown"), [("", "ninguno"), ("rate_1", "tasa de aprendizaje")])
def test_the_list_of_second_trainings_goes_with_the_language(open_page: OpenPage, other: str, shown: str) -> None:
    page = open_page("training", **({"other": other} if other else {}), **SMALL)
    page.query_params["lang"] = "es"
    page.run()
    listed = page.selectbox(key="other-field")
    assert shown in listed.options
    assert listed.proto.set_value
    assert listed.proto.raw_value == shown
    message = page._tree.get_widget_states()
    (state,) = (each for each in message.widgets if each.id.endswith("-other-field"))
    state.string_value = "weight decay"  # as a browser sends it that has not heard of the language yet
    page._run(message)
    assert not page.exception
    assert (in_link(page, "other") or "") == other


@pytest.mark.long
def test_a_wall_from_a_file_is_shown_as_the_file_has_it(open_page: OpenPage) -> None:
    spec, widths, seeds = TrainingSpec(steps=120, points=30, hidden=(2,)), (1, 2, 3), (4, 9, 11)
    saved, columns = empty_wall(spec, WIDTHS, widths, seeds), list(wall(spec, WIDTHS, widths, seeds))
    for place in (0, 2):  # the column between them was not trained yet
        saved = saved.with_cells(place, 0, columns[place])
    page = open_page("training", part="wall", steps=100, points=20, hidden=1)
    assert beyond(page) is None
    page.file_uploader(key="wall-file").set_value([("wall.json", wall_bytes(saved), "")]).run()
    assert not page.exception
    words = beyond(page)
    assert words is not None
    assert "comes from a file" in words(untranslated)
    (cells,) = pictures(page)["training-wall"]["data"]
    for row in range(3):
        ends = [f"{float(columns[place].test_loss[row]):.4f}" for place in (0, 2)]
        assert cells["text"][row] == [ends[0], "", ends[1]]
    lead = next(html.proto.body for html in page.get("html") if "page-head" in html.proto.body)
    assert "120 steps" in lead
    assert "3 units" in lead
    pack = page.session_state["take-home-pack"](untranslated)
    assert pack.tensors == {}
    assert "steps = 0.3, 120" in pack.program
    assert "seeds, columns = [4, 9, 11], [1, 2, 3]" in pack.program
    page.file_uploader(key="wall-file").set_value([("wall.json", b"{}", "")]).run()
    assert not page.exception
    assert len(page.error) == 1
    assert beyond(page) is None


@pytest.mark.parametrize(
    ("link", "command"),
    [
        ({}, "--widths 1-64 --seeds 7-206 --points 20 --steps 100"),
        ({"layers": 2, "seed": 9990}, "--widths 1-16 --seeds 9800-9999 --layers 2 --points 20 --steps 100"),
        ({"across": "rate", "data": "moons", "loss": "ce"}, "--seeds 7-206 --data moons --hidden 1 --loss ce"),
        ({"data": "own"}, "--widths 1-64 --seeds 7-206 --points 500 --steps 100 --csv data.csv"),
    ],
)
def test_the_command_for_a_larger_wall_holds_this_one(
    open_page: OpenPage, link: dict[str, object], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Courses, "ask_wall", lambda *_asked: WallSoFar((), 1.0, is_done=True))
    page = open_page("training", **{"part": "wall", "steps": 100, "points": 20, "hidden": 1, "hidden_2": 1, **link})
    assert not page.exception
    (code,) = codes(container(page, "wall-command"))
    assert set(command.removeprefix("--").split(" --")) <= set(code.split(" --")), code
    assert ("data.csv" in "".join(each.value for each in container(page, "wall-command").caption)) is (
        link.get("data") == "own"
    )


ENDS = {
    "noise": ("0", "1", "1.01"),
    "points": ("20", "500", "501"),
    "split": ("10", "90", "9"),
    "seed": ("0", "9999", "10000"),
    "layers": ("1", "6", "7"),
    "hidden": ("1", "16", "17"),
    "hidden_6": ("1", "16", "0"),
    "rate": ("0.0001", "10", "0.00009"),
    "decay": ("0", "1", "1.1"),
    "l1": ("0", "1", "-0.1"),
    "batch": ("all", "1", "2"),
    "steps": ("100", "2000", "99"),
    "time": ("0", "2000", "2001"),
    "point": ("1", "500", "501"),
    "features": ("x1", "x1~x2~x1x1~x2x2~x1x2~sin1~sin2", "x1~x1"),
    "other": ("rate_0.0001", "seed_9999", "rate_11"),
    "part": ("one", "wall", "two"),
    "beat": ("1", "8", "9"),
}
"""The lowest and the highest value of each field, and one just beyond."""


@pytest.mark.long
def test_both_ends_of_every_field_are_taken_and_just_beyond_is_named(open_page: OpenPage) -> None:
    lowest, highest, beyond = (dict(zip(ENDS, values, strict=True)) for values in zip(*ENDS.values(), strict=True))
    for link in (lowest, highest | {"part": "one", "init": "kaiming", "optimizer": "adam", "activation": "relu"}):
        page = open_page("training", **link)
        assert not page.exception
        assert not page.warning
        assert html_in(page, "value-loss")
        for name in ("points", "split", "seed", "layers", "hidden", "time"):
            assert page.slider(key=name).value == int(link[name]), name
    page = open_page("training", **beyond)
    assert not page.exception
    named = re.findall(r"^- \*\*(\w+)\*\*", page.warning[0].value, re.MULTILINE)
    assert sorted(named) == sorted(ENDS)
    assert html_in(page, "value-loss") == html_in(open_page("training"), "value-loss")
