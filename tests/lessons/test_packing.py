"""What is packed has a memory of its own: it stays as it is, whatever becomes of what it was made of."""

import torch

from components.lesson.packing import listed, packed
from compute.files.take_home import Passage


def test_each_tensor_has_a_memory_of_its_own() -> None:
    whole = torch.arange(6.0).view(2, 3)
    given = {"whole": whole, "turned": whole.t(), "row": whole[1], "learns": torch.ones(2).requires_grad_() * 2}
    pack = packed("name", "Title", (), given)
    assert list(pack.tensors) == list(given)
    for name, tensor in pack.tensors.items():
        assert torch.equal(tensor, given[name])
        assert tensor.is_contiguous()
        assert not tensor.requires_grad
    places = {tensor.untyped_storage().data_ptr() for tensor in (*pack.tensors.values(), *given.values())}
    assert len(places) == 4 + 2  # what was given lies in two places
    whole.zero_()
    assert pack.tensors["whole"].tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]
    assert pack.tensors["row"].tolist() == [3.0, 4.0, 5.0]


def test_the_program_is_the_code_of_all_passages_and_the_lesson_keeps_them() -> None:
    passages = [Passage("first", "a = 1"), Passage("between"), Passage("last", "print(a)")]
    pack = packed("name", "Title", iter(passages), {})
    assert pack.program == "a = 1\n\nprint(a)\n"
    assert pack.lesson == tuple(passages)
    assert (pack.name, pack.title) == ("name", "Title")
    assert listed(["one", "two"]) == "- one\n- two"
