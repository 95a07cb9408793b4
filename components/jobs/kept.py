"""Results that are kept for whoever asks next, as many as fit into so many bytes: what nobody asks for goes first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class _Kept(Generic[Result]):
    result: Result
    bytes: int


class KeptResults(Generic[Result]):
    """Results by key, for all sessions of a server; safe to be used by many threads.

    Parameters
    ----------
    most_bytes: of all results together.
    most: how many at most: small results cost more than their bytes.
    """

    def __init__(self, most_bytes: int, most: int) -> None:
        self._most_bytes, self._most = most_bytes, most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Kept[Result]] = OrderedDict()
        self._bytes = 0

    @property
    def bytes(self) -> int:
        """How much memory all results take now."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, key: Hashable) -> Result | None:
        """Return the result, which is then the last one to go, or None."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found.result

    def keep(self, key: Hashable, result: Result, size: int) -> None:
        """Keep a result of so many bytes, in the place of an older one; not at all where it alone is too large."""
        with self._lock:
            self._remove(key)
            if size > self._most_bytes:
                return
            self._kept[key] = _Kept(result, size)
            self._bytes += size
            while self._bytes > self._most_bytes or len(self._kept) > self._most:
                self._remove(next(iter(self._kept)))

    def forget(self, key: Hashable) -> None:
        """Keep this result no longer."""
        with self._lock:
            self._remove(key)

    def _remove(self, key: Hashable) -> None:
        gone = self._kept.pop(key, None)
        if gone is not None:
            self._bytes -= gone.bytes
