"""Units and `tinhso.sh` of an installation after an upgrade: what a former version wrote starts it, or on its libraries."""

import json
from pathlib import Path

from tinhso.config.command_line.speech import print_line
from tinhso.config.database import state
from tinhso.config.environment import environment
from tinhso.config.setting_up.files import (
    digest_of,
    drafts,
    environment_folder,
    note,
    noted,
    program,
)

UNITS = Path("/etc/systemd/system")


def set_up_in() -> Path:
    return Path(environment().text("TINHSO_SETUP"))


def stale_files() -> list[Path]:
    """Those of this installation that name another program than the one in use, or a Python environment where it needs none."""
    folder = set_up_in()
    if not _of_this_installation(_read(folder / "tinhso.service")):
        return []
    units = [one for place in (folder, UNITS) for one in sorted(place.glob("tinhso*.service"))]
    ours = [one for one in units if _of_this_installation(_read(one))] + [folder / "tinhso.sh"]
    return [one for one in ours if (text := _read(one)) and _stale(text)]


def _of_this_installation(unit: str) -> bool:
    return f"ReadWritePaths={state()}" in unit.split()


def _stale(text: str) -> bool:
    return program() not in text or ("TINHSO_VENV=" in text and not environment_folder())


def _read(file: Path) -> str:
    """Nothing of what is not there, or not for this account."""
    try:
        return file.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def renew_files() -> None:
    """Written anew where this account may and nobody has changed them; else root is told the command."""
    stale, folder = stale_files(), set_up_in()
    renewed = [one for one in stale if one.parent == folder and _renewed(one)]
    for file in renewed:
        print_line(f"Đã viết lại theo bản này: {file}", f"Written anew for this version: {file}")
    if left := [one for one in stale if one not in renewed]:
        print_line(words_for(left), words_for(left, english=True))


def words_for(stale: list[Path], *, english: bool = False) -> str:
    """What root does about them."""
    folder, names = set_up_in(), ", ".join(map(str, stale))
    command = f"{program()} setup --files-only --into {folder} --answers {folder}/answers.json"
    command += f" && cp {folder}/*.service {UNITS}/ && systemctl daemon-reload"
    if english:
        return f"of a former version, as root run `{command}`: {names}"
    return f"còn của bản trước, bằng root chạy `{command}`: {names}"


def _renewed(file: Path) -> bool:
    folder = file.parent
    try:
        answers = json.loads((folder / "answers.json").read_text("utf-8"))
        drawn = [one for one in drafts(answers, folder) if one.path == file]
        if digest_of(_read(file)) != noted(folder).get(file.name):
            return False  # somebody changed it
        for one in drawn:
            one.write()
        note(folder, drawn)
    except (OSError, ValueError, KeyError):
        return False
    return bool(drawn)
