"""Results are kept within so many bytes and in so many; what nobody has asked for longest goes first."""

from components.jobs.kept import KeptResults


def kept_in(results: KeptResults[str], *keys: str) -> list[str | None]:
    return [results.find(key) for key in keys]


def test_as_many_bytes_as_there_are_fit_and_one_more_does_not() -> None:
    results = KeptResults[str](10, 5)
    results.keep("a", "A", 4)
    results.keep("b", "B", 6)
    assert (kept_in(results, "a", "b"), results.bytes, len(results)) == (["A", "B"], 10, 2)
    results.keep("c", "C", 1)
    assert (kept_in(results, "a", "b", "c"), results.bytes, len(results)) == ([None, "B", "C"], 7, 2)


def test_as_many_as_there_may_be_fit_and_one_more_does_not() -> None:
    results = KeptResults[str](10, 2)
    for key in "abc":
        results.keep(key, key.upper(), 0)
    assert (kept_in(results, "a", "b", "c"), len(results)) == ([None, "B", "C"], 2)


def test_who_was_asked_for_last_goes_last() -> None:
    results = KeptResults[str](10, 2)
    results.keep("a", "A", 1)
    results.keep("b", "B", 1)
    results.find("a")
    results.keep("c", "C", 1)
    assert kept_in(results, "a", "b", "c") == ["A", None, "C"]


def test_a_result_takes_the_place_of_an_older_one_even_if_it_is_too_large() -> None:
    results = KeptResults[str](10, 5)
    results.keep("a", "A", 3)
    results.keep("a", "new", 10)
    assert (results.find("a"), results.bytes) == ("new", 10)
    results.keep("a", "large", 11)
    assert (results.find("a"), results.bytes, len(results)) == (None, 0, 0)


def test_what_is_forgotten_gives_its_bytes_back() -> None:
    results = KeptResults[str](10, 5)
    results.keep("a", "A", 3)
    results.keep("b", "B", 2)
    results.forget("a")
    results.forget("a")
    assert (kept_in(results, "a", "b"), results.bytes, len(results)) == ([None, "B"], 2, 1)
