"""Many cases in one test, where a test for each would cost more to collect and to report than to run."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps

import pytest

SHOWN_CASES = 12

Test = Callable[..., None]


def for_each(names: str | tuple[str, ...], cases: Iterable[object]) -> Callable[[Test], Test]:
    """Run a test over all cases: `pytest.mark.parametrize` with one result for them together.

    A case that fails keeps none of those after it from running, and the failure names all that did. They share the
    fixtures that the test asks for. Where a single case takes longer than a hundredth of a second, or is run alone now
    and then, `pytest.mark.parametrize` is better.

    Parameters
    ----------
    names: the arguments that a case gives; to a single name it is given whole.
    """
    gives_one = isinstance(names, str)
    given = (names,) if isinstance(names, str) else names
    kept = list(cases)
    assert kept, "a test over no cases shows nothing"

    def over(test: Test) -> Test:
        @wraps(test, updated=())
        def run(**fixtures: object) -> None:
            failed: list[tuple[object, BaseException]] = []
            for case in kept:
                try:
                    test(**fixtures, **dict(zip(given, [case] if gives_one else case, strict=True)))
                except (Exception, pytest.fail.Exception) as error:
                    failed.append((case, error))
            if failed:
                told = f"{len(failed)} of {len(kept)} cases fail, the first of them as above"
                shown = [f"{case!r:.160}: {_first_line(error)}" for case, error in failed[:SHOWN_CASES]]
                raise AssertionError("\n".join((told, *shown))) from failed[0][1]

        signature = inspect.signature(test)
        rest = [parameter for name, parameter in signature.parameters.items() if name not in given]
        assert len(rest) == len(signature.parameters) - len(given), f"{test.__name__} takes not all of {given}"
        run.__signature__ = signature.replace(parameters=rest)  # type: ignore[attr-defined]  # pytest asks it for fixtures
        run.pytestmark = getattr(test, "pytestmark", [])  # type: ignore[attr-defined]
        return run

    return over


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).partition("\n")[0]
