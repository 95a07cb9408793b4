"""What the lesson says of devices, and how far both kinds of float are apart."""

import re

from components.base.text import untranslated
from components.devices.words import device_words, digits_words, matrix_words, moved_words
from compute.network.spec import NetworkSpec


def test_the_distance_of_the_two_kinds_is_a_last_digit_of_float32() -> None:
    words = digits_words(NetworkSpec(7, 5), untranslated)
    assert words.startswith("`float32` has about 7 digits, `float64` about 16.")
    found = re.search(r"values of the units are up to (\S+) apart", words)
    assert found is not None
    assert 1e-9 < float(found[1]) < 1e-6


def test_each_sentence_is_about_its_own_subject() -> None:
    assert device_words(untranslated).startswith("A tensor lies on a device")
    assert moved_words(untranslated).startswith("`.to(device)` gives a copy")
    assert matrix_words(untranslated).startswith("A layer is a product of two matrices.")
