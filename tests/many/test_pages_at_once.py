"""Many sessions on all pages at once: each is sent what a visitor who is alone with the same link is sent."""

import asyncio
import random
from collections.abc import Mapping

import pytest
import websockets

from tests import loops
from tests.many.websocket_client import Client

LINKS = {
    "": "inputs=5&hidden=4",
    "neuron": "inputs=9",
    "tensors": "part=randn&size=40",
    "shapes": "operation=sum",
    "memory": "ops=from_a~mul_b~copy_b",
    "devices": "hidden=3",
    "exercises": "exercise=3",
    "gradients": "hidden=4&updates=2",
    "training": "steps=100&points=40&time=30",
}
"""Page -> what its link says besides the seed; the network page has the empty name."""

SESSIONS, MOVES = 3 * len(LINKS), 3

Values = Mapping[str, list[float]]


@pytest.mark.own_process
def test_every_session_sees_what_a_lone_visitor_sees(site: str) -> None:
    async def all_at_once() -> list[tuple[str, int, Values]]:
        pages = list(LINKS)
        seen = await asyncio.gather(
            *(_session(site, pages[number % len(pages)], random.Random(number)) for number in range(SESSIONS))
        )
        return [answer for answers in seen for answer in answers]

    async def alone(page: str, seed: int) -> Values:
        (answer,) = await _session(site, page, random.Random(0), seed=seed, moves=0)
        return answer[2]

    answers = loops.run(all_at_once())
    assert len(answers) == SESSIONS * (1 + MOVES)
    for page, seed, values in answers[:: 1 + MOVES] + answers[MOVES :: 1 + MOVES]:
        assert values, page
        assert values == loops.run(alone(page, seed)), (page, seed)


async def _session(
    site: str, page: str, chance: random.Random, seed: int | None = None, moves: int = MOVES
) -> list[tuple[str, int, Values]]:
    """Load a page, move its seed; returns what each answer held."""
    now = chance.randint(0, 9999) if seed is None else seed
    address = site.replace("http", "ws") + "/_stcore/stream"
    answers = []
    async with websockets.connect(
        address, subprotocols=["streamlit"], max_size=None, compression=None, open_timeout=60
    ) as socket:
        client = Client(socket, page, f"{LINKS[page]}&seed={now}")
        await client.load()
        answers.append((page, now, _numbers(client)))
        for _ in range(moves):
            now = chance.randint(0, 9999)
            await client.move("seed", now)
            answers.append((page, now, _numbers(client)))
    assert not client.problems
    return answers


def _numbers(client: Client) -> Values:
    """The numbers of the last answer; a move does not send again what has none."""
    return {key: values for key, values in client.values.items() if values}
