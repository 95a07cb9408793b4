"""The Dockerfile without Docker: what it copies is there, and its health check tells a served site from none."""

import fnmatch
import json
import re
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent.parent
NEEDED = {"app.py", ".streamlit", "assets", "components", "compute", "pages"}


def instructions() -> list[tuple[str, str]]:
    """Instruction and what it says, with continued lines joined."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text("utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def command(instruction: str) -> list[str]:
    (said,) = [rest for name, rest in instructions() if name == instruction]
    return json.loads(said[said.index("[") :])


def copied() -> list[str]:
    return [source for name, rest in instructions() if name == "COPY" for source in rest.split()[:-1]]


def test_the_image_has_what_the_site_needs() -> None:
    ignored = [line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] not in ("#", "")]
    assert set(copied()) >= NEEDED
    for source in copied():
        assert (ROOT / source).exists()
        last = [line for line in ignored if fnmatch.fnmatch(source, line.removeprefix("!"))][-1]
        assert last.startswith("!"), f"{source} is not sent to the builder"
    installed = next(rest for name, rest in instructions() if name == "RUN" and "pip install" in rest)
    assert installed.split()[-1] in copied()


def test_it_does_not_run_as_root() -> None:
    names = [name for name, _ in instructions()]
    assert ("USER", "site") in instructions()
    assert names.index("USER") < names.index("CMD")
    assert any(name == "RUN" and rest.startswith("useradd") and rest.endswith(" site") for name, rest in instructions())


def test_one_port_everywhere() -> None:
    (port,) = [rest for name, rest in instructions() if name == "EXPOSE"]
    assert command("CMD")[-1] == port
    assert f":{port}/_stcore/health" in command("HEALTHCHECK")[-1]


def test_the_health_check_knows_a_site_that_is_served(site: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = free.getsockname()[1]
    assert healthy(urlsplit(site).port)
    assert not healthy(closed)


def healthy(port: int | None) -> bool:
    """What the image's own command says about another port."""
    python, *rest = command("HEALTHCHECK")
    assert python == "python"
    return (
        subprocess.run([sys.executable, *(part.replace("8501", str(port)) for part in rest)], check=False).returncode
        == 0
    )
