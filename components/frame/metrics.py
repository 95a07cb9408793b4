"""Counts and durations of a server for Prometheus, at `/metrics`.

They are for whoever runs the site: a server answers there only when its environment says so, and the proxy before it
closes the address to the outside.
"""

import os
from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.runtime import Runtime

from components.jobs.courses import courses
from components.jobs.queue import measuring_line

SWITCH = "TENSORAMA_METRICS"
"""The environment's name for what opens `/metrics`, by `true`."""

RUN_BUCKETS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0)
SCENE_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1.0)
"""Upper ends, in seconds."""


def are_open(environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether whoever runs the site has opened `/metrics`."""
    return environment.get(SWITCH, "").lower() in ("true", "1", "on", "yes")


class Metrics:
    """What a server counts; there is one for a server, and all threads may use it.

    Every label is one of a few: nobody can invent one by asking for what there is not.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._moves = Counter(
            "tensorama_moves",
            "Answers to a visitor's move: by the short way, or by a run of the page.",
            ["way"],
            registry=self.registry,
        )
        self._runs = Histogram(
            "tensorama_run_seconds", "Runs of a page.", ["page"], buckets=RUN_BUCKETS, registry=self.registry
        )
        self._scenes = Histogram(
            "tensorama_short_way_seconds",
            "Answers by the short way, with those that were refused.",
            ["page"],
            buckets=SCENE_BUCKETS,
            registry=self.registry,
        )
        self._requests = Counter(
            "tensorama_requests", "Requests that were answered.", ["kind", "status"], registry=self.registry
        )
        for name, meaning, value in (
            ("tensorama_sessions", "Pages that are connected now.", _sessions),
            ("tensorama_jobs_waiting", "Trainings and measurements under way or waiting.", _jobs),
            ("tensorama_courses_bytes", "Memory that the trainings kept for all sessions take.", _courses_bytes),
        ):
            Gauge(name, meaning, registry=self.registry).set_function(value)
        ProcessCollector(registry=self.registry)

    def count_run(self, page: str, seconds: float) -> None:
        """Count a run of a page, the whole or a part of it; `page` is a known one or `other`."""
        self._moves.labels("page").inc()
        self._runs.labels(page).observe(seconds)

    def count_request(self, kind: str, page: str, status: int, seconds: float) -> None:
        """Count an answer; see `components.frame.request_log.RequestLog.write`."""
        self._requests.labels(kind, str(status)).inc()
        if kind == "scene":
            if status == 200:
                self._moves.labels("short").inc()
            self._scenes.labels(page).observe(seconds)

    def answer(self, _request: Request) -> Response:
        """Answer Prometheus, or 404 where it is not open."""
        if not are_open():
            return Response(status_code=404)
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)

    @property
    def route(self) -> Route:
        """The route, for `st.App(routes=...)`."""
        return Route("/metrics", self.answer, methods=["GET"])


def _sessions() -> float:
    return Runtime.instance()._session_mgr.num_active_sessions() if Runtime.exists() else 0


def _jobs() -> float:
    return courses().jobs + measuring_line().visitors


def _courses_bytes() -> float:
    return courses().bytes
