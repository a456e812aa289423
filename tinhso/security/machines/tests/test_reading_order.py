"""Lists say the same in whatever order they are read: which machines there are, what they are called, whose an address was."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import permutations
from random import Random

import pytest
from django.db import transaction
from django.urls import reverse

from tinhso.lib.dates import HANOI
from tinhso.security.machines.owners import owner_of, spans_of
from tinhso.security.models import Machine, MachineAddress
from tinhso.security.tests.makers import read_list

ZERO = datetime(2024, 2, 1, tzinfo=HANOI)
HEAD = "ip,mac,serial,hostname,os,loai,lease start,lease end\n"
PAGE = "/can-bo/an-toan-thong-tin/may/"


@dataclass(frozen=True)
class Lease:
    machine: int
    ip: int
    starts: int
    ends: int | None
    tells: str = ""  # m: its hardware address, s: its serial number; neither: its name alone

    @property
    def line(self) -> str:
        ends = "" if self.ends is None else hour(self.ends).isoformat()
        mac = f"aa:bb:cc:00:00:{self.machine:02x}" if "m" in self.tells else ""
        serial = f"SN{self.machine}" if "s" in self.tells else ""
        kind = "Máy chủ" if self.machine == 1 and self.starts % 2 else ""
        words = f"pc-{self.machine},Windows {self.starts},{kind}"
        return f"10.0.0.{self.ip},{mac},{serial},{words},{hour(self.starts).isoformat()},{ends}"

    def covers(self, at: int) -> bool:
        return self.starts <= at and (self.ends is None or at < self.ends)


def hour(number: int) -> datetime:
    return ZERO + timedelta(hours=number)


def drawn(random: Random) -> list[Lease]:
    """Leases of three machines on two addresses; each machine is told by what tells it apart."""
    tells = {one: random.choice(["m", "ms", "s", ""]) for one in range(3)}
    leases = []
    for _ in range(random.randint(3, 7)):
        starts, machine = random.randint(0, 12), random.randrange(3)
        ends = None if random.random() < 0.3 else starts + random.randint(1, 9)
        leases.append(Lease(machine, random.randint(1, 2), starts, ends, tells[machine]))
    return leases


def expected(leases: list[Lease], ip: int, at: int) -> int | None:
    """Slow and by the rule alone: of those that cover the moment whoever began last, nobody where two began together."""
    covering = [one for one in leases if one.ip == ip and one.covers(at)]
    latest = {one.machine for one in covering if one.starts == max(each.starts for each in covering)}
    return latest.pop() if len(latest) == 1 else None


def answers_of(town) -> object:
    names = {one.pk: one.name for one in Machine.objects.all()}
    owners = [
        (ip, at, found and names[found.machine_id])
        for ip in (1, 2)
        for at in range(0, 24, 2)
        for found in [owner_of("ip", f"10.0.0.{ip}", hour(at), agency_id=town.agency_a.pk)]
    ]
    words = sorted(
        (one.name, one.software, one.kind, one.serial, one.valid.lower, *sorted(one.keys))
        for one in Machine.objects.all()
    )
    claims = sorted(
        str((names[one.machine_id], one.value, one.valid)) for one in MachineAddress.objects.all()
    )
    return owners, words, claims


@pytest.mark.parametrize("seed", range(8))
def test_no_order_of_lists_changes_what_they_say(guarded, seed):
    random = Random(seed)
    leases = drawn(random)
    lists = [leases[at::3] for at in range(3)]
    lists[0] = [*lists[0], random.choice(leases)]  # some of it is said twice
    found = []
    for order in permutations(lists):
        with transaction.atomic():
            for lines in order:
                text = HEAD + "\n".join(one.line for one in lines)
                read_list(guarded, guarded.agency_a, "anh", text, since=date(2024, 2, 1))
            found.append(answers_of(guarded))
            transaction.set_rollback(True)
    assert all(one == found[0] for one in found)
    owners, _, _ = found[0]
    for ip, at, name in owners:
        machine = expected(leases, ip, at)
        assert name == (None if machine is None else f"pc-{machine}")


def test_an_overlap_of_one_machine_hides_no_other(guarded):
    """A claims the address at 0 and anew at 6, B at 3: at 7 it is A's, whichever list comes first."""
    leases = [Lease(1, 1, 0, 9, "m"), Lease(2, 1, 3, 9, "m"), Lease(1, 1, 6, 9, "m")]
    for order in permutations(leases):
        with transaction.atomic():
            for one in order:
                read_list(guarded, guarded.agency_a, "anh", HEAD + one.line)
            names = {one.pk: one.name for one in Machine.objects.all()}
            found = [names[owner_of("ip", "10.0.0.1", hour(at)).machine_id] for at in (1, 4, 7)]
            assert found == ["pc-1", "pc-2", "pc-1"]
            spans = [one for one in spans_of(Machine.objects.get(name="pc-1")) if one.value == "10.0.0.1"]
            assert [(one.starts, one.ends) for one in spans] == [(hour(0), hour(9))]
            transaction.set_rollback(True)


def test_an_old_list_of_a_machine_that_came_again_is_about_the_former(guarded):
    """Two rows of one key: a line before the end of the first is the first's, even where the second is found first."""
    from_list = {"town": guarded, "agency": guarded.agency_a, "who": "anh"}
    read_list(**from_list, text="name,serial\npc,S1\n", since=date(2024, 2, 1))
    first = Machine.objects.get()
    first.valid = type(first.valid)(date(2024, 2, 1), date(2024, 2, 10))
    first.save()
    read_list(**from_list, text="name,serial\npc,S1\n", since=date(2024, 2, 12))
    read_list(**from_list, text="name,serial,ip\npc,S1,10.0.0.1\n", since=date(2024, 2, 5))
    assert Machine.objects.count() == 2
    assert owner_of("ip", "10.0.0.1", datetime(2024, 2, 6, tzinfo=HANOI)).machine_id == first.pk


def test_the_page_names_the_latest_and_nobody_on_a_tie(guarded, client):
    lines = [
        Lease(1, 1, 0, None, "m"),
        Lease(2, 1, 5, 8, "m"),
        Lease(1, 2, 4, 9, "m"),
        Lease(2, 2, 4, 9, "m"),
    ]
    source = read_list(guarded, guarded.agency_a, "anh", HEAD + "\n".join(one.line for one in lines))
    assert [row for row, _ in source.faults] == [4, 5] and "không biết là của máy nào" in source.faults[0][1]
    guarded.sign_in(client, "anh")

    def owners(ip, at):
        answer = client.get(PAGE, {"dia_chi": f"10.0.0.{ip}", "luc": f"{hour(at):%d/%m/%Y %H:%M}"})
        return [[str(getattr(cell, "text", cell)) for cell in row] for row in answer.context["owners"].rows]

    assert owners(1, 6) == [[guarded.agency_a.name, "pc-2", "05:00 ngày 01/02/2024", "08:00 ngày 01/02/2024"]]
    assert owners(1, 9) == [[guarded.agency_a.name, "pc-1", "00:00 ngày 01/02/2024", "–"]]
    ((_, machine, starts, ends),) = owners(2, 6)
    assert machine.startswith("Không rõ") and (starts, ends) == ("04:00 ngày 01/02/2024", "–")
    assert owners(2, 9) == []
    page = client.get(reverse("machine", args=[Machine.objects.get(name="pc-2").code])).content.decode()
    assert "08:00 ngày 01/02/2024" in page
