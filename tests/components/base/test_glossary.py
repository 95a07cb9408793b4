"""The glossary: every entry in every language, and its examples are what torch says."""

import re

import pytest
import torch

from components.base.glossary import (
    ACTIVATION,
    BROADCASTING,
    MATRIX_PRODUCT,
    MODULE,
    SEED,
    STATE_DICT,
    STRIDE,
    WEIGHTED_SUM,
    entries,
    list_html,
    meaning,
    popovers_html,
    term_html,
)
from components.base.style import printed_number, true_minus
from components.base.text import SOURCE, languages, translator

WORDS = ("weight", "bias", "activation", "hidden-layer", "hyperparameter", "seed", "shape", "stride")


@pytest.mark.parametrize("language", languages())
def test_the_entries_are_short_and_all_there(language: str) -> None:
    _ = translator(language)
    known, english = entries(_), entries()
    assert set(WORDS) <= set(known) == set(english)
    for name, entry in known.items():
        assert 1 <= len(re.findall(r"[.!?](?= |$)", entry.text)) <= 3, entry.text
        assert len(entry.text) <= 320
        assert entry.word in list_html(_)
        assert f"**{entry.word}**: {entry.text}" == meaning(_, name)
        assert language == SOURCE or entry.text != english[name].text


@pytest.mark.parametrize("language", languages())
def test_the_examples_are_what_torch_says(language: str) -> None:
    known = entries(translator(language))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        first = torch.randn(1, 3)[0, 0].item()
    assert printed_number(first) in known[SEED].text
    for value in (0.0, 2.0):
        assert f"{torch.sigmoid(torch.tensor(value)).item():.4f}".rstrip("0") in known[ACTIVATION].text
    assert str(torch.zeros(4, 3).stride()) in known[STRIDE].text
    total = torch.dot(torch.tensor([2.0, 3.0]), torch.tensor([0.5, -1.0])).item()
    assert f"= {true_minus(f'{total:g}')}." in known[WEIGHTED_SUM].text
    rows, columns = torch.mm(torch.zeros(1, 3), torch.zeros(3, 2)).shape
    assert f"{rows} × {columns}" in known[MATRIX_PRODUCT].text
    model = torch.nn.Sequential(*(torch.nn.Linear(*sizes, device="meta") for sizes in ((3, 2), (2, 1))))
    parts = [part.numel() for part in model.parameters()]
    for count in (sum(parts), sum(parts[::2]), sum(parts[1::2])):
        assert re.search(rf"\b{count}\b", known[MODULE].text)
    with_places = (torch.nn.Linear(3, 2, device="meta"), torch.nn.Sigmoid(), torch.nn.Linear(2, 1, device="meta"))
    for name, tensor in torch.nn.Sequential(*with_places).state_dict().items():
        assert re.search(
            rf"{re.escape(name)} \S+( \S+ \S+)? {re.escape(str(tuple(tensor.shape)))}", known[STATE_DICT].text
        )
    rows, columns = (torch.zeros(5) * torch.zeros(5, 1)).shape
    assert f"{rows} × {columns}" in known[BROADCASTING].text


def test_a_word_opens_its_own_entry() -> None:
    places = re.findall(r' id="([^"]+)"', popovers_html(translator(SOURCE)))
    opened = [re.search(r'popovertarget="([^"]+)"', term_html(name, "word"))[1] for name in entries()]
    assert places == opened
    assert "&lt;b&gt;" in term_html(SEED, "<b>")


def test_several_words_are_explained_one_below_the_other_and_a_word_is_a_button() -> None:
    _ = translator(SOURCE)
    assert meaning(_, SEED, STRIDE) == f"{meaning(_, SEED)}\n\n{meaning(_, STRIDE)}"
    assert meaning(_, SEED).startswith("**seed**: ")
    assert term_html(SEED, "a & b") == '<button type="button" class="term" popovertarget="term-seed">a &amp; b</button>'
    known = entries()[SEED]
    assert f"<dt>{known.word}</dt><dd>" in list_html(_)
    assert f'<div popover id="term-{SEED}" class="term-entry"><b>seed</b><p>' in popovers_html(_)
