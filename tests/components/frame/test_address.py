"""Where the site is: what is believed of a browser's address, and what a link to give away is made of."""

from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from components.frame.address import (
    Address,
    Unreachable,
    embedding,
    for_others,
    is_local,
    is_number_for_others,
    link_to,
    read_address,
)
from tests.cases import for_each

PAGES = ("", "neuron", "tensors", "shapes", "memory", "devices", "exercises")


@for_each(
    ("url", "site"),
    [
        ("http://localhost:8501/", "http://localhost:8501/"),
        ("http://localhost:8501", "http://localhost:8501/"),
        ("http://localhost:8501/neuron", "http://localhost:8501/"),
        ("http://localhost:8501/neuron/", "http://localhost:8501/"),
        ("https://school.edu/tensorama/neuron", "https://school.edu/tensorama/"),
        ("https://school.edu/tensorama/", "https://school.edu/tensorama/"),
        ("https://school.edu/tensorama", "https://school.edu/tensorama/"),
        ("https://School.EDU:443/", "https://school.edu/"),
        ("http://school.edu:80/", "http://school.edu/"),
        ("http://school.edu:443/", "http://school.edu:443/"),
        ("HTTP://192.168.1.20:8501/memory", "http://192.168.1.20:8501/"),
        ("http://[::1]:8501/memory", "http://[::1]:8501/"),
        ("http://[2001:DB8::1]/", "http://[2001:db8::1]/"),
        ("http://[fe80::1%25eth0]:8501/", "http://[fe80::1%25eth0]:8501/"),
        ("https://tensorama.streamlit.app/devices", "https://tensorama.streamlit.app/"),
        # only a whole step of the path is a page
        ("http://memory/", "http://memory/"),
        ("https://school.edu/pytorch-exercises/", "https://school.edu/pytorch-exercises/"),
        ("https://school.edu/pytorch-exercises/exercises", "https://school.edu/pytorch-exercises/"),
        # what the page's address has and the site's has not
        ("http://school.edu/neuron?seed=7&embed=true#top", "http://school.edu/"),
        ("http://name:secret@school.edu/", "http://school.edu/"),
        ("http://school.edu/a b/neuron", "http://school.edu/a%20b/"),
        (
            "http://school.edu/\"><script>alert(1)</script>'/",
            "http://school.edu/%22%3E%3Cscript%3Ealert(1)%3C/script%3E'/",
        ),
    ],
)
def test_the_site_of_a_page(url: str, site: str) -> None:
    assert str(read_address(url, PAGES)) == site


def test_a_base_path_that_is_called_like_a_page() -> None:
    assert str(read_address("http://school.edu/memory/", PAGES, "memory")) == "http://school.edu/memory/"
    assert str(read_address("http://school.edu/memory/memory", PAGES, "/memory/")) == "http://school.edu/memory/"
    assert str(read_address("http://school.edu/memory", PAGES, "a/b")) == "http://school.edu/"


@for_each(
    "url",
    [
        None,
        "",
        "school.edu",
        "//school.edu/",
        "http://",
        "http:///neuron",
        "javascript:alert(1)",
        "data:text/html,<b>",
        "file:///etc/passwd",
        "ftp://school.edu/",
        "http://a b/",
        "http://school.edu:99999/",
        "http://school.edu:0/",
        "http://school.edu:abc/",
        "http://[::1/",
        "http://[nonsense]/",
        "http://-school.edu/",
        "http://school..edu/",
        'http://"><script>/',
        "http://school.edu/\nSet-Cookie: a=b",
        "http://school.edu/\u202egpj",
        "http://" + "a" * 64 + ".edu/",
        "http://" + ".".join(["a" * 60] * 5) + "/",
        "http://school.edu/" + "a" * 5000,
    ],
)
def test_what_is_no_address_of_the_web(url: str | None) -> None:
    assert read_address(url, PAGES) is None


@for_each(
    ("host", "local"),
    [
        ("localhost", True),
        ("localhost.", True),
        ("tensorama.localhost", True),
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("0.0.0.0", True),
        ("[::1]", True),
        ("[::]", True),
        ("[::ffff:127.0.0.1]", True),
        ("192.168.1.20", False),
        ("[2001:db8::1]", False),
        ("[::ffff:192.168.1.20]", False),
        ("notlocalhost", False),
        ("localhost.school.edu", False),
    ],
)
def test_what_means_this_very_machine(host: str, local: bool) -> None:
    assert is_local(Address("http", host, 8501)) is local


