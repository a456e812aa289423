"""The versions of the program on a machine: a folder for each, and the link `hien-hanh` to the one in use."""

import hashlib
import json
import os
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinhso.config.backups.archive import first_line, take_out
from tinhso.config.database import ROOT, state
from tinhso.config.refusal import Refusal

LINK = "hien-hanh"
SUMS = "SHA256SUMS"
WHEELS = "wheels"
"""The libraries that a bundle brings along; where they are, `bin/tinhso` makes the environment of them and uses no other."""
READABLE, RUNNABLE = 0o644, 0o755
"""Of files and folders: root unpacks a version and the account that serves runs it; nothing in it is secret."""


@dataclass(frozen=True)
class Programs:
    """The folder in which the versions lie."""

    folder: Path

    @property
    def link(self) -> Path:
        return self.folder / LINK

    def refuse_bad_link(self) -> None:
        if not os.access(self.folder, os.W_OK):
            raise Refusal(
                f"không ghi được vào {self.folder}: chọn nơi khác bằng --programs",
                english=f"{self.folder} cannot be written: choose another by --programs",
            )
        if self.link.exists() and not self.link.is_symlink():
            raise Refusal(
                f"{self.link} không phải là liên kết: dời nó đi trước khi nâng",
                english=f"{self.link} is no link: move it away before upgrading",
            )
        if self.link.is_symlink() and self.link.resolve() != ROOT.resolve():
            raise Refusal(
                f"{self.link} chỉ {self.link.resolve()}: chạy {self.link}/bin/tinhso upgrade",
                english=f"{self.link} leads to {self.link.resolve()}: run {self.link}/bin/tinhso upgrade",
            )

    def point_to(self, program: Path) -> None:
        """Switch in one step: whoever looks sees the former one or this one."""
        draft = self.folder / f".{LINK}.new"
        draft.unlink(missing_ok=True)
        draft.symlink_to(program)
        draft.replace(self.link)


def new_program(bundle: Path, programs: Programs) -> Path:
    """The folder of the new version, unpacked and compared with its sums. `Refusal` names what is wrong; unpacked
    before and still whole, it is taken as it is."""
    if bundle.is_dir():  # of a Debian package, which has unpacked it
        check_sums(bundle)
        return bundle
    if not bundle.is_file():
        raise Refusal(f"không có tệp {bundle}", english=f"there is no file {bundle}")
    seen = hashlib.sha256()
    with bundle.open("rb") as file:
        while block := file.read(1 << 20):
            seen.update(block)
    target = programs.folder / f"{bundle.name.removesuffix('.tar')}-{seen.hexdigest()[:8]}"
    if not target.exists():
        draft = programs.folder / f".{target.name}.part"
        unpack(bundle, draft)
        draft.rename(target)
    check_sums(target)
    return target


def unpack(bundle: Path, draft: Path) -> None:
    """The one folder of the bundle into `draft`; nothing is ever written outside it."""
    draft.mkdir(exist_ok=True)
    for old in sorted(draft.rglob("*"), reverse=True):
        old.rmdir() if old.is_dir() else old.unlink()
    try:
        with tarfile.open(bundle, mode="r") as tar:
            for entry in tar:
                top, _, entry.name = entry.name.partition("/")
                take_out(tar, entry, draft)
                (draft / entry.name).chmod(RUNNABLE if entry.mode & 0o100 else READABLE)
        for folder in (draft, *(path for path in draft.rglob("*") if path.is_dir())):
            folder.chmod(RUNNABLE)
    except (tarfile.TarError, EOFError) as error:
        raise Refusal(
            f"{bundle} không đọc được, có thể bị cắt ngang: {first_line(error)}",
            1,
            english=f"{bundle} cannot be read, it may be cut off: {first_line(error)}",
        ) from error


def check_sums(folder: Path) -> None:
    listed = folder / SUMS
    if not listed.is_file():
        raise Refusal(
            f"{folder} không có {SUMS}: không phải gói của tinhso bundle",
            1,
            english=f"{folder} has no {SUMS}: it is no bundle of tinhso bundle",
        )
    for line in listed.read_text().splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise Refusal(
                f"gói không trọn vẹn: {name} thiếu hoặc đã bị sửa",
                1,
                english=f"the bundle is not whole: {name} is missing or was changed",
            )
    if not (folder / "bin/tinhso").is_file():
        raise Refusal(
            f"{folder} không có bin/tinhso: không phải gói của tinhso bundle",
            1,
            english=f"{folder} has no bin/tinhso: it is no bundle of tinhso bundle",
        )


def surroundings(program: Path) -> dict[str, str]:
    """Our variables for a command of that version; the Python environment that ours names is not its own, where it has or makes one."""
    left = {"PYTHONPATH", "TINHSO_STATIC_COLLECTED"}
    if (program / WHEELS).is_dir() or (program / ".venv").exists():
        left.add("TINHSO_VENV")
    return {name: value for name, value in os.environ.items() if name not in left}


def run_program(
    program: Path,
    *words: str,
    quiet: bool = False,
    as_json: bool = False,
    may_fail: bool = False,
    folder: Path | None = None,
) -> Any:  # noqa: ANN401 - what it printed as JSON, else None
    """Run a command of that version on our state folder, or another; `Refusal` with its last words where it fails."""
    done = subprocess.run(
        [str(program / "bin/tinhso"), *words],
        env=surroundings(program) | {"TINHSO_STATE": str(folder or state())},
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    if done.returncode and not may_fail:
        last = "\n".join(done.stderr.strip().splitlines()[-6:])
        raise Refusal(
            f"{program.name}: tinhso {words[0]} dừng với mã {done.returncode}:\n{last}",
            1,
            english=f"{program.name}: tinhso {words[0]} ended with {done.returncode}:\n{last}",
        )
    return json.loads(done.stdout) if as_json else None
