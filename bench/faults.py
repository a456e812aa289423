"""Does anything get lost when something breaks? Faults under bounded load on an installation of its own.

    python bench/faults.py [--only web,fast,postgres] [--rate 1] [--port 8103]

One after the other: load, the fault, load goes on until submissions are acknowledged again, then quiet until all that is
on its way has arrived, and a comparison with the ledger of what was acknowledged. One line a fault; 1 when one does not
hold. As root the state folder lies on a small file system of its own, so that a full disk can be tried. The wall clock
of web and workers is moved by a library that is loaded before the C library's (`faults_clock.c`, where `cc` is there);
PostgreSQL keeps the machine's clock, as a database on another machine would.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")

from chaos.faults import FAULTS, Fault
from chaos.findings import unsettled, wrong
from chaos.instance import BOXES, Instance
from chaos.load import Browser, Ledger, Load

BACK_WITHIN = 30.0
QUIET_WITHIN = 240.0
MOST_LINES = 8
VIEWS = 15
PAGES = {
    "mau1": ("/", "/thu-tuc/?q=buu+chinh", "/ho-so/", "/tra-cuu/"),
    "binh": ("/can-bo/", "/can-bo/theo-doi/"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", default="", help=f"names with commas: {', '.join(FAULTS)}")
    parser.add_argument("--rate", type=float, default=1.0, help="dossiers a second")
    parser.add_argument("--seconds", type=float, default=8, help="of load before each fault")
    parser.add_argument("--port", type=int, default=8103)
    parser.add_argument("--keep", action="store_true", help="leave the state folder where it is")
    words = parser.parse_args()
    names = [name for name in words.only.split(",") if name] or list(FAULTS)
    if unknown := set(names) - set(FAULTS):
        parser.error(f"unknown: {', '.join(unknown)}")
    folder = Path(tempfile.mkdtemp(prefix="tinhso-faults-", dir="/tmp"))  # noqa: S108 - a short name for the socket
    folder.chmod(0o711)
    instance = Instance(folder / "state", words.port)
    try:
        began = time.monotonic()
        instance.open()
        ledger = Ledger(folder / "ledger.jsonl")
        load = Load(instance, ledger, rate=words.rate)
        load.begin()
        print(f"mở sau {time.monotonic() - began:.0f} giây, tải {os.getloadavg()[0]:.1f}", flush=True)
        held = [run(FAULTS[name], name, instance, load, receivers(), words.seconds) for name in names]
        load.ended = True
        print(f"{sum(held)}/{len(held)} lỗi đứng vững; {ledger_summary(ledger)}")
        return 0 if all(held) else 1
    finally:
        if words.keep:
            instance.stop()
            instance.close_mailbox()
            for name in BOXES:
                instance.stop_box(name)
        else:
            instance.close()


def receivers() -> dict[str, list[str]]:
    """Who listens to which event, as the program declares it."""
    import django

    django.setup()
    from tinhso.casework.history.history import event_kinds
    from tinhso.kernel.events.listen import receivers_of

    return {name: list(receivers_of(name)) for name in event_kinds() if receivers_of(name)}


def run(
    fault: Fault, name: str, instance: Instance, load: Load, listening: dict[str, list[str]], seconds: float
) -> bool:
    """Strike, wait until it goes on, let it come to rest, compare; prints the line and says whether all held."""
    ledger, before, cpu = load.ledger, len(load.ledger.lines), instance.cpu()
    load.running = True
    time.sleep(seconds)
    refused = sum(ledger.refused.values())
    instance.struck = time.monotonic()
    outcome = fault.strike(instance)
    struck = instance.struck
    if fault.lasts:
        time.sleep(fault.lasts)
        fault.mend(instance)
        struck = struck if fault.outside else time.monotonic()
    back = wait_until_back(ledger, struck)
    time.sleep(4)
    load.rest()
    quiet = come_to_rest(instance)
    found = [*wrong(instance, ledger, listening), *fault.more(instance), *load.strange, *verified(instance)]
    found += in_time(back) + ([f"chưa yên: {quiet}"] if quiet else [])
    answer = f"{back:.1f} s" if back is not None else "-"
    print(
        f"{'ĐẠT ' if not found else 'HỎNG'} {name:12} {outcome}; trở lại {answer};"
        f" {sum(ledger.refused.values()) - refused} lần phải gửi lại; xác nhận {len(ledger.lines) - before} điều",
        flush=True,
    )
    if name == "none":
        print(f"       {costs(instance, cpu, ledger, before)}", flush=True)
    for line in found[:MOST_LINES]:
        print(f"       {line}", flush=True)
    if len(found) > MOST_LINES:
        print(f"       … và {len(found) - MOST_LINES} điều nữa", flush=True)
    load.strange.clear()
    return not found


def verified(instance: Instance) -> list[str]:
    printed = instance.tinhso("verify", check=False)
    return [f"verify: {printed.stdout.strip().splitlines()[:2]}"] if printed.returncode else []


def in_time(back: float | None) -> list[str]:
    if back is None:
        return [f"chưa trở lại sau {BACK_WITHIN:.0f} giây"]
    return [f"trở lại sau {back:.0f} giây"] if back > BACK_WITHIN else []


def costs(instance: Instance, before: dict[str, float], ledger: Ledger, lines: int) -> str:
    """CPU of each part for one dossier: handed in with five files, paid, accepted; with all jobs that follow."""
    dossiers = sum(line["kind"] == "submitted" for line in ledger.lines[lines:]) or 1
    each = {name: (now - before[name]) / dossiers for name, now in instance.cpu().items()}
    costs_text = ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in each.items())
    return f"CPU mỗi hồ sơ ({dossiers} hồ sơ): {costs_text}; {view_costs(instance, ledger)}"


def view_costs(instance: Instance, ledger: Ledger) -> str:
    """CPU of one page view: a citizen's and an officer's everyday pages, one after the other, nothing else going on."""
    people = {who: Browser(instance, who, ledger) for who in PAGES}
    before, seen = instance.cpu(), 0
    for _ in range(VIEWS):
        for who, pages in PAGES.items():
            for path in pages:
                seen += people[who].get(path).status_code == 200
    each = {name: (now - before[name]) / seen for name, now in instance.cpu().items()}
    return f"mỗi lượt xem ({seen} trang): web {each['web'] * 1000:.0f} ms, PostgreSQL {each['PostgreSQL'] * 1000:.1f} ms"


def wait_until_back(ledger: Ledger, struck: float) -> float | None:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        if (back := ledger.first_after(struck)) is not None:
            return back
        time.sleep(0.1)
    return None


def come_to_rest(instance: Instance) -> dict[str, int]:
    """What is on its way when patience ends; empty when all has arrived."""
    end = time.monotonic() + QUIET_WITHIN
    left = unsettled(instance)
    while left and time.monotonic() < end:
        time.sleep(2)
        left = unsettled(instance)
    return left


def ledger_summary(ledger: Ledger) -> str:
    kinds = {"submitted": "hồ sơ", "file": "tệp", "paid": "lần tiền", "accepted": "tiếp nhận"}
    return ", ".join(f"{len(ledger.of(kind))} {words}" for kind, words in kinds.items())


if __name__ == "__main__":
    sys.exit(main())
