"""What Prometheus is told, and that nobody else is."""

from types import SimpleNamespace

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from streamlit.runtime import Runtime

from components.frame import metrics as module
from components.frame.metrics import Metrics, are_open
from tests.cases import for_each


def answer(metrics: Metrics) -> Response:
    return metrics.answer(Request({"type": "http", "method": "GET", "path": "/metrics", "headers": []}))


def samples(metrics: Metrics) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """What stands in the answer: (name, labels) -> value."""
    text = bytes(answer(metrics).body).decode()
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@for_each("said", [None, "", "false", "0"])
def test_it_is_closed_unless_somebody_opens_it(said: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TENSORAMA_METRICS", raising=False)
    if said is not None:
        monkeypatch.setenv("TENSORAMA_METRICS", said)
    refused = answer(Metrics())
    assert refused.status_code == 404
    assert refused.body == b""


def test_runs_and_answers_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENSORAMA_METRICS", "true")
    metrics = Metrics()
    metrics.count_run("neuron", 0.25)
    metrics.count_run("neuron", 0.04)
    metrics.count_request("scene", "network", 200, 0.0015)
    metrics.count_request("scene", "network", 429, 0.0001)
    metrics.count_request("file", "", 200, 0.01)
    said = samples(metrics)
    assert said["tensorama_moves_total", (("way", "page"),)] == 2
    assert said["tensorama_moves_total", (("way", "short"),)] == 1
    assert said["tensorama_run_seconds_count", (("page", "neuron"),)] == 2
    assert said["tensorama_run_seconds_sum", (("page", "neuron"),)] == pytest.approx(0.29)
    assert said["tensorama_run_seconds_bucket", (("le", "0.05"), ("page", "neuron"))] == 1
    assert said["tensorama_short_way_seconds_count", (("page", "network"),)] == 2
    assert said["tensorama_short_way_seconds_bucket", (("le", "0.001"), ("page", "network"))] == 1
    assert said["tensorama_requests_total", (("kind", "scene"), ("status", "429"))] == 1
    assert said["tensorama_requests_total", (("kind", "file"), ("status", "200"))] == 1
    assert said["process_resident_memory_bytes", ()] > 1e7
    for name in ("tensorama_sessions", "tensorama_jobs_waiting", "tensorama_courses_bytes"):
        assert said[name, ()] >= 0


def test_each_server_counts_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENSORAMA_METRICS", "true")
    Metrics().count_run("neuron", 0.25)
    assert not any(name.startswith("tensorama_run") for name, _labels in samples(Metrics()))


def test_it_has_an_address() -> None:
    assert Starlette(routes=[Metrics().route]).url_path_for("answer") == "/metrics"


@for_each("said", ["true", "1", "ON", "Yes"])
def test_four_words_open_it(said: str) -> None:
    assert are_open({"TENSORAMA_METRICS": said})
    assert not are_open({"TENSORAMA_METRIC": said})


def test_sessions_jobs_and_bytes_are_asked_for_when_they_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENSORAMA_METRICS", "true")
    monkeypatch.setattr(module, "courses", lambda: SimpleNamespace(jobs=5, bytes=70))
    monkeypatch.setattr(module, "measuring_line", lambda: SimpleNamespace(visitors=3))
    monkeypatch.setattr(Runtime, "exists", lambda: False)
    metrics = Metrics()
    said = samples(metrics)
    assert [said[f"tensorama_{name}", ()] for name in ("sessions", "jobs_waiting", "courses_bytes")] == [0, 8, 70]
    sessions = SimpleNamespace(num_active_sessions=lambda: 4)
    monkeypatch.setattr(Runtime, "exists", lambda: True)
    monkeypatch.setattr(Runtime, "instance", lambda: SimpleNamespace(_session_mgr=sessions))
    assert samples(metrics)["tensorama_sessions", ()] == 4
