"""Walk a backward pass step by step: how far one has come, and what is known by then."""

from dataclasses import dataclass

from components.gradients.goal import Goal
from compute.gradients.walk_back import BackProgress, BackStep, back_progress_after, back_steps
from compute.network.spec import NetworkSpec


@dataclass(frozen=True)
class BackWalk:
    """A walk and how far it has come.

    Attributes
    ----------
    path: the steps, from the loss to the update.
    count: how many of them are done.
    plays: whether it goes on by itself.
    held: whether its slider is being dragged.
    """

    path: tuple[BackStep, ...]
    count: int
    plays: bool = False
    held: bool = False

    @property
    def progress(self) -> BackProgress:
        """What has been computed so far."""
        return back_progress_after(self.path, self.count)

    @property
    def step(self) -> BackStep | None:
        """The last step, which is lit; None where there is none."""
        return self.progress.step


def back_walk(spec: NetworkSpec, goal: Goal, step: str) -> BackWalk | None:
    """The walk that a link asks for; None where it is off, or where there is no way back."""
    if not step or not goal.has_gradients:
        return None
    path = back_steps(spec, goal.loss)
    return BackWalk(path, min(int(step), len(path)))
