"""Cài đặt một tỉnh: hỏi từng điều (hoặc đọc từ --answers), ghi tệp cài đặt, đơn vị systemd, nginx, xoay nhật ký, hẹn giờ sao lưu
vào một thư mục, nâng cơ sở dữ liệu, nạp gói của tỉnh và danh mục, rồi cho biết việc còn lại.

Chạy lại được: chỉ đổi những gì khác. Tệp đã có với nội dung khác không bị ghi đè nếu không đồng ý (hoặc --overwrite).
"""

import argparse
import getpass
import json
import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tinhso.config.database import ROOT
from tinhso.config.messages import compile_messages
from tinhso.config.refusal import Refusal
from tinhso.config.setting_up.files import (
    Draft,
    begin_link,
    begin_local_settings,
    digest_of,
    drafts,
    environment_folder,
    local_settings,
    note,
    noted,
    owner_settings_of,
    program,
    settings_of,
)
from tinhso.config.setting_up.left_to_do import left_to_do
from tinhso.config.setting_up.questions import PLAIN, Answers, Question, faults, questions_of
from tinhso.lib.bilingual import say
from tinhso.lib.system_errors import reason

LARGEST = 100_000
STEPS = (
    ("prepare",),
    ("load_pack",),
    ("load_catalogue",),
    ("load_data_sets",),
    ("load_report_categories",),
    ("load_open_data",),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--into", type=Path, default=Path("/etc/tinhso"), help="thư mục ghi các tệp, mặc định /etc/tinhso"
    )
    parser.add_argument("--answers", type=Path, metavar="FILE", help="câu trả lời dạng JSON, không hỏi gì")
    parser.add_argument(
        "--overwrite", action="store_true", help="ghi đè tệp khác nội dung, bản cũ giữ ở ….before"
    )
    parser.add_argument("--files-only", action="store_true", help="chỉ ghi tệp, không đụng cơ sở dữ liệu")


def run(arguments: argparse.Namespace) -> int:
    folder = arguments.into.absolute()
    if not PLAIN.fullmatch(str(folder)):
        raise Refusal(
            "--into: đường dẫn chỉ gồm chữ không dấu, số và . _ - /",
            english="--into: a path of letters, digits and . _ - /",
        )
    given = read(arguments.answers) if arguments.answers else dialogue(before(folder))
    if wrong := faults(given):
        listed = "\n  ".join(wrong)
        raise Refusal(
            f"câu trả lời chưa dùng được:\n  {listed}",
            english=f"these answers cannot be used yet:\n  {listed}",
        )
    answers = {one.key: value for one in questions_of(given) if (value := given.get(one.key) or one.default)}
    refuse_out_of_reach(answers)
    begin_link()
    written = drafts(answers, folder)
    if not arguments.overwrite:
        refuse_others(written, ours=written_before(folder), by_hand=not arguments.answers)
    try:
        make_places(folder, answers)
        begin_local_settings(folder)
        for one in written:
            done = say("ghi", "written") if one.write() else say("giữ nguyên", "as it was")
            print(f"  {done} {one.path}", flush=True)
        note(folder, written)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Refusal(
            f"không ghi được {error.filename or folder}: {reason(error)}",
            english=f"{error.filename or folder} cannot be written: {error.strerror}",
        ) from error
    if not arguments.files_only:
        fill(answers, local_settings(folder))
    print(left_to_do(answers, folder, filled=not arguments.files_only))
    return 0


def make_places(folder: Path, answers: Answers) -> None:
    """The folder of the settings, and those that the account that serves writes into."""
    for place in (folder, Path(answers["state"]), Path(answers["backup"])):
        place.mkdir(parents=True, exist_ok=True)
        if place != folder and as_account(answers):
            shutil.chown(place, answers["account"])


def read(file: Path) -> Answers:
    """Refusal where it is no object of words."""
    try:
        if file.stat().st_size > LARGEST:
            raise Refusal(f"{file}: tệp trả lời lớn quá 100 KB", english=f"{file}: answers beyond 100 KB")
        given = json.loads(file.read_text("utf-8"))
    except ValueError as error:
        place = (
            f"dòng {error.lineno}, cột {error.colno}" if isinstance(error, json.JSONDecodeError) else "UTF-8"
        )
        raise Refusal(
            f"{file}: tệp trả lời không phải JSON ({place})", english=f"{file}: no JSON ({error})"
        ) from error
    if not isinstance(given, dict) or not all(isinstance(value, str | int) for value in given.values()):
        raise Refusal(
            f'{file}: cần một đối tượng JSON, mỗi giá trị một chuỗi: {{"site": "https://…"}}',
            english=f'{file}: must be one JSON object, each value a string: {{"site": "https://…"}}',
        )
    return {key: str(value).strip() for key, value in given.items()}


def before(folder: Path) -> Answers:
    """What was answered last time in this folder."""
    file = folder / "answers.json"
    return read(file) if file.is_file() else {}


