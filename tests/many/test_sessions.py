"""Many sessions at once over the real websocket: every number that any of them is sent is the right one.

No times are asserted. The sessions start together and do not wait between their moves, so their runs overlap.
"""

import asyncio
import random

import pytest
import websockets

from tests import loops
from tests.longhand import TOLERANCE, notebook
from tests.many.websocket_client import Client

SESSIONS, MOVES = 24, 5
START = {"": {"seed": 7, "inputs": 3, "hidden": 2}, "neuron": {"seed": 7, "inputs": 5}}
"""Where the sliders of each page stand at first; the network page has the empty name."""


@pytest.mark.own_process
def test_every_session_gets_its_own_numbers(site: str) -> None:
    pages = list(START)

    async def all_at_once() -> list[int]:
        return await asyncio.gather(
            *(_session(site, pages[number % len(pages)], random.Random(number)) for number in range(SESSIONS))
        )

    assert loops.run(all_at_once()) == [1 + MOVES] * SESSIONS


async def _session(site: str, page: str, chance: random.Random) -> int:
    """Load a page, move its sliders, compare every answer; returns how many were compared."""
    now = START[page] | {"seed": chance.randint(0, 9999)}
    query = "&".join(f"{name}={value}" for name, value in now.items())
    address = site.replace("http", "ws") + "/_stcore/stream"
    async with websockets.connect(
        address, subprotocols=["streamlit"], max_size=None, compression=None, open_timeout=60
    ) as socket:
        client = Client(socket, page, query)
        await client.load()
        compare(client, now)
        for _ in range(MOVES):
            key = chance.choice(list(now))
            slider = client.sliders[key]
            now[key] = chance.randint(slider.low, slider.high)
            await client.move(key, now[key])
            compare(client, now)
    return 1 + MOVES


def compare(client: Client, now: dict[str, int]) -> None:
    *hidden, output = notebook(now["seed"], now["inputs"], [now["hidden"]] if "hidden" in now else [])
    assert not client.problems
    assert client.values["value-output"] == pytest.approx(output, abs=TOLERANCE), (client.page_name, now)
    for layer, values in enumerate(hidden, start=1):
        assert client.values[f"value-hidden-{layer}"] == pytest.approx(values, abs=TOLERANCE), now
