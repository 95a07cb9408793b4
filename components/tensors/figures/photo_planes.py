"""A photo and its three matrices as HTML: pictures of a few kilobytes, made from the tensor in every run.

A Plotly picture would send every one of the 4,608 numbers as text and draw it anew at each move of a slider.
"""

import base64
import struct
import zlib
from html import escape

import numpy as np
import torch
from jaxtyping import Bool, UInt8
from torch import Tensor

from components.base.cells import LIT, Cell, Grid, grids_html
from components.base.style import ink_on
from components.base.text import Translate, untranslated
from compute.tensors.photo import CHANNELS, COLUMNS, ROWS, Place, Slice, around, code_of

FAINT = 60
"""Opacity, up to 255, of what a slice leaves out."""

FEW = CHANNELS
"""So few elements are lit by a ring alone: without the rest of the picture nobody would see where they are."""


def png(rgba: UInt8[np.ndarray, "rows columns 4"]) -> bytes:
    """Write a PNG file by hand: Pillow takes a millisecond for it, and there are four with every move."""
    rows, columns = rgba.shape[:2]
    lines = np.zeros((rows, 1 + 4 * columns), np.uint8)  # each line begins with its filter: 0, none
    lines[:, 1:] = rgba.reshape(rows, -1)
    header = struct.pack(">IIBBBBB", columns, rows, 8, 6, 0, 0, 0)  # 8 bits, red green blue and opacity
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines.tobytes(), 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


def photo_html(photo: UInt8[Tensor, "32 48 3"], place: Place, taken: Slice, _: Translate = untranslated) -> str:
    """Write the photo, and its red, green and blue matrices one behind the other; what the slice has taken is lit."""
    names = channel_names(_)
    planes = "".join(
        _plane(photo, place, taken, channel, _("The matrix of the channel {name}", name=names[channel]))
        for channel in range(CHANNELS)
    )
    alt = _("The photo; lit is what {code} takes", code=taken.code)
    words = escape(_("The photo: drag in it, or use the arrow keys, to choose a pixel"))
    pad = f' data-pad="column row" data-place="photo" tabindex="0" role="group" aria-label="{words}"'
    whole = _stage(_coloured(photo, _lit(taken)), place, True, alt, pad)
    code, value = code_of(place.index), int(photo[place.index])
    shown = f'<p class="walk"><span>{escape(code)}</span> = <b>{value}</b></p>'
    caption = escape(f"photo  {tuple(photo.shape)}")
    return (
        f'{shown}<div class="photo"><figure class="whole">{whole}<figcaption><code>{caption}</code></figcaption>'
        f'</figure><div class="planes">{planes}</div></div>'
    )


def channel_names(_: Translate = untranslated) -> tuple[str, str, str]:
    """Return the names of the channels: red, green, blue."""
    return _("red"), _("green"), _("blue")


def _plane(photo: Tensor, place: Place, taken: Slice, channel: int, alt: str) -> str:
    alone = torch.zeros_like(photo)
    alone[..., channel] = photo[..., channel]
    rgba = _with_opacity(alone, _lit(taken)[..., channel])
    value = int(photo[place.row, place.column, channel])
    code = code_of((place.row, place.column, channel))
    chosen = " chosen" if channel == place.channel else ""
    return (
        f'<figure class="plane{chosen}">{_stage(rgba, place, channel == place.channel, alt)}'
        f"<figcaption><code>photo[..., {channel}]</code><br><code>{escape(code)}</code> <b>{value}</b></figcaption>"
        f"</figure>"
    )


def _lit(taken: Slice) -> Bool[Tensor, "32 48 3"]:
    """Mark what is shown in full: what is taken, or everything where that is too little to be seen."""
    return torch.ones_like(taken.taken) if int(taken.taken.sum()) <= FEW else taken.taken


def _coloured(photo: Tensor, taken: Bool[Tensor, "32 48 3"]) -> UInt8[np.ndarray, "32 48 4"]:
    """Leave a taken pixel only the channels that are taken; other pixels keep all three, but are faint."""
    anything = taken.any(dim=-1)
    return _with_opacity(torch.where(anything.unsqueeze(-1), photo * taken, photo), anything)


def _with_opacity(colours: Tensor, lit: Bool[Tensor, "32 48"]) -> UInt8[np.ndarray, "32 48 4"]:
    opacity = torch.where(lit, 255, FAINT).to(torch.uint8)
    return torch.cat([colours, opacity.unsqueeze(-1)], dim=-1).numpy()


def _stage(rgba: UInt8[np.ndarray, "32 48 4"], place: Place, meant: bool, alt: str, more: str = "") -> str:
    """Write a picture with the element marked in it.

    Parameters
    ----------
    more: attributes of what holds it: `data-pad` names the sliders that move in it, see `components/browser/live.js`.
    """
    source = base64.b64encode(png(rgba)).decode("ascii")
    left, top = 100 * place.column / COLUMNS, 100 * place.row / ROWS
    ring = f'<i class="ring{" meant" if meant else ""}" style="left:{left:.3f}%;top:{top:.3f}%"></i>'
    lines = f'<i class="across" style="top:{top:.3f}%"></i><i class="down" style="left:{left:.3f}%"></i>'
    image = f'<img draggable="false" src="data:image/png;base64,{source}" alt="{escape(alt)}">'
    return f'<div class="stage"{more}>{image}{lines}{ring}</div>'


def around_html(photo: UInt8[Tensor, "32 48 3"], place: Place) -> str:
    """Write the numbers around the element in its matrix, by row and column, cut out of the photo by a slice."""
    index = around(place)
    rows, columns = (range(ROWS)[index[0]], range(COLUMNS)[index[1]])
    cells = [
        [
            _value(value, place.channel, (row, column) == (place.row, place.column))
            for column, value in zip(columns, line, strict=True)
        ]
        for row, line in zip(rows, photo[index].tolist(), strict=True)
    ]
    return grids_html(
        [Grid(cells, code_of(index), row_names=list(map(str, rows)), column_names=list(map(str, columns)))]
    )


def _value(value: int, channel: int, lit: bool) -> Cell:
    colour = [0, 0, 0]
    colour[channel] = value
    fill = "rgb({},{},{})".format(*colour)
    return Cell(str(value), marks=(LIT,) if lit else (), fill=fill, ink=ink_on(fill))


def swatch_html(pixel: UInt8[Tensor, " 3"]) -> str:
    """Show the colour that three numbers make."""
    red, green, blue = pixel.tolist()
    return f'<i class="swatch" style="background:rgb({red},{green},{blue})"></i>'
