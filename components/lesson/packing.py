"""Pack a lesson with its program and tensors into what can be taken home."""

from collections.abc import Iterable, Mapping

import torch
from torch import Tensor

from compute.files.steps import in_one
from compute.files.take_home import Passage, TakeHome


def packed(name: str, title: str, lesson: Iterable[Passage], tensors: Mapping[str, Tensor]) -> TakeHome:
    """Pack a lesson whose cells together are the program, and its tensors, each with a memory of its own.

    Parameters
    ----------
    name, title, lesson, tensors: see `TakeHome`.
    """
    passages = tuple(lesson)
    own = {each: tensor.detach().clone(memory_format=torch.contiguous_format) for each, tensor in tensors.items()}
    return TakeHome(name, title, in_one(passage.code for passage in passages), passages, own)


def listed(lines: Iterable[str]) -> str:
    """Write lines as a list in Markdown."""
    return "\n".join(f"- {line}" for line in lines)
