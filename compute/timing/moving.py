"""When it pays to send matrices to a device: what the way there and back costs, beside what the product costs here."""

from dataclasses import dataclass

from compute.timing.crossover import MARGIN
from compute.timing.products import COPY
from compute.timing.timing import Measurement


@dataclass(frozen=True)
class Trip:
    """One size.

    Attributes
    ----------
    here: seconds of `torch.mm` on the CPU.
    way: seconds for two matrices to get there, and for their product to get back.
    there: seconds of the product there; 0 for a device that is only imagined.
    """

    size: int
    here: float
    way: float
    there: float

    @property
    def saves(self) -> float:
        """How many times as long the product takes here as way and product there: above 1 it pays to go."""
        return self.here / (self.way + self.there)


@dataclass(frozen=True)
class Moving:
    """All sizes at which everything was measured, from the smallest on.

    Attributes
    ----------
    device: as torch has it; empty where a copy stands for the way, and the product there takes no time at all.
    """

    device: str
    trips: tuple[Trip, ...]

    @property
    def pays_from(self) -> int | None:
        """The smallest size from which it pays at every further one too; None where it does not at the last."""
        found = None
        for trip in reversed(self.trips):
            if trip.saves < MARGIN:
                break
            found = trip.size
        return found


def moving_of(measurement: Measurement) -> Moving | None:
    """Read a measurement; None where it has no size at which all that is needed was measured."""
    device = next((way.partition(" ")[2] for way in measurement.ways if way.startswith("move ")), "")
    trips = []
    for size in measurement.sizes:
        here = measurement.at("mm", size)
        way = measurement.at(f"move {device}" if device else COPY, size)
        there = measurement.at(f"mm {device}", size) if device else None
        if here is not None and way is not None and (there is not None or not device):
            trips.append(Trip(size, here.seconds, way.seconds, there.seconds if there is not None else 0.0))
    return Moving(device, tuple(trips)) if trips else None
