"""Gói cài đặt cho phòng máy không có Internet: chương trình, mọi thư viện (kèm PostgreSQL, phông chữ) và mã băm.

Tên tệp kết thúc bằng .deb thì dựng gói Debian: mỗi phiên bản một thư mục ở /opt/tinhso, không cần mạng khi cài.
Mang tệp sang máy kia, giải nén, chạy bin/tinhso up: cài từ thư mục wheels trong gói, không cần mạng. Bộ cài dùng cho
cùng loại máy và cùng phiên bản Python; thêm --python cho phiên bản khác.
"""

import argparse
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from tinhso.config.command_line.speech import print_line
from tinhso.config.commands.completion import bash
from tinhso.config.database import ROOT
from tinhso.config.manual import manual
from tinhso.config.programs import READABLE, RUNNABLE, SUMS
from tinhso.config.refusal import Refusal
from tinhso.config.setting_up.debian import build

PARTS = ("bin", "tinhso", "sandbox", "docs")
FILES = ("pyproject.toml", "README.md", "README.vi.md", "LICENSE", "CHANGELOG.md")
LEFT_OUT = {"__pycache__", ".mypy_cache", ".ruff_cache"}
PLATFORM = "manylinux_2_28_x86_64"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="tệp sẽ ghi, như tinhso.tar hay tinhso.deb")
    parser.add_argument(
        "--python",
        action="append",
        metavar="3.N",
        default=[],
        help="thêm thư viện cho phiên bản Python này; mặc định chỉ phiên bản đang chạy",
    )
    parser.add_argument("--overwrite", action="store_true", help="ghi đè khi tệp đã có")


def run(arguments: argparse.Namespace) -> int:
    target, start = arguments.file.absolute(), time.monotonic()
    refuse(target, arguments.overwrite, arguments.python)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".tinhso-") as folder:
        wheels = Path(folder)
        print_line("Tải thư viện…", "Fetching libraries…")
        download(wheels, [])
        for other in arguments.python:
            only = ["--python-version", other, "--platform", PLATFORM]
            download(wheels, [*only, "--platform", "manylinux2014_x86_64", "--platform", "any"])
        pins = with_hashes((ROOT / "requirements.txt").read_text(), build_sources(wheels))
        print_line("Đóng gói…", "Packing…")
        if target.suffix == ".deb":
            count = write_package(target, wheels, pins)
        else:
            count = write(target, wheels, pins)
    size = target.stat().st_size / 1024 / 1024
    seconds = f"{time.monotonic() - start:.0f}"
    print_line(
        f"Xong: {target} ({size:.0f} MB, {count} tệp, {seconds} giây).",
        f"Done: {target} ({size:.0f} MB, {count} files, {seconds} s).",
    )
    if target.suffix == ".deb":
        print_line(
            f"Trên máy kia: apt install ./{target.name}, rồi tinhso setup",
            f"On the other machine: apt install ./{target.name}, then tinhso setup",
        )
        return 0
    words = f"tar -xf {target.name} && cd {name()} && sha256sum -c SHA256SUMS --quiet && bin/tinhso up"
    print_line(f"Trên máy kia: {words}", f"On the other machine: {words}")
    return 0


def refuse(target: Path, overwrite: bool, pythons: list[str]) -> None:
    if target.exists() and not overwrite:
        raise Refusal(
            f"{target} đã có: chọn tên khác hoặc thêm --overwrite",
            english=f"{target} is there already: choose another name or add --overwrite",
        )
    if not target.parent.is_dir():
        raise Refusal(f"không có thư mục {target.parent}", english=f"there is no folder {target.parent}")
    if not (ROOT / "requirements.txt").is_file():
        raise Refusal(
            "chương trình này không chạy từ bản mã nguồn: không có requirements.txt để đóng gói",
            english="this program does not run from a clone: there is no requirements.txt to bundle",
        )
    for wanted in pythons:
        major, _, minor = wanted.partition(".")
        if (major, minor.isdigit()) != ("3", True) or int(minor) < 11:
            raise Refusal(
                f"--python {wanted}: cần dạng 3.N, từ 3.11 trở lên",
                english=f"--python {wanted}: must look like 3.N, 3.11 or newer",
            )


