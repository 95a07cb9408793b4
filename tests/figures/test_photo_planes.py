"""The photo as HTML: its pictures are the tensor, its slices are lit, its numbers stand where they belong."""

import base64
import io
import re

import numpy as np
import torch
from PIL import Image

from components.tensors.figures.photo_planes import FAINT, around_html, photo_html, png, swatch_html
from compute.tensors.photo import SLICES, Place, cut, index_of, photo
from tests.cases import for_each


def pictures(html: str) -> list[np.ndarray]:
    """What a browser shows: the photo, and the red, green and blue matrix, as arrays with their opacity."""
    return [
        np.array(Image.open(io.BytesIO(base64.b64decode(data))))
        for data in re.findall(r'src="data:image/png;base64,([^"]+)"', html)
    ]


def test_png_is_a_picture() -> None:
    rgba = np.random.default_rng(0).integers(0, 256, (5, 7, 4), np.uint8)
    assert np.array_equal(np.array(Image.open(io.BytesIO(png(rgba)))), rgba)


def test_the_matrices_are_the_channels() -> None:
    picture, place = photo(), Place()
    whole, *planes = pictures(photo_html(picture, place, cut(picture, index_of("element", place))))
    assert np.array_equal(whole[..., :3], picture.numpy())
    for channel, plane in enumerate(planes):
        assert np.array_equal(plane[..., channel], picture[..., channel].numpy())
        others = [other for other in range(3) if other != channel]
        assert not plane[..., others].any()
        assert (plane[..., 3] == 255).all()


@for_each("kind", [kind for kind in SLICES if kind not in ("element", "pixel")])
def test_lit_is_what_indexing_takes(kind: str) -> None:
    picture, place = photo(), Place(20, 31, 1)
    index = index_of(kind, place)
    marks = torch.zeros(32, 48, 3, dtype=torch.bool)
    marks[index] = True
    whole, *planes = pictures(photo_html(picture, place, cut(picture, index)))
    for channel, plane in enumerate(planes):
        assert np.array_equal(plane[..., 3] == 255, marks[..., channel].numpy())
        assert set(np.unique(plane[..., 3])) <= {FAINT, 255}
    lit = marks.any(dim=-1).numpy()
    assert np.array_equal(whole[..., 3] == 255, lit)
    assert np.array_equal(whole[lit][:, :3], (picture * marks).numpy()[lit])


def test_another_photo_is_another_picture() -> None:
    place, other = Place(), 255 - photo()
    html = photo_html(other, place, cut(other, index_of("row", place)))
    assert np.array_equal(pictures(html)[1][..., 0], 255 - photo()[..., 0].numpy())
    assert f"<b>{255 - int(photo()[place.index])}</b>" in html


def test_the_ring_is_at_the_element() -> None:
    picture, place = photo(), Place(4, 12, 2)
    html = photo_html(picture, place, cut(picture, index_of("element", place)))
    assert html.count("left:25.000%;top:12.500%") == 4
    assert html.count('class="across" style="top:12.500%"') == html.count('class="down" style="left:25.000%"') == 4
    assert html.count('class="plane chosen"') == 1
    # Its ring stands out in the photo and in the matrix of its own channel.
    assert re.findall(r'class="(ring[^"]*)"', html) == ["ring meant", "ring", "ring", "ring meant"]
    planes = re.findall(r'<figure class="(plane[^"]*)"', html)
    assert planes == ["plane", "plane", "plane chosen"]
    assert f"photo[4, 12, 2]</code> <b>{int(picture[4, 12, 2])}</b>" in html


def test_only_the_photo_is_dragged_in_and_its_number_is_large() -> None:
    picture, place = photo(), Place(4, 12, 2)
    html = photo_html(picture, place, cut(picture, index_of("element", place)))
    assert html.count('data-pad="column row"') == 1
    assert f"<span>photo[4, 12, 2]</span> = <b>{int(picture[4, 12, 2])}</b>" in html


def test_each_picture_says_what_it_is() -> None:
    picture, place = photo(), Place(4, 12, 1)
    html = photo_html(picture, place, cut(picture, index_of("row", place)))
    assert re.findall(r'alt="([^"]+)"', html) == [
        "The photo; lit is what photo[4] takes",
        "The matrix of the channel red",
        "The matrix of the channel green",
        "The matrix of the channel blue",
    ]
    codes = [f"photo[4, 12, {channel}]</code> <b>{int(picture[4, 12, channel])}</b>" for channel in range(3)]
    assert [html.count(code) for code in codes] == [1, 1, 1]


@for_each("place", [Place(11, 20, 0), Place(0, 0, 1), Place(31, 47, 2), Place(1, 46, 0)])
def test_the_numbers_around(place: Place) -> None:
    picture = photo()
    html = around_html(picture, place)
    (code,) = re.findall(r"<caption>(.+)</caption>", html)
    values = [int(text) for text in re.findall(r"<td class[^>]*>(\d+)</td>", html)]
    assert values == eval(code, {"photo": picture}).flatten().tolist()
    assert re.findall(r'class="cell lit"[^>]*>(\d+)<', html) == [str(int(picture[place.index]))]
    headers = [int(text) for text in re.findall(r"<th[^>]*>(\d+)</th>", html)]
    assert place.row in headers
    assert place.column in headers


def test_swatch() -> None:
    assert "rgb(1,2,255)" in swatch_html(torch.tensor([1, 2, 255], dtype=torch.uint8))


@for_each(("kind", "is_whole"), [("element", True), ("pixel", True), ("row", False)])
def test_what_is_too_little_to_be_seen_leaves_the_whole_photo_lit(kind: str, is_whole: bool) -> None:
    picture, place = photo(), Place(20, 31, 1)
    shown = pictures(photo_html(picture, place, cut(picture, index_of(kind, place))))
    assert [bool((each[..., 3] == 255).all()) for each in shown] == [is_whole] * 4


def test_four_numbers_are_enough_to_be_lit_alone() -> None:
    picture = photo()
    taken = cut(picture, (slice(0, 2), slice(0, 2), 0))
    whole, *planes = pictures(photo_html(picture, Place(0, 0, 0), taken))
    assert [int((each[..., 3] == 255).sum()) for each in (whole, *planes)] == [4, 4, 0, 0]


def test_the_numbers_around_have_the_colour_of_their_channel_and_their_own_names() -> None:
    picture = photo()
    html = around_html(picture, Place(11, 20, 1))
    fills = re.findall(r"--fill:rgb\((\d+),(\d+),(\d+)\)", html)
    assert [int(green) for _, green, _ in fills] == picture[9:14, 17:24, 1].flatten().tolist()
    assert {(red, blue) for red, _, blue in fills} == {("0", "0")}
    assert [int(text) for text in re.findall(r'<th scope="col">(\d+)</th>', html)] == list(range(17, 24))
    assert [int(text) for text in re.findall(r'<th scope="row">(\d+)</th>', html)] == list(range(9, 14))


def test_each_matrix_says_its_slice_and_the_photo_its_shape() -> None:
    picture, place = photo(), Place()
    html = photo_html(picture, place, cut(picture, index_of("element", place)))
    assert re.findall(r"<code>(photo\[\.\.\., \d\])</code>", html) == [f"photo[..., {channel}]" for channel in range(3)]
    assert "<figcaption><code>photo  (32, 48, 3)</code></figcaption>" in html
    assert 'aria-label="The photo: drag in it, or use the arrow keys, to choose a pixel"' in html
