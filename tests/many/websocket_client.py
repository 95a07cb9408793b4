"""A visitor without a browser: speaks the site's websocket as Streamlit's own front end does."""

import asyncio
import re
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

NUMBER = re.compile(r"-?\d+\.\d{4}")
PATIENCE = 60
"""Seconds until an answer has to be there, with all the others at it at the same time."""

Path = tuple[int, ...]


@dataclass
class Slider:
    """A slider of the page: how to address it, and how far it goes."""

    id: str
    low: int
    high: int
    fragment: str


@dataclass
class Client:
    """One session; `values` holds the numbers of every `value-..` container after the last answer."""

    socket: websockets.ClientConnection
    page_name: str
    query: str
    sliders: dict[str, Slider] = field(default_factory=dict)
    values: dict[str, list[float]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    _page: str = ""
    _containers: dict[Path, str] = field(default_factory=dict)
    _moved: dict[str, float] = field(default_factory=dict)

    async def load(self) -> None:
        """Ask for the page, as the first request of a session does."""
        message = BackMsg()
        message.rerun_script.page_name = self.page_name
        message.rerun_script.query_string = self.query
        await self._ask(message)

    async def move(self, key: str, value: int) -> None:
        """Move a slider, which runs its fragment."""
        slider = self.sliders[key]
        self._moved[slider.id] = float(value)
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        message.rerun_script.query_string = self.query
        message.rerun_script.fragment_id = slider.fragment
        for widget, position in self._moved.items():
            state = message.rerun_script.widget_states.widgets.add()
            state.id = widget
            state.double_array_value.data.append(position)
        await self._ask(message)

    async def _ask(self, message: BackMsg) -> None:
        """Send, and read until the page has been run: a number that no answer brings is missing, not an old one."""
        self.values.clear()
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not self._read(await self.socket.recv()):
                pass

    def _read(self, data: str | bytes) -> bool:
        """Take in one message; whether the run it belongs to has ended."""
        message = ForwardMsg()
        message.ParseFromString(data if isinstance(data, bytes) else data.encode())
        match message.WhichOneof("type"):
            case "new_session":
                self._page = message.new_session.page_script_hash
            case "navigation":
                self._page = message.navigation.page_script_hash
            case "delta":
                self._take(message)
            case "session_event" if message.session_event.WhichOneof("type") == "script_compilation_exception":
                self.problems.append(str(message.session_event))
            case "script_finished":
                ended = message.script_finished
                return ended in (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
        return False

    def _take(self, message: ForwardMsg) -> None:
        delta, path = message.delta, tuple(message.metadata.delta_path)
        if delta.WhichOneof("type") == "add_block":
            named = re.search(r"-(value-[a-z0-9-]+)$", delta.add_block.id)
            self._containers.pop(path, None)
            if named:
                self._containers[path] = named[1]
            return
        element = delta.new_element
        match element.WhichOneof("type"):
            case "slider":
                key = element.slider.id.rsplit("-", 1)[-1]
                low, high = int(element.slider.min), int(element.slider.max)
                self.sliders[key] = Slider(element.slider.id, low, high, delta.fragment_id)
            case "exception":
                self.problems.append(f"{element.exception.type}: {element.exception.message}")
            case "html":
                for length in range(len(path)):
                    if path[:length] in self._containers:
                        found = [float(text) for text in NUMBER.findall(element.html.body.replace("−", "-"))]
                        self.values.setdefault(self._containers[path[:length]], []).extend(found)