def dialogue(earlier: Answers) -> Answers:
    """Each question until its answer can be used; Enter takes what stands in brackets, a hyphen takes it away."""
    if not sys.stdin.isatty():
        raise Refusal(
            "không có bàn phím để hỏi: dùng --answers TỆP",
            english="no keyboard to ask at: use --answers FILE",
        )
    print(
        say(
            "Enter giữ giá trị trong ngoặc vuông, dấu - để bỏ trống, Ctrl-C để dừng: chưa ghi gì trước câu cuối.",
            "Enter takes what stands in brackets, - leaves it empty, Ctrl-C stops: nothing is written before the last question.",
        )
    )
    given: Answers = {}
    while left := [one for one in questions_of(given) if one.key not in given]:
        given[left[0].key] = ask(left[0], earlier.get(left[0].key) or left[0].default, given)
    return given


def ask(question: Question, usual: str, given: Answers) -> str:
    shown = f" [{'••••' if question.secret else usual}]" if usual else ""
    while True:
        typed = (getpass.getpass if question.secret else input)(
            f"{say(question.sentence, question.english)}{shown}: "
        ).strip()
        answer = "" if typed == "-" else typed or usual
        if not (fault := question.fault(answer, given)):
            return answer
        print(f"  {fault}")


def written_before(folder: Path) -> dict[Path, set[str]]:
    """The digests of what an earlier run wrote, of this version or another: whatever is still so may be written anew
    without asking."""
    ours = {folder / name: {digest} for name, digest in noted(folder).items()}
    try:
        redrawn = drafts(before(folder), folder)  # an installation from before digests were noted
    except KeyError:  # nothing was answered here, or somebody took an answer out
        redrawn = []
    for one in redrawn:
        ours.setdefault(one.path, set()).add(digest_of(one.text))
    return ours


def refuse_others(written: list[Draft], *, ours: dict[Path, set[str]], by_hand: bool) -> None:
    """Nothing that somebody changed by hand goes away in silence. Refusal before anything is written."""
    other = [
        one.path for one in written if one.differs() and digest_of(one.lying()) not in ours.get(one.path, ())
    ]
    if not other:
        return
    names = "\n  ".join(map(str, other))
    if by_hand and input(
        say(
            f"Đã có, nội dung khác:\n  {names}\nGhi đè, giữ bản cũ ở ….before? (c/k) ",
            f"There with other contents:\n  {names}\nWrite over them, the old ones stay as ….before? (y/n) ",
        )
    ).strip() in ("c", "y"):
        return
    raise Refusal(
        f"đã có tệp với nội dung khác, chưa ghi gì (--overwrite để ghi đè):\n  {names}",
        english=f"files with other contents are there, nothing was written (--overwrite writes over them):\n  {names}",
    )


def as_account(answers: Answers) -> dict[str, Any]:
    """For a child: root works as the account that will serve, so that nothing it makes is root's."""
    account = pwd.getpwnam(answers["account"])
    if os.geteuid() or not account.pw_uid:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def refuse_out_of_reach(answers: Answers) -> None:
    """A program below a folder that the account may not enter (root's home) would never start."""
    if not (who := as_account(answers)):
        return
    words = ["sh", "-c", 'test -r "$1" && "$2" -c ""', "sh", str(ROOT / "tinhso/__init__.py"), sys.executable]
    if subprocess.run(words, cwd="/", check=False, capture_output=True, **who).returncode:
        account = answers["account"]
        raise Refusal(
            f"tài khoản {account} không đọc được {ROOT} hoặc {sys.executable}: đặt chương trình và môi trường Python ở nơi nó vào được (/opt, /srv)",
            english=f"the account {account} cannot read {ROOT} or {sys.executable}: put program and Python environment where it may enter (/opt, /srv)",
        )


def fill(answers: Answers, local: dict[str, str]) -> None:
    """Tables, the province, the catalogue, the first accounts; each may be run again."""
    steps: list[tuple[str, ...]] = [*STEPS]
    copy = Path(answers["state"]) / "first-administrators"
    if listed := answers.get("administrators"):
        copy = copy.with_suffix(Path(listed).suffix)
        lend(Path(listed), copy, answers)
        links = f"{answers['state']}/links.csv"
        steps.append(("import_accounts", str(copy), "--administrators", "--apply", "--links", links))
    try:
        run_steps(steps, answers, local)
    finally:
        copy.unlink(missing_ok=True)


def lend(file: Path, copy: Path, answers: Answers) -> None:
    """The account that works need not be able to read where root keeps the list."""
    copy.unlink(missing_ok=True)
    with os.fdopen(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as handle:
        handle.write(file.read_bytes())
    if as_account(answers):
        shutil.chown(copy, answers["account"])


def run_steps(steps: list[tuple[str, ...]], answers: Answers, local: dict[str, str]) -> None:
    """Refusal at the first that fails, which has said why."""
    compile_messages()  # beside the program, where the account that serves need not be able to write
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("TINHSO_", "DATABASE_URL"))
    }
    for step in steps:
        print(f"tinhso {step[0]}…", flush=True)
        done = subprocess.run(
            [*program().split(" "), *step],
            env=inherited
            | settings_of(answers)
            | owner_settings_of(answers)
            | local
            | ({"TINHSO_VENV": venv} if (venv := environment_folder()) else {}),
            check=False,
            stdin=subprocess.DEVNULL,
            **as_account(answers),
        )
        if done.returncode:
            raise Refusal(
                f"tinhso {step[0]} dừng với mã {done.returncode}: sửa rồi chạy lại tinhso setup",
                1,
                english=f"tinhso {step[0]} ended with {done.returncode}: mend it and run tinhso setup again",
            )
