"""Start-up: import everything, fill caches, freeze the garbage collector; the first visitor does not wait for it."""

import gc
import importlib
import pkgutil
import socket
from contextlib import suppress

import torch

import components
import compute
from components.base.text import languages, translator
from components.browser.bundle import ENDINGS, compressed
from components.browser.short_way import version
from components.frame.streamlit_files import asked_for_at_once, asked_for_late, packed
from components.jobs.courses import courses
from components.jobs.queue import measuring_line
from components.network.figures.network_diagram import network_diagram
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.timing.devices import devices

OF_STREAMLIT = ("PIL.ImageFile", "streamlit.emojis", "streamlit.material_icon_names", "streamlit.web.skills")
"""What Streamlit itself imports with the first page that somebody asks for."""

OBJECTS, ROUNDS = 20_000, 20
"""How many new objects bring the garbage collector to look at the young ones, and how often that to the older ones."""


def warm_up() -> None:
    """Import, compute and draw once, then freeze the garbage collector.

    Streamlit collects garbage at the end of every run. With torch imported that takes more than 100 ms, holds the
    interpreter, and the answer to the visitor waits behind it; what is frozen is not looked at again. By itself Python
    looks at what is young after every 700 objects; a page makes many times more, and nearly all of them go without it.
    """
    torch.set_num_threads(1)  # a tiny matrix is multiplied faster by one thread than by two that must meet
    for package in (compute, components):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    for name in OF_STREAMLIT:
        with suppress(ImportError):  # another version may have it elsewhere
            importlib.import_module(name)
    devices()
    for encoding in ENDINGS:
        compressed(encoding)
    for name in (*asked_for_at_once(), *asked_for_late()):
        packed(name)
    version()  # forty who join at once would each read all of the code for it
    measuring_line()
    courses()
    for language in languages():
        translator(language)
    network_diagram(known_pass(forward_network(draw(NetworkSpec()))))
    send_at_once()
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, ROUNDS, ROUNDS)


def send_at_once() -> None:
    """Set TCP_NODELAY on this process's sockets; the connections that a listening one accepts inherit it.

    An answer goes out in two writes. Without the option the second waits until the browser has acknowledged the first,
    which takes up to 40 ms. asyncio sets it itself, but only on sockets that were made with the protocol's number, and
    Streamlit's listening socket is made without.
    """
    for each in gc.get_objects():
        # Not `isinstance`: it asks each object for its class, and some of torch's answer with a warning.
        if issubclass(type(each), socket.socket) and each.family in (socket.AF_INET, socket.AF_INET6):
            with suppress(OSError):  # it was closed, or sends datagrams
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
