"""What the page says while a course is waited for, and what is done where a visitor stops it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.jobs.courses import GivenUp, Waiting, WallSoFar, WallSpec
from components.state.scene import NotReady
from components.training import course_for
from compute.training.course import Course, train
from compute.training.last_bit import LastBit
from compute.training.setting import TrainingSpec
from compute.training.wall import RATES
from tests.scripts import open_script

SPEC = TrainingSpec(steps=100)
WALL = WallSpec(SPEC, RATES, (0.1, 1.0), (0, 1))


class StoreThatIsAsked:
    """A store of courses that says how far it is, gives nothing, and keeps in mind what it was asked."""

    def __init__(self, told: Waiting) -> None:
        self.told = told
        self.stopped: list[object] = []
        self.patience: list[float] = []

    def find(self, _spec: TrainingSpec) -> None:
        return None

    def find_wall(self, _key: WallSpec) -> None:
        return None

    def wait_for(self, _spec: TrainingSpec, _asker: object, show: Callable[[Waiting], None]) -> Waiting:
        show(self.told)
        raise InterruptedError

    def stop(self, spec: TrainingSpec, _asker: object) -> None:
        self.stopped.append(spec)

    def stop_wall(self, key: WallSpec, _asker: object) -> None:
        self.stopped.append(key)

    def ask_wall(self, _key: WallSpec, _asker: object, seconds: float) -> WallSoFar:
        self.patience.append(seconds)
        return WallSoFar((), 0.25, is_done=len(self.patience) > 2)


def waiting_page() -> None:
    import contextlib  # noqa: PLC0415

    from components.base.text import translator  # noqa: PLC0415
    from components.training.course_for import WaitingPlace  # noqa: PLC0415
    from compute.training.setting import TrainingSpec  # noqa: PLC0415

    with contextlib.suppress(InterruptedError):
        WaitingPlace(lambda: None, translator("en")).course(TrainingSpec(steps=100))


def wall_page() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.training import course_for  # noqa: PLC0415

    wall = st.session_state["wall"]
    st.session_state["looks"] = [course_for.wall_now(wall, seconds) for seconds in (None, 1.0, 1.0)]
    course_for.stop_wall(wall)
    st.session_state["stopped"] = course_for.wall_now(wall, None)
    waits = [course_for.interval()]
    for value in (True, False):
        course_for.wait_for(value)
        waits.append(course_for.interval())
    st.session_state["waits"] = waits


def store(monkeypatch: pytest.MonkeyPatch, told: Waiting) -> StoreThatIsAsked:
    """Put such a store in the place of that of all sessions."""
    asked = StoreThatIsAsked(told)
    monkeypatch.setattr(course_for, "courses", lambda: asked)
    monkeypatch.setattr(course_for, "this_asker", lambda _tab: "asker")
    return asked


@pytest.mark.parametrize(
    ("before", "share", "words"),
    [
        (0, 0.256, "26 % of the steps are computed."),
        (0, 1.0, "100 % of the steps are computed."),
        (1, 0.0, "1 training is before this one."),
        (2, 0.0, "2 trainings are before this one."),
    ],
)
def test_it_is_said_how_far_a_course_is(monkeypatch: pytest.MonkeyPatch, before: int, share: float, words: str) -> None:
    store(monkeypatch, Waiting(share=share, before=before))
    test = open_script(waiting_page)
    assert [bar.proto.text for bar in test.get("progress")] == [words]


def test_a_course_that_was_stopped_waits_until_it_is_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = store(monkeypatch, Waiting(share=0.5, before=0))
    test = AppTest.from_function(waiting_page).run()
    test.button(key="training-stop").click().run()
    assert asked.stopped == [SPEC]
    assert [caption.value for caption in test.caption] == ["You have stopped this training."]
    test.button(key="training-go-on").click().run()
    assert not test.caption
    assert test.button(key="training-stop").label == "stop"


def test_a_wall_is_waited_for_longer_at_first_and_not_at_all_once_it_was_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = store(monkeypatch, Waiting(share=0.5, before=0))
    test = open_script(wall_page, session={"wall": WALL})
    assert [goes_on for _found, goes_on in test.session_state["looks"]] == [True, True, False]
    assert asked.patience == [0.8, 0.05, 0.05]
    assert test.session_state["stopped"] == (WallSoFar((), 0.0), False)
    assert asked.stopped == [WALL]
    assert test.session_state["waits"] == [None, 1.0, None]


class StoreThatGives(StoreThatIsAsked):
    """A store of courses that gives what it is made with, at once."""

    def __init__(self, given: object) -> None:
        super().__init__(Waiting(share=0.5, before=0))
        self.given = given
        self.askers: list[object] = []
        self.shares: list[float] = []

    def find(self, _spec: TrainingSpec) -> object:  # type: ignore[override]
        return self.given

    def find_last_bit(self, spec: TrainingSpec) -> object:
        return (spec, self.given)

    def wait_for(self, _spec: TrainingSpec, asker: object, _show: Callable[[Waiting], None]) -> object:  # type: ignore[override]
        self.askers.append(asker)
        return self.given

    def wait_for_last_bit(self, _course: Course, asker: object, show: Callable[[Waiting], None]) -> object:
        self.askers.append(asker)
        show(Waiting(share=0.75, before=2))
        return self.given

    def ask_wall(self, _key: WallSpec, _asker: object, _seconds: float) -> object:  # type: ignore[override]
        return self.given


def giving(monkeypatch: pytest.MonkeyPatch, given: object) -> StoreThatGives:
    """Put a store that gives this in the place of that of all sessions."""
    gives = StoreThatGives(given)
    monkeypatch.setattr(course_for, "courses", lambda: gives)
    monkeypatch.setattr(course_for, "this_asker", lambda tab: f"asker of {tab}")
    return gives


def test_a_course_that_is_there_is_given_and_of_others_nothing_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    course = train(TrainingSpec(points=20, steps=100))
    giving(monkeypatch, course)
    assert course_for.known_course(course.spec) is course
    assert course_for.course_for_files(course.spec) is course
    giving(monkeypatch, None)
    with pytest.raises(NotReady):
        course_for.known_course(course.spec)
    for given in (GivenUp(ValueError()), Waiting(share=0.5, before=3, is_full=True)):
        giving(monkeypatch, given)
        with pytest.raises(NotReady):
            course_for.course_for_files(course.spec)


def test_each_file_asks_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    gives = giving(monkeypatch, train(TrainingSpec(points=20, steps=100)))
    for _time in range(2):
        course_for.course_for_files(SPEC)
    assert len(set(gives.askers)) == 2


def test_a_comparison_with_a_last_bit_aside_is_given_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    course, found = train(TrainingSpec(points=20, steps=100)), LastBit(7, 0.25, 0.75)
    shares: list[float] = []
    gives = giving(monkeypatch, found)
    assert course_for.wait_for_last_bit(course, shares.append) is found
    assert shares == [0.75]
    assert gives.askers == ["asker of training-tab"]
    known: object = course_for.known_last_bit(course)
    assert known == (course.spec, found)
    for given in (GivenUp(ValueError()), Waiting(share=0.5, before=3, is_full=True)):
        giving(monkeypatch, given)
        assert course_for.wait_for_last_bit(course, shares.append) is None


def given_page() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.base.text import translator  # noqa: PLC0415
    from components.state.scene import NotReady  # noqa: PLC0415
    from components.training.course_for import WaitingPlace  # noqa: PLC0415
    from compute.training.setting import TrainingSpec  # noqa: PLC0415

    begun: list[int] = []
    place = WaitingPlace(lambda: begun.append(1), translator("en"))
    st.session_state["first"] = place.course(TrainingSpec(steps=100))
    try:
        st.session_state["second"] = place.other_course(TrainingSpec(steps=100))
    except NotReady:
        st.session_state["second"] = "not ready"
    st.session_state["begun"] = len(begun)


def given_by(monkeypatch: pytest.MonkeyPatch, given: object) -> AppTest:
    giving(monkeypatch, given)
    return open_script(given_page)


def test_where_courses_are_there_nothing_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    course = train(TrainingSpec(points=20, steps=100))
    test = given_by(monkeypatch, course)
    assert (test.session_state["first"], test.session_state["second"], test.session_state["begun"]) == (
        course,
        course,
        0,
    )
    assert not test.button
    assert not test.caption


def test_a_course_that_failed_is_told_from_one_that_has_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    test = given_by(monkeypatch, GivenUp(ValueError()))
    assert (test.session_state["first"], test.session_state["second"], test.session_state["begun"]) == (
        None,
        "not ready",
        1,
    )
    assert [warning.value for warning in test.warning] == [
        "This training could not be computed. Change the setting, or try again in a minute."
    ]
    assert not test.button
    test = given_by(monkeypatch, Waiting(share=0.5, before=3, is_full=True))
    assert [caption.value for caption in test.caption] == ["Too many trainings are waiting here already."]
    assert [(button.label, button.key) for button in test.button] == [("try again", "training-again-2")]
    assert not test.warning


def wall_once() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.training import course_for  # noqa: PLC0415

    st.session_state["found"] = course_for.wall_now(st.session_state["wall"], None)


def test_a_wall_that_failed_is_empty_and_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    for given, expected in (
        (GivenUp(ValueError()), (WallSoFar((), 0.0), False)),
        (WallSoFar((), 0.5), (WallSoFar((), 0.5), True)),
        (WallSoFar((), 1.0, is_done=True), (WallSoFar((), 1.0, is_done=True), False)),
    ):
        giving(monkeypatch, given)
        test = open_script(wall_once, session={"wall": WALL})
        assert test.session_state["found"] == expected
