"""Pack the questions of a page's lesson for the notebook and the text that are taken home."""

from collections.abc import Iterable, Iterator

from components.base.text import Translate
from components.lesson.packing import listed
from components.state.beat import Asked, Beat, Told
from compute.files.take_home import Passage


def question_steps(beats: Iterable[Beat], shown: object, _: Translate) -> Iterator[Passage]:
    """Ask what the page asks, and answer it below, all in one passage; nothing where no beat asks.

    Parameters
    ----------
    shown: the topic's record of what is on the screen.
    """
    told_in_order = (beat.tell(shown, _) for beat in beats)
    # Two beats ask the same where they differ in their scenes alone.
    questions = {told.asked.text: (told, told.asked) for told in told_in_order if told.asked is not None}
    if questions:
        asked = "\n\n".join(_question(number, each) for number, (_told, each) in enumerate(questions.values(), start=1))
        answered = listed(_answer(number, *each) for number, each in enumerate(questions.values(), start=1))
        title, below = _("Questions"), _("Answers")
        yield Passage(f"## {title}\n\n{asked}\n\n**{below}**\n\n{answered}")


def _question(number: int, asked: Asked) -> str:
    return f"**{number}.** {asked.text}\n\n{listed(asked.answers)}"


def _answer(number: int, told: Told, asked: Asked) -> str:
    return f"**{number}.** {asked.answers[asked.right]}. {' '.join(text for text in told.text if text)}"
