"""QR codes: another library reads the same link."""

import re
from urllib.parse import unquote

import pytest
import segno
import zxingcpp
from PIL import Image

from components.frame.qr_code import MAX_LENGTH, MAX_VERSION, qr_html

LINKS = [
    "http://192.168.1.20:8501/?seed=7&lang=en",
    "https://school.edu/tensorama/neuron?edits=x3_0.5~w1.2.1_-1&lang=pt",
    "http://localhost/?" + "seed=7&" * 244,
]


def drawn(html: str) -> Image.Image:
    """The picture that the HTML shows: dark runs on white, a module four pixels wide."""
    svg = unquote(html)
    side = int(re.search(r"viewBox='0 0 (\d+)", svg)[1])
    picture = Image.new("L", (side, side), "white")
    x = y = 0.0
    for command, first, second in re.findall(
        r"([Mmh])(-?[\d.]+)(?: ?(-?[\d.]+))?", re.search(r"stroke='#000' d='(.*?)'", svg)[1]
    ):
        if command == "h":
            picture.paste(0, (int(x), int(y), int(x + float(first)), int(y) + 1))
            x += float(first)
        else:
            x, y = (float(first), float(second)) if command == "M" else (x + float(first), y + float(second))
    return picture.resize((4 * side, 4 * side), Image.Resampling.NEAREST)


@pytest.mark.parametrize("link", LINKS)
def test_another_library_reads_the_link(link: str) -> None:
    assert len(link) <= MAX_LENGTH
    picture = drawn(qr_html(link, ""))
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == link
    dark = picture.point(lambda value: 255 - value).getbbox()
    assert dark == (16, 16, picture.width - 16, picture.height - 16)  # four modules of quiet zone


def test_the_longest_link_and_one_more() -> None:
    assert segno.make_qr("h" * MAX_LENGTH, error="l").version == MAX_VERSION
    assert segno.make_qr("h" * (MAX_LENGTH + 1), error="l").version == MAX_VERSION + 1
    assert qr_html("h" * MAX_LENGTH, "") is not None
    assert qr_html("h" * (MAX_LENGTH + 1), "") is None
    assert qr_html("é" * (MAX_LENGTH // 2 + 1), "") is None


def test_it_is_dark_on_white_and_has_a_text_alternative() -> None:
    html = qr_html(LINKS[0], 'QR "<b>"')
    assert html is not None
    assert 'alt="QR &quot;&lt;b&gt;&quot;"' in html
    assert "#fff" in unquote(html)
    assert "#000" in unquote(html)
