"""What taking dossiers over would do: good lines as `Taken`, bad ones as faults with place and reason. Writes nothing."""

from datetime import datetime

from tinhso.casework.public import office_calendar_id, work_calendar
from tinhso.onestop.takeover.cells import Fault
from tinhso.onestop.takeover.check import Check
from tinhso.onestop.takeover.columns import COLUMNS
from tinhso.onestop.takeover.existing_records import ExistingRecords
from tinhso.onestop.takeover.files import Batch
from tinhso.onestop.takeover.importable_dossier import Plan, own_codes
from tinhso.onestop.takeover.mapping import Codes


def plan(batch: Batch, mapping: Codes, *, now: datetime) -> Plan:
    """Compare every line with what is here on that day. Some fifteen queries, however many lines."""
    codes = {word for old in batch.dossiers for word in own_codes(old)}
    known = ExistingRecords(
        mapping, now.date(), codes, {old.cells.get("id_number", "") for old in batch.dossiers}
    )
    calendar = work_calendar(office_calendar_id(None, now.date()))
    found = Plan(unknown=known.unknown)
    check = Check(known, calendar, now)
    for old in batch.dossiers:
        before = known.taken_over.get(old.code)
        if before is not None:
            (found.known if before == old.digest() else found.changed).append(old)
            continue
        dossier, faults, notes = check.line(old)
        found.faults += faults
        found.notes += notes
        if dossier is None:
            found.refused += 1
        else:
            found.importable.append(dossier)
    for where, code in batch.strays:
        found.faults.append(Fault(where, COLUMNS["code"], f"không có hồ sơ mã “{code[:60]}” trong các tệp"))
    return found
