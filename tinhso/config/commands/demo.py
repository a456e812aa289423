"""Mở bản trình diễn: dữ liệu mô phỏng, máy chủ web, xử lý nền, các hệ thống bên ngoài giả lập.

Mở ở ngày 08/3/2024 theo luật 2023/24; --today mở tỉnh hai cấp của hôm nay. Dừng bằng Ctrl-C.
"""

import argparse
import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tinhso.config.command_line.claims import claim, claim_place, why_taken
from tinhso.config.commands import up
from tinhso.config.commands.prepare import prepare_in_a_process, prepared
from tinhso.config.database import ROOT, database, private_folders, state
from tinhso.config.demo.data import sandbox_path, ways_in
from tinhso.config.demo.snapshot import put_by, snapshot_of, take_up
from tinhso.config.refusal import Refusal
from tinhso.config.supervise import Child
from tinhso.demo.days import USUAL
from tinhso.lib.postgres.server import NoPostgres, Server

FOLDERS = ("files", "mail", "logs", "sandbox", "open-data", "outbox", "exchange", "exchange-test")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    up.add_arguments(parser)
    parser.add_argument("--fresh", action="store_true", help="xóa dữ liệu trình diễn, mở lại như mới nạp")
    parser.add_argument(
        "--no-snapshot",
        action="store_true",
        help="nạp thật, không lấy bản đã nạp hôm nay trong bộ nhớ đệm của tài khoản",
    )
    parser.add_argument(
        "--today", action="store_true", help="mở ở hôm nay, chính quyền hai cấp, thay cho 08/3/2024"
    )
    parser.add_argument(
        "--dossiers",
        type=int,
        default=USUAL,
        metavar="N",
        help=f"số hồ sơ mô phỏng khi nạp: 0 hoặc từ 300, mặc định {USUAL} (năm 2023 có hơn 10.000 kết quả)",
    )


def run(arguments: argparse.Namespace) -> int:
    if os.environ.get("DATABASE_URL"):
        raise Refusal(
            "bản trình diễn chỉ dùng PostgreSQL riêng của nó: bỏ DATABASE_URL, hoặc dùng `tinhso up`",
            english="the demo uses its own PostgreSQL only: unset DATABASE_URL, or use `tinhso up`",
        )
    refuse_few(arguments.dossiers)
    start = time.monotonic()
    claim_place(arguments.host, arguments.port, up.address(arguments))
    up.refuse_taken(arguments.host, arguments.port)
    make_room(fresh=arguments.fresh, today=arguments.today)
    os.environ["TINHSO_DEMO"] = "1"
    os.environ["TINHSO_SITE_URL"] = f"http://127.0.0.1:{arguments.port}"  # papers carry it
    load_once(today=arguments.today, dossiers=arguments.dossiers, anew=arguments.no_snapshot)
    with database() as kept_open:
        prepare_in_a_process(own_process=True)
        boxes = sandboxes(arguments.port)
        parts = up.children(arguments, state() / "logs") + boxes + exchange(arguments.port)
        up.serve(parts, arguments, lambda: announce(arguments, time.monotonic() - start), kept_open)
    return 0


FEWEST, MOST = 300, 5_000_000


def refuse_few(dossiers: int) -> None:
    """None at all, or so many that a whole number of late ones gives the rates of the years."""
    if dossiers and not FEWEST <= dossiers <= MOST:
        raise Refusal(
            f"--dossiers: 0, hoặc từ {FEWEST} đến {MOST} hồ sơ (đã ghi {dossiers})",
            english=f"--dossiers: 0, or from {FEWEST} to {MOST} dossiers (was {dossiers})",
        )


def mark() -> Path:
    return state() / "demo.json"


def make_room(*, fresh: bool, today: bool) -> None:
    """A state folder that holds this demo or nothing: half-loaded data is thrown away, another day's is refused."""
    held = json.loads(mark().read_text()) if mark().exists() else None
    if held is None and Server(state() / "postgres").data.exists():
        raise Refusal(
            f"{state()} giữ dữ liệu không phải của bản trình diễn: chọn --state khác",
            english=f"{state()} holds data that are not a demo's: choose another --state",
        )
    if held and not fresh and held["loaded"] and held["today"] != today:
        other = "không có --today" if today else "--today"
        raise Refusal(
            f"{state()} đang giữ bản trình diễn mở {other}: thêm --fresh để nạp lại, hoặc chọn --state khác",
            english=f"{state()} holds the demo opened {other}: add --fresh to load it anew, or choose another --state",
        )
    if held and (fresh or not held["loaded"]):
        clear()
        mark().unlink()
    private_folders()
    if not mark().exists():
        write_mark(today=today, loaded=False)


def clear() -> None:
    """Take away all that a load writes, whole or not."""
    Server(state() / "postgres").destroy()
    for name in FOLDERS:
        shutil.rmtree(state() / name, ignore_errors=True)
    for path in (prepared(), state() / "seal-heads"):  # heads of a chain that went with its database
        path.unlink(missing_ok=True)


