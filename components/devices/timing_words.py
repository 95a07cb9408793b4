"""Sentences that read a measurement: from which size on what wins, by how much, and what was left out."""

from collections.abc import Iterator

from components.base.text import Translate
from components.devices.figures.timing_plot import duration, speed
from components.devices.method_names import MOVING, way_in_sentence
from compute.timing.crossover import Crossover, compare, fastest
from compute.timing.timing import FAILED, NO_TIME, LeftOut, Measurement

NEVER = "never"


def sentences(measurement: Measurement, _: Translate) -> Iterator[str]:
    """Yield what the plot says, most important first, as plain text."""
    for slow in ("python", "sum"):
        found = compare(measurement, "mm", slow)
        if found is not None:
            yield _versus("torch.mm", way_in_sentence(slow, _), found, _)
            yield from _price_of_a_call(measurement, slow, found, _)
    for way in measurement.ways:
        kind, _space, device = way.partition(" ")
        found = compare(measurement, way, "mm") if device and kind != MOVING else None
        if found is not None:
            yield _versus(way_in_sentence(way, _), "torch.mm", found, _)
    numpy = compare(measurement, "mm", "numpy")
    if numpy is not None:
        yield _(
            "NumPy has such a product too: at n = {size} it takes {factor} times as long as torch.mm.",
            size=numpy.size,
            factor=times(numpy.factor),
        )
    yield from _moving(measurement, _)
    top = fastest(measurement, "mm")
    if top is not None:
        yield _("torch.mm is at its best at n = {size}, with {speed}.", size=top.size, speed=speed(top.gflops))
    for left in measurement.left_out:
        yield _left_out(left, _)


def _versus(fast: str, slow: str, found: Crossover, _: Translate) -> str:
    if found.wins_from is None:
        return _(
            "{fast} does not beat {slow} at n = {size}, the largest size that both have.",
            fast=fast,
            slow=slow,
            size=found.size,
        )
    values = {"fast": fast, "slow": slow, "n": found.wins_from, "size": found.size, "factor": times(found.factor)}
    if found.wins_from == found.size:
        return _("At n = {size}, and not before, {fast} beats {slow}: {factor} times as fast.", **values)
    return _("From n = {n} on {fast} beats {slow}; at n = {size} it is {factor} times as fast.", **values)


def _price_of_a_call(measurement: Measurement, slow: str, found: Crossover, _: Translate) -> Iterator[str]:
    """Yield why the loop is faster for the smallest matrices, where it is."""
    calls = measurement.of("mm")
    if found.wins_from is not None and found.loses_to is not None:
        yield _(
            "Up to n = {size} {slow} is faster: a call of torch takes about {time}, however small the matrices are.",
            size=found.loses_to,
            slow=way_in_sentence(slow, _),
            time=duration(calls[0].seconds),
        )


def _moving(measurement: Measurement, _: Translate) -> Iterator[str]:
    """Yield for each way of moving from which size on the product costs more than moving its numbers."""
    for way in measurement.ways:
        kind, _space, device = way.partition(" ")
        if kind != MOVING:
            continue
        product = f"mm {device}" if device else "mm"
        found = compare(measurement, way, product)
        if found is None:
            continue
        values = {"move": way_in_sentence(way, _), "product": way_in_sentence(product, _), "size": found.size}
        if found.wins_from is None:
            yield _("Moving the numbers ({move}) takes as long as {product} or longer, up to n = {size}.", **values)
        else:
            yield _(
                "Moving the numbers ({move}) takes less time than {product} only from n = {n} on.",
                n=found.wins_from,
                **values,
            )


def _left_out(left: LeftOut, _: Translate) -> str:
    name = way_in_sentence(left.way, _)
    if left.why == FAILED:
        return _(
            "Left out from n = {size} on: {way}. In torch's words: {words}", way=name, size=left.size, words=left.words
        )
    if left.why == NO_TIME:
        return _(
            "Left out from n = {size} on: {way}; the time for one measurement was used up.", way=name, size=left.size
        )
    return _(
        "Left out from n = {size} on: {way}; one run would take about {time}.",
        way=name,
        size=left.size,
        time=duration(left.seconds),
    )


def answer(measurement: Measurement, guess: str | None, _: Translate) -> str:
    """Compare what the person guessed with what was measured; empty where either is missing."""
    found = compare(measurement, "mm", "python")
    if found is None or guess is None:
        return ""
    if found.wins_from is None:
        right = guess == NEVER
        return _("You guessed right: here it never wins.") if right else _("Here it never wins. Measure again?")
    if guess == NEVER:
        return _("You guessed never; here it wins from n = {n} on.", n=found.wins_from)
    if int(guess) == found.wins_from:
        return _("You guessed right: it wins from n = {n} on.", n=found.wins_from)
    return _("You guessed n = {guess}; here it wins from n = {n} on.", guess=guess, n=found.wins_from)


def times(factor: float) -> str:
    """Write how many times, with two digits: 0.81, 1.6, 16, 5300; more of them would be noise."""
    rounded = float(f"{factor:.2g}")
    return f"{rounded:.0f}" if rounded >= 10 else f"{rounded:.1f}" if rounded >= 1 else f"{rounded:g}"
