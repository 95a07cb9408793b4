"""Clean a pasted text: remove what a notebook, a terminal, a chat or a word processor has added.

Each step keeps the number of lines, so that an error names the line that the person sees. A text that Python can read
as it is loses only `In [7]:` and printed results, which would mean something else to Python. Invisible characters, such
as a space of another width, are mended silently. What can be seen and is no Python is named by `copied_mark`, so that
the person takes it away.
"""

import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterator

from compute.exercises.reading import MAX_LENGTH, read
from compute.exercises.refusals import FailedError, Reason, RefusedError

_NEWLINES = re.compile("\r\n|[\r\u2028\u2029\x85]")
_UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\xad"))
_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_SIGNS = (
    dict.fromkeys(map(ord, "“”„‟«»″"), '"')
    | dict.fromkeys(map(ord, "‘’‚‛′´"), "'")
    | dict.fromkeys(map(ord, "×∗⋅·•"), "*")
    | dict.fromkeys(map(ord, "−–—‐‑"), "-")
    | {ord("÷"): "/", ord("∕"): "/", ord("…"): "..."}
    | {0xFEE0 + ord(sign): sign for sign in "()[]{},.:;=+-*/<>@%\"'"}
)

_INPUT = re.compile(r"^\s*(?:In\s?)?\[(?:\d{1,4}|\*| )?\]:[ \t]?(.*)$")
_RESULT = re.compile(r"^\s*Out\s?\[\d{1,4}\]:(.*)$")
_PRINTED = re.compile(r"^(?:tensor|array)\(")
_DEFINED = re.compile(
    r"\bimport\b.*\b(?:tensor|array)\b|^\s*(?:tensor|array)\s*=|\bdef (?:tensor|array)\b", re.MULTILINE
)
_DETAILS = re.compile(
    r"""\s*,\s*(?:grad_fn\s*=\s*<\w+>|device\s*=\s*['"][\w:]*['"]|dtype\s*=\s*[\w.]+|"""
    r"""requires_grad\s*=\s*\w+)"""
)
_MAGIC = re.compile(r"^\s*(?:%{1,2}|!)\s*(\w*)(.*)$")
_MARK = re.compile(r"^\s*((?:In\s?|Out\s?)?\[(?:\d{1,4}|\*| )?\]:|>>>?|%{1,2}\w+|!\w+|```\w*|~~~\w*)(?:\s(.*)|$)")
_TIMED = frozenset({"time", "timeit"})
_NUMBERED = re.compile(r"^\s*(\d{1,3})(?:[.:|]?[ \t]|$)(.*)$")
_LABEL = re.compile(r"^\s*[^\W\d]\w{0,30}(?: \w{1,30}){0,4}[ \t]*:[ \t]+")

UNREADABLE = (Reason.CHARACTER, Reason.UNDERSCORE)


def copied_mark(text: str) -> tuple[str, int] | None:
    """Find what a notebook, a terminal or a chat wrote, and its line: `In [7]:`, `>>>`, `%time`, a fence.

    None where there is nothing of the kind, or where Python reads the text as it is: there `%` is an operator.
    """
    if len(text) > MAX_LENGTH or _can_be_read(text):
        return None
    for line, written in enumerate(_lines(text), start=1):
        mark = _MARK.match(written)
        if mark is not None:
            return mark.group(1), line
    return None


def unmarked(text: str) -> str:
    """Remove prompts, and lines that are a fence or a command of the notebook's own."""
    return "\n".join(_MARK.sub(_without_mark, line) for line in _lines(text))


def _without_mark(mark: re.Match[str]) -> str:
    return (mark.group(2) or "") if mark.group(1)[-1] in ":>" else ""


def _lines(text: str) -> list[str]:
    return _NEWLINES.sub("\n", text).translate(_UNSEEN).translate(_SPACES).split("\n")


def cleaned(text: str) -> str:
    """Return the cleaned text, or the text as it was where Python cannot read it in any way."""
    if len(text) > MAX_LENGTH:
        return text
    text = _NEWLINES.sub("\n", unicodedata.normalize("NFC", text))
    return next(filter(_can_be_read, _candidates(_unprompted(text))), text)


def _can_be_read(text: str) -> bool:
    """Tell whether Python can read the text; its content may be refused all the same."""
    try:
        read(text)
    except FailedError:
        return False
    except RefusedError as error:
        return error.reason not in UNREADABLE
    return True


def _candidates(text: str) -> Iterator[str]:
    """Yield the text, and then the text with one more thing mended each time."""
    yield text
    for mend in _MENDING:
        mended = mend(text)
        if mended != text:
            text = mended
            yield text


def _unprompted(text: str) -> str:
    """Remove prompts, and what the program had printed."""
    lines = text.split("\n")
    lines = [match.group(1) if (match := _INPUT.match(line)) else line for line in lines]
    return _without_results(lines, "\n".join(lines))


def _without_results(lines: list[str], text: str) -> str:
    """Remove lines such as `tensor([[0.1595]])`, which were printed; alone they are the answer itself."""
    if _DEFINED.search(text):
        return text
    kept, open_brackets = list(lines), 0
    for place, line in enumerate(lines):
        result = _RESULT.match(line)
        if open_brackets > 0 or result or _PRINTED.match(line):
            open_brackets += line.count("(") + line.count("[") - line.count(")") - line.count("]")
            kept[place] = ""
    if any(line.strip() and not line.strip().startswith("#") for line in kept):
        return "\n".join(kept)
    bare = [result.group(1).strip() if (result := _RESULT.match(line)) else line for line in lines]
    return "\n".join(_DETAILS.sub("", _PRINTED.sub("torch.tensor(", line)) for line in bare)


def _plain_signs(text: str) -> str:
    return text.translate(_UNSEEN).translate(_SPACES).translate(_SIGNS)


def _unquoted(text: str) -> str:
    """Take away the single backticks around the text."""
    bare = text.strip()
    is_quoted = len(bare) > 2 and bare[0] == bare[-1] == "`"
    return text.replace("`", "") if is_quoted else text


def _without_magic(text: str) -> str:
    """Remove a notebook's commands such as `! pip install torch`; behind `% time` stands a line of Python."""
    kept = []
    for line in text.split("\n"):
        match = _MAGIC.match(line)
        kept.append(line if match is None else match.group(2).strip() if match.group(1) in _TIMED else "")
    return "\n".join(kept)


def _unnumbered(text: str) -> str:
    """Remove the numbers of lines, where every line has its own."""
    lines = text.split("\n")
    numbered = [(place, _NUMBERED.match(line)) for place, line in enumerate(lines) if line.strip()]
    firsts = [int(match.group(1)) - place for place, match in numbered if match]
    if len(firsts) != len(numbered) or len(numbered) < 2 or len(set(firsts)) != 1:
        return text
    rest = {place: match.group(2) for place, match in numbered if match}
    return textwrap.dedent("\n".join(rest.get(place, line) for place, line in enumerate(lines)))


def _unlabelled(text: str) -> str:
    """Remove `The answer:` before the first line."""
    return _LABEL.sub("", text, count=1)


def _unended(text: str) -> str:
    """Remove the full stop after the last line."""
    return text.rstrip().rstrip(".").rstrip()


_MENDING: tuple[Callable[[str], str], ...] = (
    _plain_signs,
    textwrap.dedent,
    _unquoted,
    _without_magic,
    textwrap.dedent,
    _unnumbered,
    _unlabelled,
    _unended,
)
