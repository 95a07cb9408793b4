"""The ASGI entry: warms up, says where it is, serves `pages/site.py`. `streamlit run app.py` finds `app` by itself."""

import asyncio
import runpy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime import get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.browser.bundle import route
from components.frame.collecting import collect_from_time_to_time
from components.frame.entry import FirstAnswers
from components.frame.guard import Guard
from components.frame.lan import ask_nobody_outside, served_at
from components.frame.metrics import Metrics
from components.frame.observing import Observed, Runs
from components.frame.observing import install as observe
from components.frame.request_log import RequestLog
from components.frame.scene_route import scene_route

SITE = Path(__file__).parent / "pages" / "site.py"
metrics, log = Metrics(), RequestLog()


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Pay for imports and first calls before the first visitor comes."""
    from components.frame import delivery, gathering, resume  # noqa: PLC0415  (as below)
    from components.frame.start_up import warm_up  # noqa: PLC0415  (torch takes seconds; `streamlit run --help` should not)

    resume.install(get_instance())
    delivery.install(get_instance())
    gathering.install()
    observe(get_instance(), Runs(metrics, log))
    ask_nobody_outside()
    warm_up()
    print("".join(f"Tensorama: {address}\n" for address in served_at()), end="", flush=True)  # noqa: T201
    collecting = asyncio.create_task(collect_from_time_to_time())
    yield
    collecting.cancel()


app = st.App(
    SITE,
    lifespan=lifespan,
    routes=[route, scene_route(), metrics.route],
    middleware=[Middleware(Observed, metrics, log), Middleware(Guard), Middleware(FirstAnswers)],
)

# A host that runs this file as a plain script, without st.App; at any other start there is no run to be warned of.
if get_script_run_ctx(suppress_warning=True) is not None:
    runpy.run_path(str(SITE), run_name="__main__")
