"""A line between browser and server that can be cut: a small TCP proxy, and servers behind it that can be killed."""

import contextlib
import select
import socket
import threading


class Line:
    """Forwards connections to a server, as long as it is not cut.

    A line that is cut refuses who comes and drops who is there; `freeze` keeps connections open and forwards nothing,
    as a network does that swallows what is sent.
    """

    def __init__(self) -> None:
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._flows = threading.Event()
        self._flows.set()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.target = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self, target: int | str) -> None:
        """Forward to the server with this port, or this address, from now on."""
        self.target = int(str(target).rsplit(":", 1)[-1])
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self.port), reuse_port=True)
            threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def cut(self) -> None:
        """Drop all connections and take no new ones."""
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        with self._lock:
            for each in self._open:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

    def freeze(self) -> None:
        """Forward nothing, and close nothing."""
        self._flows.clear()

    def thaw(self) -> None:
        """Forward again, also what was held."""
        self._flows.set()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listener.accept()
                threading.Thread(target=self._forward, args=(near,), daemon=True).start()

    def _forward(self, near: socket.socket) -> None:
        with near, contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.target), 10) as far:
            far.settimeout(None)
            with self._lock:
                self._open |= {near, far}
            try:
                while True:
                    for each in select.select([near, far], [], [])[0]:
                        data = each.recv(65536)
                        self._flows.wait()
                        if not data:
                            return
                        (far if each is near else near).sendall(data)
            finally:
                with self._lock:
                    self._open -= {near, far}