def download(wheels: Path, words: list[str]) -> None:
    """Exactly the pinned files, each compared with its hash by pip itself."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
    ]
    command += ["--no-deps", "--require-hashes", "-r", str(ROOT / "requirements.txt"), "--dest", str(wheels)]
    done = subprocess.run([*command, *words], stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Refusal(
            f"không tải được thư viện:\n{done.stderr.strip()[-2000:]}",
            1,
            english=f"the libraries could not be fetched:\n{done.stderr.strip()[-2000:]}",
        )


def build_sources(wheels: Path) -> dict[str, str]:
    """What is published as source only becomes a wheel here, where its build tools can be fetched; name to hash."""
    built = {}
    for source in [path for path in sorted(wheels.iterdir()) if path.suffix != ".whl"]:
        before = set(wheels.iterdir())
        command = [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
        ]
        command += ["--no-deps", "--wheel-dir", str(wheels), str(source)]
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise Refusal(
                f"không dựng được {source.name}:\n{done.stderr.strip()[-2000:]}",
                1,
                english=f"{source.name} could not be built:\n{done.stderr.strip()[-2000:]}",
            )
        source.unlink()
        for wheel in set(wheels.iterdir()) - before:
            built[canonical(wheel.name.split("-")[0])] = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return built


def with_hashes(pins: str, built: dict[str, str]) -> str:
    """The pins with the hash of each wheel that was built here beside those of its published files."""
    lines = []
    for line in pins.splitlines():
        lines.append(line)
        digest = built.get(canonical(line.split("==")[0]))
        if "==" in line and digest:
            lines.append(f"    --hash=sha256:{digest} \\")
    return "\n".join(lines) + "\n"


def canonical(package: str) -> str:
    return package.strip().lower().replace("_", "-").replace(".", "-")


def name() -> str:
    return f"tinhso-{version('tinhso')}"


def write(target: Path, wheels: Path, pins: str) -> int:
    """Write the tar beside its place and move it there when whole; returns the number of files in it."""
    draft, sums = target.with_name(target.name + ".part"), []
    with tarfile.open(draft, mode="w") as tar:
        for path, inside in contents(wheels):
            sums.append((add(tar, path.read_bytes(), inside, path.stat().st_mtime), inside))
        sums.append((add(tar, pins.encode(), "requirements.txt", time.time()), "requirements.txt"))
        listed = "".join(f"{digest}  {inside}\n" for digest, inside in sums)
        add(tar, listed.encode(), SUMS, time.time())
    draft.replace(target)
    return len(sums) + 1


def write_package(target: Path, wheels: Path, pins: str) -> int:
    """The bundle as a Debian package; the number of files of the program in it."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".tinhso-") as folder:
        packed, draft = Path(folder) / "bundle.tar", target.with_name(target.name + ".part")
        count = write(packed, wheels, pins)
        build(packed, draft, name=name(), completion=bash(), manual=manual())
        draft.replace(target)
    return count


def contents(wheels: Path) -> Iterator[tuple[Path, str]]:
    """Every file of the bundle and its name inside."""
    for part in PARTS:
        for path in sorted((ROOT / part).rglob("*")):
            if path.is_file() and not LEFT_OUT & set(path.parts) and path.suffix not in {".pyc", ".mo"}:
                yield path, str(path.relative_to(ROOT))
    yield from ((ROOT / file, file) for file in FILES)
    yield from ((path, f"wheels/{path.name}") for path in sorted(wheels.iterdir()))


def add(tar: tarfile.TarFile, data: bytes, inside: str, written: float) -> str:
    """The SHA-256 of a file that whoever unpacks it reads, and every account of that machine; of `bin` they run it too."""
    entry = tarfile.TarInfo(f"{name()}/{inside}")
    entry.size, entry.mtime = len(data), int(written)
    entry.mode = RUNNABLE if inside.startswith("bin/") else READABLE
    tar.addfile(entry, io.BytesIO(data))
    return hashlib.sha256(data).hexdigest()
