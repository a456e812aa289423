"""Programs beside Python that some tests need: Debian's chromium for the journeys, poppler's tools for the papers.

`supply()` installs them where it may (root on Debian), else says in one line how to get them; without one of them
the fixtures `browser` and `poppler` of `conftest.py` skip only the tests that ask for it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {"chromium": "chromium", "pdfsig": "poppler-utils"}  # program -> Debian's package
INSTALL = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]


def supply() -> None:
    """Install what is missing, or say how. Not being able to is no failure of the tests."""
    missing = [package for program, package in PACKAGES.items() if shutil.which(program) is None]
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Cài {', '.join(missing)} để thử trên trình duyệt và tệp PDF… (installing)")
        env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        quiet = subprocess.DEVNULL
        if not any(
            subprocess.call(w, env=env, stdout=quiet)
            for w in (["apt-get", "update", "-qq"], INSTALL + missing)
        ):
            return
    say(
        f"Bỏ qua các phép thử cần {', '.join(missing)} (skipped; to run them: apt-get install {' '.join(missing)})"
    )


def say(line: str) -> None:
    sys.stderr.write(line + "\n")


class Poppler:
    """What poppler's tools say of a PDF: other people's reading of our papers."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "read-by-poppler.pdf"

    def text(self, pdf: bytes) -> str:
        return self._say("pdftotext", "-layout", pdf=pdf, after=["-"])

    def placed(self, pdf: bytes) -> str:
        """Every line of words with its place, size and face, as XML; three units are a point."""
        return self._say("pdftohtml", "-xml", "-i", "-stdout", "-zoom", "3", pdf=pdf)

    def picture(self, pdf: bytes, *, page: int, dpi: int) -> bytes:
        """One page as a grey picture (PGM)."""
        place = self.folder / "page"
        self._say(
            "pdftoppm", "-gray", "-r", str(dpi), "-f", str(page), "-singlefile", pdf=pdf, after=[str(place)]
        )
        return place.with_suffix(".pgm").read_bytes()

    def signatures(self, pdf: bytes) -> str:
        return self._say("pdfsig", "-nocert", pdf=pdf)

    def _say(self, *words: str, pdf: bytes, after: list[str] | None = None) -> str:
        self.file.write_bytes(pdf)
        command = [*words, str(self.file), *(after or [])]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
