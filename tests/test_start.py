"""What the server says when it starts, and what it is told by its configuration."""

import re
import tomllib
from pathlib import Path

import pytest
from streamlit import net_util
from streamlit.web.server import server_util

from components.frame import lan
from compute.files.tensor_files import MAX_MEGABYTES
from tests.browser.serving import serve

ROOT = Path(__file__).parent.parent


@pytest.mark.own_process
def test_it_prints_its_addresses_and_nothing_that_looks_like_a_fault(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with serve(log, everywhere=True) as address:
        port = address.rpartition(":")[2]
    first, *others = log.read_text("utf-8").splitlines()
    assert first == f"Tensorama: http://localhost:{port}"
    said = [line for line in others if not line.startswith('{"time": ')]  # what it writes of each request
    assert all(re.fullmatch(rf"Tensorama: http://\S+:{port}", line) for line in said), said


def test_a_page_from_elsewhere_is_turned_away_without_a_question_to_a_third_host(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def asked(url: str, **_options: object) -> str:
        raise AssertionError(url)

    monkeypatch.setattr("requests.get", asked)
    monkeypatch.setattr("streamlit.net_util.get_external_ip", net_util.get_external_ip)
    lan.ask_nobody_outside()
    assert not server_util.is_url_from_allowed_origins("http://elsewhere.example")


def test_the_servers_limit_for_a_file_is_the_readers() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["server"]["maxUploadSize"] == MAX_MEGABYTES
