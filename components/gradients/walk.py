"""Walk a backward pass step by step: how far one has come, and what is known by then."""

from dataclasses import dataclass

from components.gradients.goal import Goal
from compute.gradients.walk_back import BackProgress, BackStep, back_progress_after, back_steps
from compute.network.elements import Element, Unit
from compute.network.spec import NetworkSpec


@dataclass(frozen=True)
class BackWalk:
    """A walk and how far it has come.

    Attributes
    ----------
    path: the steps, from the loss to the update.
    unit: the only unit that is walked; None for the whole network.
    count: how many of them are done.
    plays: whether it goes on by itself.
    held: whether its slider is being dragged.
    """

    path: tuple[BackStep, ...]
    count: int
    plays: bool = False
    held: bool = False
    unit: Unit | None = None

    @property
    def progress(self) -> BackProgress:
        """What has been computed so far."""
        return back_progress_after(self.path, self.count)

    @property
    def step(self) -> BackStep | None:
        """The last step, which is lit; None where there is none."""
        return self.progress.step

    def reached(self, count: int) -> tuple[int, int]:
        """Return how far the walk has come after `count` steps: the later a layer, the earlier its turn."""
        progress = back_progress_after(self.path, count)
        return -progress.layer, progress.done


def back_walk(spec: NetworkSpec, goal: Goal, step: str, selected: Element) -> BackWalk | None:
    """Return the walk that a link asks for; None where it is off, or where there is no way back.

    Parameters
    ----------
    selected: a unit that is computed is walked alone; with anything else the walk goes through the whole network.
    """
    if not step or not goal.has_gradients:
        return None
    unit = selected if isinstance(selected, Unit) and selected.layer > 0 else None
    path = back_steps(spec, goal.loss, unit)
    return BackWalk(path, min(int(step), len(path)), unit=unit)
