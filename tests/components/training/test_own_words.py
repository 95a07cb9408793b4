"""What is wrong with data that a person brings has a sentence of its own, with what it is about."""

import pytest

from components.base.text import languages, translator
from components.training.own.wrong_words import missing_words, wrong_words
from compute.training.own_data import OwnDataError, Wrong, parse_points, read_rows


@pytest.mark.parametrize("language", languages())
def test_everything_that_can_be_wrong_has_a_sentence_of_its_own(language: str) -> None:
    _ = translator(language)
    said = set()
    for wrong in Wrong:
        error = OwnDataError(wrong, column="height", row=17, found=23, allowed=42, text="<b>`tall`</b>")
        words = wrong_words(error, _)
        said.add(words)
        assert "{" not in words
        if "`" in words.replace("`torch", ""):
            assert "`height`" in words or "`<b>'tall'</b>`" in words, words
    assert len(said) == len(Wrong)
    if language != "en":
        english = {wrong_words(OwnDataError(wrong), translator("en")) for wrong in Wrong}
        assert not english & {wrong_words(OwnDataError(wrong), _) for wrong in Wrong}
    for text in ("", "1_1_0", "1_1_0~1_2_0~1_3_0~2_1_0", "1_1_0~1_2_0~1_3_1~1_1_0"):
        with pytest.raises(OwnDataError) as lacking:
            parse_points(text)
        said.add(missing_words(lacking.value, _))
    assert len(said) == len(Wrong) + 4


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a,b,c\n1,2,u\n2,red,v\n3,5,u\n4,2,v\n", ("`b`", "`red`", "row 3")),
        ("a,b,c\n1,2,u\n2,,v\n3,5,u\n4,2,v\n", ("`b`", "row 3")),
        ("a,b,c\n1,2,u\n2,NA,v\n3,5,u\n4,2,v\n", ("`b`", "`NA`", "row 3")),
        ("a,b,c\n1,2,u\n2,1e300,v\n3,5,u\n4,2,v\n", ("`b`", "`1e300`", "row 3", "−1,000,000,000")),
        ("a,b,c\n1,2,u\n2,1\n3,5,u\n4,2,v\n", ("Row 3", "2 cells", "3 columns")),
        ("a,b,c\n1,2,u\n", ("is 1 row;", "at least 4")),
        ("a\n1\n", ("has 1 column;", "at least 3")),
        ("a,b,c\n7,2,u\n7,1,v\n7,5,u\n7,2,v\n", ("`a`", "`7`")),
        ("a,b,c\n1,2,u\n2,1,u\n3,5,u\n4,2,u\n", ("`c`", "`u`", "at least two")),
        ("a,b,c\n" + "".join(f"{i},{i * i},k{i}\n" for i in range(11)), ("`c`", "11 different", "at most 10")),
        ("a,b,c\n" + "1,2,u\n" * 2001, ("2,001 rows", "at most 2,000")),
        ("a,a,c\n1,2,u\n2,1,v\n3,5,u\n4,2,v\n", ("`a`",)),
        ("a,[x](y),c\n1,2,u\n2,red,v\n3,5,u\n4,2,v\n", ("`[x](y)`", "`red`")),
        ('a,b,c\n1,2,"' + "q" * 150_000 + '"\n', ("at most 100",)),
    ],
)
def test_the_sentence_names_column_and_row_and_what_is_allowed(text: str, named: tuple[str, ...]) -> None:
    with pytest.raises(OwnDataError) as error:
        read_rows(text)
    words = wrong_words(error.value, translator("en"))
    assert all(part in words for part in named), words
