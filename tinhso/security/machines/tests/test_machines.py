"""Machines and addresses by agency: a finding of March belongs to the agency of March."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import HANOI
from tinhso.security.machines.actions.end_machine import end_machine
from tinhso.security.machines.actions.read_machine_list import read_machine_list
from tinhso.security.machines.owners import owner_of
from tinhso.security.models import Machine, MachineList
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.tests.makers import read_list

PAGE = "/can-bo/an-toan-thong-tin/may/"
NEW = "/can-bo/an-toan-thong-tin/nap-danh-sach-may/"
MAC = "aa:bb:cc:00:11:22"


def at(day, hour=0, month=2):
    return datetime(2024, month, day, hour, tzinfo=HANOI)


def leases(*lines):
    return "ip,mac,hostname,lease start,lease end\n" + "\n".join(lines) + "\n"


def test_an_address_of_february_belongs_to_the_agency_of_february(guarded):
    read_list(
        guarded, guarded.agency_a, "anh", leases(f"203.0.113.7,{MAC},PC,2024-02-01 00:00,2024-02-10 00:00")
    )
    read_list(
        guarded, guarded.agency_b, "bach", leases(f"203.0.113.7,{MAC},PC,2024-02-10 00:00,2024-03-05 00:00")
    )
    assert owner_of("ip", "203.0.113.7", at(9)).agency_id == guarded.agency_a.pk
    assert owner_of("ip", "203.0.113.7", at(10)).agency_id == guarded.agency_b.pk
    assert owner_of("ip", "203.0.113.7", at(6, month=3)) is None
    assert (
        Machine.objects.count() == 2 and EventRow.objects.filter(name="security.MachineListRead").count() == 2
    )


def test_a_private_address_of_two_agencies_is_nobodys_until_one_is_named(guarded):
    for agency, who in ((guarded.agency_a, "anh"), (guarded.agency_b, "bach")):
        read_list(guarded, agency, who, "name,ip\nmay-1,192.168.1.5\n")
    assert owner_of("ip", "192.168.1.5", at(2, month=3)) is None
    found = owner_of("ip", "192.168.1.5", at(2, month=3), agency_id=guarded.agency_b.pk)
    assert found.agency_id == guarded.agency_b.pk


def test_lists_meet_in_one_machine_and_the_later_lease_has_the_address(guarded):
    read_list(guarded, guarded.agency_a, "anh", f"name,serial,mac,ip\nPC-1,SN1,{MAC},10.0.0.1\n")
    read_list(
        guarded,
        guarded.agency_a,
        "anh",
        leases(
            f"10.0.0.1,{MAC},PC-1,2024-03-02 08:00,2024-03-03 08:00",
            "10.0.0.1,aa:bb:cc:00:11:23,PC-2,2024-03-04 08:00,2024-03-05 08:00",
            "10.0.0.9,,PC-9,,",
        ),
    )
    read_list(guarded, guarded.agency_a, "anh", f"agent id,name,mac,os\n007,PC-1,{MAC},Windows 11\n")
    first = Machine.objects.get(key=f"mac:{MAC}")
    assert Machine.objects.count() == 3 and first.software == "Windows 11"
    second = Machine.objects.get(name="PC-2")
    moments = [at(3, month=3), at(4, 8, month=3), at(5, 7, month=3), at(5, 8, month=3)]
    found = [owner_of("ip", "10.0.0.1", one).machine_id for one in moments]
    assert found == [first.pk, second.pk, second.pk, first.pk]  # the inventory's claim has no end


def test_every_line_that_is_not_understood_is_told(guarded):
    text = "name,ip,mac,starts\npc,999.0.0.1,,\n,,,\nok,10.0.0.1,,\nlater,,,01/01/2030\nother,10.0.0.1,,\n"
    source = read_list(guarded, guarded.agency_a, "anh", text)
    assert [row for row, _ in source.faults] == [2, 4, 5, 6] and source.faults_count == 4
    assert owner_of("ip", "10.0.0.1", at(2, month=3)) is None  # two machines claim it from one moment on
    assert (source.lines, source.machines) == (4, 2)


def test_the_same_form_sent_twice_is_one_list(guarded):
    key = uuid4()
    first = read_list(guarded, guarded.agency_a, "anh", "name\npc\n", key=key)
    assert read_list(guarded, guarded.agency_a, "anh", "name\npc\n", key=key) == first
    assert MachineList.objects.count() == 1


def test_what_reading_refuses(guarded):
    words = {
        "agency": guarded.agency_a,
        "content": b"name\npc\n",
        "file_name": "x.csv",
        "since": date(2024, 3, 1),
        "client_key": uuid4(),
        "by": guarded.actor("anh"),
        "now": NOW,
    }
    with pytest.raises(SecurityForbidden):
        read_machine_list(**words | {"by": guarded.actor("bach")})
    with pytest.raises(EntryRefused, match="không sau hôm nay"):
        read_machine_list(**words | {"since": date(2030, 1, 1)})
    with pytest.raises(EntryRefused, match="không có cột nào"):
        read_machine_list(**words | {"content": b"a,b\n1,2\n"})


def test_a_machine_ends_and_its_addresses_with_it(guarded):
    read_list(guarded, guarded.agency_a, "anh", f"name,mac,ip\npc,{MAC},10.0.0.1\n")
    machine = Machine.objects.get()
    words = {"machine": machine, "by": guarded.actor("anh"), "now": NOW}
    with pytest.raises(SecurityForbidden):
        end_machine(**words | {"by": guarded.actor("bach")}, ends=date(2024, 3, 5))
    with pytest.raises(EntryRefused, match="sau ngày bắt đầu"):
        end_machine(**words, ends=date(2024, 3, 1))
    read_list(guarded, guarded.agency_a, "anh", f"name,mac,ip\npc,{MAC},10.0.0.2\n", since=date(2024, 3, 6))
    with pytest.raises(EntryRefused, match="vẫn được ghi có địa chỉ"):
        end_machine(**words, ends=date(2024, 3, 5))
    end_machine(**words, ends=date(2024, 3, 7))
    with pytest.raises(EntryRefused, match="đã ghi kết thúc"):
        end_machine(**words, ends=date(2024, 3, 8))
    assert owner_of("ip", "10.0.0.1", at(6, month=3)).machine_id == machine.pk
    assert owner_of("ip", "10.0.0.1", at(7, month=3)) is None
    assert EventRow.objects.filter(name="security.MachineEnded").exists()
    read_list(guarded, guarded.agency_a, "anh", f"name,mac,ip\npc,{MAC},10.0.0.3\n", since=date(2024, 3, 4))
    assert (
        owner_of("ip", "10.0.0.3", at(6, month=3)).machine_id == machine.pk and Machine.objects.count() == 1
    )
    assert owner_of("ip", "10.0.0.3", at(7, month=3)) is None  # what is read later outlives no machine either
    late = read_list(guarded, guarded.agency_a, "anh", f"name,mac\npc,{MAC}\n", since=date(2024, 3, 7))
    assert Machine.objects.count() == 2 and late.machines == 1


def test_pages_show_the_own_agency_alone(guarded, client, django_assert_max_num_queries):
    guarded.sign_in(client, "anh")
    sent = {
        "client_key": str(uuid4()),
        "agency": guarded.agency_a.pk,
        "since": "01/03/2024",
        "content": SimpleUploadedFile("<may>.csv", b"name,ip\npc-bi-mat,10.9.9.9\nxx,bad\n"),
    }
    assert client.get(NEW).status_code == 200
    assert client.post(NEW, {"since": "x"}).status_code == 422
    answer = client.post(NEW, sent)
    source, machine = MachineList.objects.get(), Machine.objects.get()
    assert answer["Location"] == reverse("machine_list", args=[source.code])
    assert "không phải địa chỉ IP" in client.get(answer["Location"]).content.decode()
    with django_assert_max_num_queries(16):
        page = client.get(PAGE, {"q": "bi mat", "dia_chi": "10.9.9.9", "luc": "02/03/2024 10:00"})
    assert page.content.decode().count("pc-bi-mat") > 1
    assert "pc-bi-mat" in client.get(PAGE, {"tep": "csv"}).content.decode()
    assert "10.9.9.9" in client.get(reverse("machine", args=[machine.code])).content.decode()
    assert client.get(PAGE, {"dia_chi": "x", "luc": "y"}).status_code == 200
    guarded.sign_in(client, "bach")
    found = client.get(PAGE, {"dia_chi": "10.9.9.9", "luc": "02/03/2024 10:00"}).content.decode()
    assert "pc-bi-mat" not in found and "Không có máy nào trong phạm vi" in found
    for name, code in (
        ("machine", machine.code),
        ("machine_list", source.code),
        ("end_machine", machine.code),
    ):
        assert client.get(reverse(name, args=[code])).status_code == 404
    foreign = sent | {"content": SimpleUploadedFile("a.csv", b"name\npc\n")}
    assert client.post(NEW, foreign).status_code == 422  # another agency is no choice
    guarded.sign_in(client, "anh")
    ends = reverse("end_machine", args=[machine.code])
    assert client.get(ends).status_code == 200
    assert client.post(ends, {"ends": "05/03/2024"}).status_code == 302
    assert "00:00 ngày 05/03/2024" in client.get(reverse("machine", args=[machine.code])).content.decode()
