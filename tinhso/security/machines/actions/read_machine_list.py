from datetime import date, datetime, time
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import HANOI, local
from tinhso.lib.files.names import clean_name
from tinhso.lib.files.spreadsheets import FileRefused
from tinhso.lib.machines.machine_lists import LineFault, MachinesRead, SeenMachine, read_machines
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.machines.events import MachineListRead
from tinhso.security.machines.writing import WORDS, AgencyMachines, write_addresses
from tinhso.security.models import Machine, MachineList
from tinhso.security.pages.codes import code_of, lock_code

MOST_FAULTS = 500
"""Lines that the page of a list names; their number is always told."""


@transaction.atomic
def read_machine_list(
    *, agency: Agency, content: bytes, file_name: str, since: date, client_key: UUID, by: Actor, now: datetime
) -> MachineList:
    """Read an inventory, leases of DHCP or agents into the machines and addresses of one agency, each with the time in which it
    holds by what the list says. A list ends no machine that it leaves out, and lists say the same in whatever order they are read.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_answer_for(agency.pk, by, on=today)
    code = code_of(client_key, by.user_id)
    lock_code(code)
    if before := MachineList.objects.filter(code=code).first():
        return before
    if since > today:
        raise EntryRefused("since", "Ngày của danh sách không sau hôm nay.")
    try:
        found = read_machines(content, since=datetime.combine(since, time(), tzinfo=HANOI))
    except FileRefused as refused:
        raise EntryRefused("content", str(refused)) from refused
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)  # one list of an agency at a time
    lines, faults, machines = _written(agency, found, now)
    source = MachineList.objects.create(
        code=code,
        agency=agency,
        form=found.form,
        file_name=clean_name(file_name) or "danh-sach",
        sha256=sha256(content).hexdigest(),
        lines=found.lines,
        machines=machines,
        addresses=0,
        faults_count=0,
        by_id=by.user_id,
        at=now,
    )
    source.addresses, unclear = write_addresses(agency, lines, source)
    _write_faults(source, [*found.faults, *faults, *unclear])
    _record(source, by, now)
    return source


def _written(
    agency: Agency, found: MachinesRead, now: datetime
) -> tuple[list[tuple[SeenMachine, Machine]], list[LineFault], int]:
    """Each good line with its machine, lines that fit none, and how many machines are new."""
    register = AgencyMachines(agency)
    lines, faults = [], []
    for line in sorted(found.machines, key=lambda one: one.starts):
        if line.starts > now:
            faults.append(LineFault(line.row, "bắt đầu sau lúc này"))
            continue
        machine = register.find(line) or register.make(line)
        if machine is None:
            faults.append(LineFault(line.row, "máy này đã ghi kết thúc trong khoảng thời gian ấy"))
        else:
            lines.append((line, machine))
    Machine.objects.bulk_create(register.made, batch_size=1000)
    fields = ["keys", *WORDS, "words_from", "valid", "folded"]
    Machine.objects.bulk_update(register.widened.values(), fields, batch_size=500)
    return lines, faults, len(register.made)


def _write_faults(source: MachineList, faults: list[LineFault]) -> None:
    every = sorted(faults, key=lambda one: one.row)
    source.faults = [[one.row, one.reason] for one in every[:MOST_FAULTS]]
    source.faults_count = len(every)
    source.save(update_fields=["addresses", "faults", "faults_count"])


def _record(source: MachineList, by: Actor, now: datetime) -> None:
    event = MachineListRead(
        list_id=source.pk,
        agency_id=source.agency_id,
        form=Code(source.form),
        lines=source.lines,
        machines=source.machines,
        addresses=source.addresses,
        faults=source.faults_count,
    )
    record(event, by=by, at=now)