def write_mark(*, today: bool, loaded: bool) -> None:
    draft = mark().with_suffix(".new")
    draft.write_text(json.dumps({"today": today, "loaded": loaded}))
    draft.replace(mark())


def load_once(*, today: bool, dossiers: int, anew: bool) -> None:
    """The demo from the snapshot of this day, or loaded and put by; nothing where it is there."""
    if is_loaded():
        return
    snapshot = snapshot_of(today, dossiers, os.environ["TINHSO_SITE_URL"])
    if not anew and taken_up(snapshot):
        return
    with database():
        prepare_in_a_process(own_process=True)
        load(today=today, dossiers=dossiers)
    Server(state() / "postgres").shrink()
    try:
        put_by(snapshot)
    except (OSError, NoPostgres, RuntimeError) as error:
        print(f"Không cất được bản vừa nạp, lần sau phải nạp lại: {error}", file=sys.stderr, flush=True)


def load(*, today: bool, dossiers: int) -> None:
    """Into the prepared database, in a process of its own; the mark is set when all of it is there."""
    print("Nạp dữ liệu mô phỏng…", flush=True)
    words = ["-m", "tinhso.config.demo.data", "--dossiers", str(dossiers), *(["--today"] if today else [])]
    if subprocess.run([sys.executable, "-P", *words], check=False).returncode:
        raise Refusal(
            "không nạp được dữ liệu trình diễn (xem dòng lỗi ở trên)",
            1,
            english="the demo's data could not be loaded (see the line above)",
        )
    write_mark(today=today, loaded=True)


def is_loaded() -> bool:
    return bool(json.loads(mark().read_text())["loaded"])


def taken_up(snapshot: Path) -> bool:
    """Whether the snapshot fills the folder; what cannot be copied is said and loaded instead."""
    try:
        return take_up(snapshot)
    except (OSError, NoPostgres) as error:
        print(f"Không dùng được bản đã nạp, nạp lại: {error}", file=sys.stderr, flush=True)
        shutil.rmtree(snapshot, ignore_errors=True)
        clear()
        return False


def sandboxes(port: int) -> list[Child]:
    """The outside world: each package of `sandbox` that can be run, on the free ports after 100 above ours.

    Each is told its port (`--port`), and every process of the demo finds its address in
    `TINHSO_SANDBOX_<NAME>`, as `TINHSO_SANDBOX_BANK=http://127.0.0.1:8101`.
    """
    found = sorted(path.parent.name for path in (ROOT / "sandbox").glob("*/__main__.py"))
    boxes = []
    free = (number for number in range(port + 101, 65536) if claim_port(number))
    for name, number in zip(found, free, strict=False):
        os.environ[f"TINHSO_SANDBOX_{name.upper()}"] = f"http://127.0.0.1:{number}"
        command = ["-m", f"sandbox.{name}", "--port", str(number)]
        boxes.append(Child(name, command + WORDS.get(name, list)(), state() / "logs" / f"{name}.log"))
    if len(boxes) < len(found):
        raise Refusal(
            f"không đủ cổng trống sau {port + 100} cho các sandbox: chọn --port nhỏ hơn",
            english=f"not enough free ports after {port + 100} for the sandboxes: choose a smaller --port",
        )
    os.environ["TINHSO_SANDBOX_CLIENT"] = f"http://127.0.0.1:{port}"
    return boxes


def claim_port(number: int) -> bool:
    """Whether that port is ours now: nobody listens there, and no other demo that starts in this second means to."""
    return why_taken("127.0.0.1", number) is None and claim(f"sandbox-{number}")


def signing_service() -> list[str]:
    """The signing sandbox gives tokens to the cast; our processes are told where it is and whom to trust."""
    keys = state() / "sandbox" / "signing_service"
    os.environ["TINHSO_SIGNING_SERVICE"] = os.environ["TINHSO_SANDBOX_SIGNING_SERVICE"]
    os.environ["TINHSO_TRUST_ROOTS"] = str(keys / "ca" / "root.crt")
    return ["--state", str(keys), "--holders", str(state() / "sandbox" / "holders.json")]


def bank() -> list[str]:
    """The bank's sandbox and our processes share a secret that lives as long as this demo."""
    os.environ["TINHSO_BANK_SECRET"] = secrets.token_urlsafe(32)
    return []


def national_portal() -> list[str]:
    """The portal's sandbox knows our catalogue and our cast; a few dossiers come from it when the demo is new."""
    return [
        *("--state", str(state() / "sandbox" / "national_portal")),
        *("--catalogue", str(state() / "sandbox" / "national_portal.json")),
    ]


def civil_status() -> list[str]:
    """The software of civil status keeps its registers over a restart, and the demo's clock."""
    return [
        *("--state", str(state() / "sandbox" / "civil_status")),
        *("--clock", str(state() / "sandbox" / "national_portal.json")),
    ]


def national_data() -> list[str]:
    """The national open data portal keeps what it was sent over a restart."""
    return ["--state", str(state() / "sandbox" / "national_data")]


