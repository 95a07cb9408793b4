"""Small answers do not wait for the acknowledgement of what went out before them."""

import socket

from components.frame.start_up import send_at_once


def test_accepted_connections_send_at_once() -> None:
    with socket.socket() as listening:  # as Streamlit makes it: without the number of the protocol
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        send_at_once()
        with socket.create_connection(listening.getsockname()):
            accepted, _address = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_closed_socket_is_no_fault() -> None:
    closed = socket.socket()
    closed.close()
    send_at_once()
    assert closed.fileno() == -1
