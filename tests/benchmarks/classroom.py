"""Many people at once, over the websocket that a browser uses: each loads the page and moves sliders, and every
number that comes back is compared with raw torch."""

import asyncio
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import torch
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SECONDS = 12.0
"""So long everybody moves sliders; the next move comes after one second of thought, on average."""

PATIENCE = 30.0
"""Seconds without an answer after which a person gives up."""

RANGES = {"seed": (0, 9999), "inputs": (1, 8), "hidden": (1, 8)}
"""What is moved: networks of a size that the yardstick can draw, too."""

FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
SLIDER_ID = re.compile(r"-(seed|inputs|hidden)$")
NUMBER = re.compile(r"-?\d+\.\d{4}")


@dataclass
class Classroom:
    """What happened: seconds to join and per move, answers with a wrong number, people who gave up."""

    joins: list[float] = field(default_factory=list)
    moves: list[float] = field(default_factory=list)
    wrong: int = 0
    gave_up: int = 0


def run_classroom(url: str, sessions: int) -> Classroom:
    """Let so many people in at the same moment."""
    room = Classroom()

    async def everybody() -> None:
        end = time.perf_counter() + SECONDS
        await asyncio.gather(*(_person(url, number, end, room) for number in range(sessions)))

    asyncio.run(everybody())
    return room


def expected(seed: int, inputs: int, hidden: int) -> float:
    """The notebook's network, longhand, from a generator of its own."""
    generator = torch.Generator().manual_seed(seed)
    shapes = ((1, inputs), (inputs, hidden), (hidden, 1), (1, hidden), (1, 1))
    x, w1, w2, b1, b2 = (torch.randn(shape, generator=generator) for shape in shapes)
    return torch.sigmoid(torch.sigmoid(x @ w1 + b1) @ w2 + b2).item()


@dataclass
class _Screen:
    """What a browser would remember: the sliders, where the output stands, and what it said last."""

    sliders: dict[str, str] = field(default_factory=dict)
    fragment: str = ""
    place: tuple[int, ...] | None = None
    output: float | None = None

    def read(self, message: ForwardMsg) -> None:
        """Take in one message of the server."""
        path, delta = tuple(message.metadata.delta_path), message.delta
        if delta.WhichOneof("type") == "add_block":
            if "value-output" in str(delta.add_block):
                self.place = path
            return
        element = delta.new_element
        if element.WhichOneof("type") == "slider" and (match := SLIDER_ID.search(element.slider.id)):
            self.sliders[match[1]] = element.slider.id
            self.fragment = delta.fragment_id
        if self.place is not None and path[: len(self.place)] == self.place:
            for text in (each.replace("−", "-") for each in _texts(element)):
                self.output = float(NUMBER.findall(text)[-1]) if NUMBER.search(text) else self.output


def _texts(element: object) -> Iterator[str]:
    kind = element.WhichOneof("type")  # type: ignore[attr-defined]
    if kind in ("markdown", "html", "metric"):
        yield getattr(element, kind).body


async def _person(url: str, number: int, end: float, room: Classroom) -> None:
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    options = {"subprotocols": ["streamlit"], "max_size": None, "compression": None, "open_timeout": PATIENCE}
    try:
        async with websockets.connect(address, **options) as socket:
            await _visit(socket, random.Random(number), end, room)
    except (OSError, TimeoutError, websockets.WebSocketException):
        room.gave_up += 1


async def _visit(socket: websockets.ClientConnection, chance: random.Random, end: float, room: Classroom) -> None:
    screen, network = _Screen(), {"seed": 7, "inputs": 3, "hidden": 2}
    room.joins.append(await _exchange(socket, screen, {}))
    while True:
        await asyncio.sleep(chance.expovariate(1))
        if time.perf_counter() > end:
            return
        name = chance.choice(list(RANGES))
        network[name] = chance.randint(*RANGES[name])
        screen.output = None
        room.moves.append(await _exchange(socket, screen, network))
        if screen.output is None or abs(screen.output - expected(**network)) > 1e-4:
            room.wrong += 1


async def _exchange(socket: websockets.ClientConnection, screen: _Screen, network: dict[str, int]) -> float:
    """Send where the sliders are; returns the seconds until the answer is complete."""
    request = BackMsg()
    request.rerun_script.query_string = ""
    request.rerun_script.fragment_id = screen.fragment
    for name, value in network.items():
        state = request.rerun_script.widget_states.widgets.add()
        state.id = screen.sliders[name]
        state.double_array_value.data.append(value)
    begin = time.perf_counter()
    await socket.send(request.SerializeToString())
    while True:
        message = ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), PATIENCE))
        kind = message.WhichOneof("type")
        if kind == "delta":
            screen.read(message)
        elif kind == "script_finished" and message.script_finished in FINISHED:
            return time.perf_counter() - begin
