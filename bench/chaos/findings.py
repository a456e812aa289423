"""What `faults.py` finds in the installation beside its ledger: sentences of what is lost, doubled or stuck."""

import hashlib
from collections import Counter
from pathlib import Path

from chaos.instance import Instance
from chaos.load import Ledger

BUSY = {
    "việc nền": "select count(*) from procrastinate_jobs j where status = 'doing' or status = 'todo' and"
    " coalesce(scheduled_at, now()) <= now() + interval '20 minutes' and queueing_lock is null",
    "thư": "select count(*) from notices_delivery where state in ('queued', 'sending')",
    "tin tới Cổng": "select count(*) from onestop_portalmessage where state in ('waiting', 'sending')",
    "tệp chờ quét": "select count(*) from files_storedfile where state = 'quarantine'",
}


def unsettled(instance: Instance) -> dict[str, int]:
    """What is still on its way."""
    return {name: n for name, sql in BUSY.items() if (n := int(instance.query(sql)[0][0]))}


def wrong(instance: Instance, ledger: Ledger, receivers: dict[str, list[str]]) -> list[str]:
    """Everything that does not hold; empty when all is well."""
    return [
        *dossiers(instance, ledger),
        *files(instance, ledger),
        *deeds(instance, ledger),
        *money(instance, ledger),
        *numbers(instance),
        *delivered(instance, receivers),
        *letters(instance),
        *jobs(instance),
    ]


def dossiers(instance: Instance, ledger: Ledger) -> list[str]:
    rows = instance.query(
        "select client_key::text, code, state from casework_case where submitted_at is not null"
    )
    there = {key: (code, state) for key, code, state in rows}
    codes_by_key = {line["key"]: line["code"] for line in ledger.of("submitted")}
    lost = [f"mất hồ sơ {code}" for key, code in codes_by_key.items() if there.get(key, ("",))[0] != code]
    twice = [f"hai mã {code}" for code, n in Counter(code for code, _ in there.values()).items() if n > 1]
    return lost + twice


def files(instance: Instance, ledger: Ledger) -> list[str]:
    """Each acknowledged file hangs on its dossier once, and its bytes have the sum that was sent."""
    rows = instance.query(
        "select c.client_key::text, a.paper, f.sha256 from onestop_attachment a join casework_case c on c.id = a.dossier_id"
        " join files_storedfile f on f.id = a.file_id where c.client_key is not null"
    )
    there = Counter(rows)
    files_in_ledger = {(line["key"], line["paper"], line["sha"]) for line in ledger.of("file")}
    found = [
        f"mất tệp {sha[:8]} ({paper})" for key, paper, sha in files_in_ledger if not there[(key, paper, sha)]
    ]
    found += [f"tệp hai lần {sha[:8]}" for (_, _, sha), n in there.items() if n > 1]
    root = instance.state / "files"
    bad = [sha for _, _, sha in there if digest(root / sha[:2] / sha) != sha]
    return found + [f"tệp sai nội dung {sha[:8]}" for sha in bad]


def digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def deeds(instance: Instance, ledger: Ledger) -> list[str]:
    """One event of each kind a dossier, one receipt for each acceptance."""
    sql = (
        "select c.code, e.name, count(*) from kernel_event e join casework_case c on c.id = e.case_id"
        " where e.name = any(%s) group by 1, 2"
    )
    once = ["casework.CaseSubmitted", "casework.CaseAccepted", "casework.CaseSettled", "onestop.FeeAsked"]
    deed_counts = {(code, name): n for code, name, n in instance.query(sql, once)}
    found = [f"{n} lần {name} ở {code}" for (code, name), n in deed_counts.items() if n != 1]
    for kind, name in (("submitted", once[0]), ("accepted", once[1])):
        found += [
            f"mất {name} của {line['code']}"
            for line in ledger.of(kind)
            if not deed_counts.get((line["code"], name))
        ]
    slips = "select c.code, count(*) from onestop_slip s join casework_case c on c.id = s.dossier_id where s.form = '01' group by 1"
    receipts = dict(instance.query(slips))
    accepted = {line["code"] for line in ledger.of("accepted")}
    return found + [f"{receipts.get(c, 0)} giấy tiếp nhận ở {c}" for c in accepted if receipts.get(c) != 1]


def money(instance: Instance, ledger: Ledger) -> list[str]:
    """What the bank booked is counted once, with one receipt number and one event."""
    rows = instance.query(
        "select bank_ref, state, amount, receipt from onestop_payment where bank_ref is not null"
    )
    there = {ref: (state, amount) for ref, state, amount, _ in rows}
    found = [
        f"tiền {line['ref']}: {there.get(line['ref'])}"
        for line in ledger.of("paid")
        if there.get(line["ref"]) != ("counted", line["amount"])
    ]
    events = instance.query("select count(*) from kernel_event where name = 'onestop.PaymentReceived'")[0][0]
    if events != len(rows):
        found.append(f"{events} sự kiện tiền vào cho {len(rows)} lần tiền vào")
    return found


def numbers(instance: Instance) -> list[str]:
    """Numbers of the day without gaps and without doubles."""
    rows = instance.query(
        "select code from casework_case where submitted_at is not null and client_key is not null"
    )
    by_day: dict[str, list[int]] = {}
    for (code,) in rows:
        day, _, number = code.rpartition("-")
        by_day.setdefault(day, []).append(int(number))
    return [
        f"số không liền ở {day}" for day, ns in by_day.items() if sorted(ns) != list(range(1, len(ns) + 1))
    ]


def delivered(instance: Instance, receivers: dict[str, list[str]]) -> list[str]:
    """Each event reached each of its receivers (UNIQUE in the database makes it once)."""
    sql = (
        "select e.id, e.name, array_agg(d.receiver) from kernel_event e left join kernel_delivery d on d.event_id = e.id"
        " where e.name = any(%s) group by 1, 2"
    )
    found = []
    for number, name, had in instance.query(sql, list(receivers)):
        missing = set(receivers[name]) - set(had)
        found += [f"sự kiện {number} {name} chưa tới {one.rpartition('.')[2]}" for one in missing]
    return found


def letters(instance: Instance) -> list[str]:
    """Every letter of a notice came into the mailbox once, by its Message-ID."""
    rows = instance.query("select id, state from notices_delivery where channel = 'email'")
    found = [f"thư {n}: {state}" for n, state in rows if state != "sent"]
    came = {int(name.split("-")[1].split("@")[0]): n for name, n in instance.letters.items() if name}
    found += [
        f"thư {n} tới {came.get(n, 0)} lần" for n, state in rows if state == "sent" and came.get(n) != 1
    ]
    return found


def jobs(instance: Instance) -> list[str]:
    sql = "select status, task_name, count(*) from procrastinate_jobs where status = any(%s::procrastinate_job_status[]) group by 1, 2"
    return [
        f"{n} việc {name} {state}" for state, name, n in instance.query(sql, ["failed", "doing", "aborted"])
    ]