def axis() -> list[str]:
    """The document axis knows the province's agencies, and keeps what passed over a restart."""
    return [
        *("--state", str(state() / "sandbox" / "axis")),
        *("--agencies", str(state() / "sandbox" / "axis.json")),
    ]


def weather() -> list[str]:
    """The weather service lives on the demo's clock."""
    return ["--clock", str(state() / "sandbox" / "national_portal.json")]


def timestamp_authority() -> list[str]:
    """The time stamping authority keeps its keys; our processes ask it and trust its root (settings)."""
    return ["--state", str(state() / "sandbox" / "timestamp_authority")]


def event_receiver() -> list[str]:
    """The agency that is told of events keeps what came; a few come twice, one is refused."""
    folder = state() / "sandbox" / "event_receiver"
    return ["--state", str(folder), "--refuse", "4", "--busy", "3"]


def on_the_demos_day() -> list[str]:
    """A database whose records move with the demo's day."""
    return ["--clock", str(state() / "sandbox" / "national_portal.json")]


WORDS = {
    "axis": axis,
    "bank": bank,
    "business_registry": on_the_demos_day,
    "event_receiver": event_receiver,
    "land": on_the_demos_day,
    "population": on_the_demos_day,
    "social_insurance": on_the_demos_day,
    "national_data": national_data,
    "civil_status": civil_status,
    "signing_service": signing_service,
    "timestamp_authority": timestamp_authority,
    "national_portal": national_portal,
    "news_outlet": on_the_demos_day,
    "weather": weather,
}
"""What a sandbox is told besides its port."""


BEHIND = {
    "business_registry": "TINHSO_SANDBOX_BUSINESS_REGISTRY",
    "civil_status": "TINHSO_SANDBOX_CIVIL_STATUS",
    "land": "TINHSO_SANDBOX_LAND",
    "population": "TINHSO_SANDBOX_POPULATION",
    "social_insurance": "TINHSO_SANDBOX_SOCIAL_INSURANCE",
}
"""Where the sandboxes are that stand behind services of the exchange."""


def exchange(port: int) -> list[Child]:
    """Two planes, of production and of the test environment, which find the sandboxes behind the addresses of the registry; the caller
    at the first is the one-stop shop.

    None in a state folder that was loaded before the registry had national databases.
    """
    wiring = sandbox_path("exchange.json")
    if not wiring.exists():
        return []
    free = (number for number in range(port + 201, 65536) if claim_port(number))
    number, other = next(free, None), next(free, None)
    if number is None or other is None:
        raise Refusal(
            f"không có cổng trống sau {port + 200} cho nơi chuyển tiếp: chọn --port nhỏ hơn",
            english=f"no free port after {port + 200} for the exchange plane: choose a smaller --port",
        )
    wired = json.loads(wiring.read_text())
    places = {url: f"{os.environ[BEHIND[box]]}/api" for url, box in wired["stand_ins"].items()}
    receiver = os.environ["TINHSO_SANDBOX_EVENT_RECEIVER"]
    places |= dict.fromkeys(wired.get("receivers", ()), f"{receiver}/su-kien")
    plane, test = (f"http://127.0.0.1:{one}" for one in (number, other))
    policies = f"http://127.0.0.1:{port}/chia-se-du-lieu/chinh-sach"
    os.environ |= {
        "TINHSO_EXCHANGE_ADDRESS": plane,
        "TINHSO_EXCHANGE_TEST_ADDRESS": test,
        "TINHSO_EXCHANGE_PULL_URL": f"{policies}/production/",
        "TINHSO_EXCHANGE_PULL_TOKEN": secrets.token_urlsafe(32),
        "TINHSO_EXCHANGE_STAND_INS": json.dumps(places),
        "TINHSO_EXCHANGE_CLIENT": json.dumps({"plane": plane, "client": wired["client"]}),
    }
    words = ["-m", "tinhso", "exchange-plane", "--port", str(number)]
    return [
        Child("exchange-plane", words, state() / "logs" / "exchange-plane.log"),
        plane_of_tests(
            other, {"TINHSO_EXCHANGE_ADDRESS": test, "TINHSO_EXCHANGE_PULL_URL": f"{policies}/test/"}
        ),
    ]


def plane_of_tests(number: int, given: dict[str, str]) -> Child:
    """It shares nothing with the other: what is tried there is in no log of real calls."""
    words = ["-m", "tinhso", "exchange-plane", "--port", str(number), "--name", "thu-nghiem"]
    apart = given | {"TINHSO_EXCHANGE_FOLDER": str(state() / "exchange-test")}
    return Child(
        "exchange-plane-test", words, state() / "logs" / "exchange-plane-test.log", environment=apart
    )


def announce(arguments: argparse.Namespace, seconds: float) -> None:
    address = up.address(arguments)
    print(f"\nBản trình diễn Tỉnh Số: {address}    (mở sau {seconds:.0f} giây)")
    for who, path in ways_in():
        print(f"  {who}: {address}{path.lstrip('/')}")
    print(f"Nhật ký: {state() / 'logs'}. Dừng: Ctrl-C.", flush=True)
