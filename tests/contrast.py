"""How well one colour stands out from another, after WCAG 2.2."""


def luminance(colour: str) -> float:
    """Return the light of `rgb(r,g,b)` or `#rrggbb`, from 0 to 1."""
    hexed = [str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)] if colour.startswith("#") else []
    shares = [int(channel) / 255 for channel in hexed or colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the ratio of two such colours, from 1 to 21."""
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)
