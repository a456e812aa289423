"""A Debian package out of a bundle: one version with all its libraries under `/opt/tinhso`, beside others."""

import gzip
import shutil
import subprocess
import tempfile
from pathlib import Path

from tinhso.config.messages import compile_messages
from tinhso.config.programs import unpack
from tinhso.config.refusal import Refusal

DATA = Path(__file__).parent / "data/debian"
HOME = "opt/tinhso"
SCRIPTS = ("postinst", "prerm")
CONTACT = "security@tinhso.example"


def build(bundle: Path, target: Path, *, name: str, completion: str, manual: str) -> None:
    """The package `target` of a bundle whose folder is `name`.

    Raises:
        Refusal: `dpkg-deb` is not here, or refuses.
    """
    if not (tool := shutil.which("dpkg-deb")):
        raise Refusal(
            "máy này không có dpkg-deb: gói .deb dựng được trên Debian, Ubuntu",
            english="there is no dpkg-deb here: packages are built on Debian or Ubuntu",
        )
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".tinhso-deb-") as folder:
        root = Path(folder) / "root"
        program = root / HOME / name
        program.parent.mkdir(parents=True)
        unpack(bundle, program)
        compile_messages(program / "tinhso")  # whoever runs the program may not write into it
        for path in (root, *root.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        write_beside(program, completion, manual)
        write_control(root, tool, name)
        command = [tool, "--root-owner-group", "-Zgzip", "-z1", "--build", str(root), str(target)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Refusal(
                f"dpkg-deb không dựng được gói:\n{done.stderr.strip()}",
                1,
                english=f"dpkg-deb could not build the package:\n{done.stderr.strip()}",
            )


def write_beside(program: Path, completion: str, manual: str) -> None:
    """The manual page and what lets Tab finish commands; of the version in use by the alternatives of Debian."""
    folder = program / "share"
    folder.mkdir(mode=0o755)
    for name, data in (
        ("tinhso.1.gz", gzip.compress(manual.encode(), mtime=0)),
        ("tinhso.bash", completion.encode()),
    ):
        (folder / name).write_bytes(data)
        (folder / name).chmod(0o644)


def write_control(root: Path, tool: str, name: str) -> None:
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) // 1024
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    words = {
        "name": name,
        "package": name.lower().replace("_", "-").replace("+", "."),
        "version": name.removeprefix("tinhso-"),
        "architecture": architecture,
        "size": str(size),
        "contact": CONTACT,
    }
    control = root / "DEBIAN"
    control.mkdir(mode=0o755)
    for file in ("control", *SCRIPTS):
        text = (DATA / file).read_text()
        for key, value in words.items():
            text = text.replace(f"@{key}@", value)
        (control / file).write_text(text)
        (control / file).chmod(0o755 if file in SCRIPTS else 0o644)