@for_each("number", ["192.168.1.20", "10.0.0.3", "203.0.113.9", "2001:db8::1"])
def test_a_number_that_others_see(number: str) -> None:
    assert is_number_for_others(number)


@for_each("number", ["127.0.0.1", "0.0.0.0", "169.254.7.7", "224.0.0.1", "::1", "::", "fe80::1", "x", ""])
def test_a_number_that_others_do_not_see(number: str) -> None:
    assert not is_number_for_others(number)


@for_each(
    ("named", "listens", "found", "answer"),
    [
        ("localhost", None, "192.168.1.20", "http://192.168.1.20:8501/base/"),
        ("localhost", "0.0.0.0", "192.168.1.20", "http://192.168.1.20:8501/base/"),
        ("localhost", "::", "2001:db8::1", "http://[2001:db8::1]:8501/base/"),
        ("localhost", "127.0.0.1", "192.168.1.20", Unreachable.LISTENS_HERE_ONLY),
        ("localhost", "localhost", "192.168.1.20", Unreachable.LISTENS_HERE_ONLY),
        ("localhost", "::1", "192.168.1.20", Unreachable.LISTENS_HERE_ONLY),
        ("localhost", "10.0.0.3", "192.168.1.20", "http://10.0.0.3:8501/base/"),
        ("localhost", None, None, Unreachable.UNKNOWN),
        (None, None, "not a number <b>", Unreachable.UNKNOWN),
        ("lab-3.school.edu", "127.0.0.1", None, "http://lab-3.school.edu:8501/base/"),
        ('"><script>', None, "192.168.1.20", "http://192.168.1.20:8501/base/"),
    ],
)
def test_the_address_for_others(
    named: str | None, listens: str | None, found: str | None, answer: Unreachable | str
) -> None:
    here = Address("http", "localhost", 8501, "/base/")
    others = for_others(here, named, listens, lambda: found)
    assert (others if isinstance(others, Unreachable) else str(others)) == answer


def test_a_link_has_page_and_scene_in_the_order_given() -> None:
    scene = [("seed", "8"), ("edits", "x3_0.5~w1.2.1_-1"), ("utm", "a&b=c d"), ("utm", "é"), ("lang", "pt")]
    link = link_to(Address("https", "school.edu", None, "/tensorama/"), "neuron", scene)
    assert link.startswith("https://school.edu/tensorama/neuron?seed=8&edits=x3_0.5~w1.2.1_-1&")
    assert parse_qsl(urlsplit(link).query) == scene
    assert link.isascii()
    assert link_to(Address("http", "localhost", 8501), "", []) == "http://localhost:8501/"


@for_each("value", ["7", '"><script>alert(1)</script>', "' onload='x", "a&amp;b", "x" * 3000])
def test_the_snippet_is_one_frame_that_shows_the_link(value: str) -> None:
    link = link_to(Address("http", "localhost", 8501), "neuron", [("seed", value)])
    frames = []

    class Frames(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            frames.append((tag, dict(attrs)))

    Frames().feed(embedding(link, 'Neuron "<b>"'))
    ((tag, attributes),) = frames
    assert tag == "iframe"
    assert attributes == {
        "src": f"{link}&embed=true",
        "width": "900",
        "height": "600",
        "title": 'Neuron "<b>"',
        "allow": "clipboard-write",
        "loading": "lazy",
    }
    assert embedding("http://localhost/", "x").startswith('<iframe src="http://localhost/?embed=true"')


@for_each(
    ("url", "host"),
    [
        ("http://" + "a" * 63 + "/", "a" * 63),
        ("http://" + ".".join(["a" * 63] * 3 + ["a" * 61]) + "/", ".".join(["a" * 63] * 3 + ["a" * 61])),
        ("http://" + ".".join(["a" * 63] * 3 + ["a" * 62]) + "/", None),
        ("http://a-.edu/", None),
        ("http://a-b_c.edu./", "a-b_c.edu."),
        ("http://site/".ljust(2000, "a"), "site"),
        ("http://site/".ljust(2001, "a"), None),
    ],
)
def test_a_name_and_an_address_have_a_length(url: str, host: str | None) -> None:
    read = read_address(url)
    assert (None if read is None else read.host) == host


def test_an_address_has_its_parts() -> None:
    read = read_address("https://lab:65535/a/neuron/x", ["neuron"])
    assert read == Address("https", "lab", 65535, "/a/neuron/x/")
    assert (read.origin, str(read)) == ("https://lab:65535", "https://lab:65535/a/neuron/x/")
    assert read_address("http://lab/a/b", [""], "a/b/c") == Address("http", "lab", None, "/a/b/")
