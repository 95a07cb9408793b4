"""Why a text gives no value: what is kept of a refusal and of an error."""

from compute.exercises.refusals import MAX_WORDS, ExpressionError, FailedError, Reason, RefusedError


def test_a_refused_thing_is_cut_and_its_limit_kept() -> None:
    error = RefusedError(Reason.NAME, "a" * 61, ["b", "c"])
    assert (error.what, error.allowed, error.line) == ("a" * 60, ("b", "c"), 0)
    assert str(error) == f"name: {'a' * 61!r}; allowed: b, c"
    assert isinstance(error, ExpressionError)


def test_the_words_of_an_error_are_cut_and_its_kind_kept() -> None:
    error = FailedError(ValueError("a" * 900))
    assert (error.kind, len(error.words)) == ("ValueError", MAX_WORDS)
    assert MAX_WORDS == 700
    error = FailedError(RuntimeError("no"), "KeyError")
    assert (error.kind, error.words, str(error)) == ("KeyError", "no", "KeyError: no")
