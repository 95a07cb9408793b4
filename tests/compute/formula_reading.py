"""Reads a formula that a page shows, so that its numbers can be compared with those of the program."""

import re

import torch
from torch import Tensor

_CASES = re.compile(r"\\begin{cases}(.*) & (.*)\\\\ (.*) & (.*)\\end{cases}")

_WORDS = (
    (r"\left[", "("), (r"\right]", ")"), (r"\left", ""), (r"\right", ""), (r"\,", " * "), (r"\cdot", " * "),
    (r"\operatorname{erf}", "torch.erf"), (r"\sigma(z)", "torch.sigmoid(z)"), (r"\cos", "torch.cos"),
    (r"\sin", "torch.sin"), (r"\pi x", "torch.pi * x"), (r"2\pi", "2 * torch.pi"), (r"x_1 x_2", "x_1 * x_2"),
    (r"\ln y_k", " * torch.log(y_k)"), (r"\ln(", " * torch.log("), ("^2", " ** 2"),
)  # fmt: skip

_GROUPS = (
    (r"\\frac{([^{}]*)}{([^{}]*)}", r"((\1) / (\2))"),
    (r"\\sqrt{([^{}]*)}", r"((\1) ** 0.5)"),
    (r"e\^{([^{}]*)}", r"torch.exp(torch.as_tensor(\1))"),
)


def cases_of(text: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return both cases of a formula, each with its condition."""
    read = _CASES.search(text)
    assert read is not None, text
    return (read[1], read[2]), (read[3], read[4])


def value_of(text: str, **values: Tensor | float) -> Tensor:
    """Compute a formula without cases, what stands after = where there is one, for these values."""
    text = text.partition(r",\quad")[0].rpartition(" = ")[2]
    for old, new in _WORDS:
        text = text.replace(old, new)
    before = ""
    while text != before:
        before = text
        for pattern, code in _GROUPS:
            text = re.sub(pattern, code, text)
    text = re.sub(r"\\sum_{k}(.*)$", r" * torch.sum(\1)", text)
    text = re.sub(r"\)\s*\(", ") * (", text)
    return torch.as_tensor(eval(text, {"torch": torch, **values}))
