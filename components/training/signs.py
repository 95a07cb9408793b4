"""How features are written."""

_SIGNS = {"x1x1": "x1²", "x2x2": "x2²", "x1x2": "x1·x2", "sin1": "sin πx1", "sin2": "sin πx2"}
"""How the features other than x1 and x2 are written, by their names in links."""


def feature_sign(name: str) -> str:
    """Write a feature as a reader does."""
    return _SIGNS.get(name, name)
