"""Write down every package that the site and its tools are installed with: `make lock`.

Three files come out of requirements.txt, requirements-cluster.txt and requirements-dev.txt, for Linux, macOS and
Windows at once:

- constraints.txt: the versions of all that the site needs, which requirements.txt draws on;
- requirements.lock: versions and hashes, for the site, a cluster and the tools; what our own commands hold pip to;
- requirements-cpu.lock: versions and hashes for the site with torch for the processor alone, complete in itself.

It asks PyPI through uv. The hashes of torch for the processor alone stand here: PyPI has no such files.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent

CPU_TORCH = {
    "2.13.0": (
        "6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b",  # Python 3.11, Linux, x86_64
        "84453b69508ec79902f899c5ed9495acb9e2bbe9fda5f1d5d6f19e3c3842e1a7",  # Python 3.11, Linux, aarch64
        "4ca4a9394b0c771238a4f73590fdbbc4debad85ed0fa63d026ae1b085da7d6e2",  # Python 3.12, Linux, x86_64
    )
}
"""Of the wheels named torch-<version>+cpu at https://download.pytorch.org/whl/cpu, as far as they are known here."""

CUDA = re.compile(r"(nvidia-|cuda-|triton)")
"""What only a torch with CUDA asks for."""

HEADER = "# Written by `make lock`, not by hand. {}\n"


def main() -> None:
    """Write the three files."""
    site = _asked("requirements.txt")
    others = _asked("requirements-cluster.txt") + _asked("requirements-dev.txt")
    everything = _compiled(site + others, held_to="")
    of_site = _compiled(site, held_to=everything)
    (ROOT / "requirements.lock").write_text(HEADER.format("All that the site and its tools are made of.") + everything)
    (ROOT / "constraints.txt").write_text(
        HEADER.format("All that the site is made of; no hashes, since an older pip cannot follow them here.")
        + "".join(f"{first_line(block)}\n" for block in blocks(of_site))
    )
    needed = [block for block in blocks(of_site) if not CUDA.match(block)]
    torch = next(block for block in needed if block.startswith("torch=="))
    needed.remove(torch)
    (ROOT / "requirements-cpu.lock").write_text(
        HEADER.format("The site with torch for the processor alone; that comes first, so that pip soon knows.")
        + "".join((_for_the_processor(torch), *needed))
    )


def blocks(text: str) -> list[str]:
    """The text of each package in a compiled file: its line, and below it those of its hashes."""
    return re.findall(r"^[a-z0-9].*\n(?:[ ]{4}--hash.*\n)*", text, re.MULTILINE)


def first_line(block: str) -> str:
    """A package's name, version and marker."""
    return block.splitlines()[0].removesuffix("\\").strip()


def _asked(name: str) -> str:
    """The lines of a file that name a package."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return "".join(f"{line}\n" for line in lines if re.match(r"[a-z]", line))


def _compiled(asked: str, held_to: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        source, held = Path(folder, "asked.in"), Path(folder, "held.txt")
        source.write_text(asked)
        held.write_text("".join(f"{first_line(block)}\n" for block in blocks(held_to)))
        uv = ["-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes"]
        uv += ["--no-config", "--no-annotate", "--no-header", "--quiet", "--default-index", "https://pypi.org/simple"]
        done = subprocess.run([sys.executable, *uv, "-c", held, source], check=True, capture_output=True, text=True)
    return done.stdout


def _for_the_processor(torch: str) -> str:
    known = CPU_TORCH[first_line(torch).removeprefix("torch==")]
    return " \\\n    ".join([f"{first_line(torch)}+cpu", *(f"--hash=sha256:{value}" for value in known)]) + "\n"


if __name__ == "__main__":
    main()
