"""Lists of machines from tools and people: each line is a machine or is told with its reason."""

from datetime import datetime

import pytest

from tinhso.lib.dates import HANOI
from tinhso.lib.files.spreadsheets import FileRefused
from tinhso.lib.machines import machine_lists
from tinhso.lib.machines.machine_lists import NotUnderstood, read_ip, read_mac, read_machines

SINCE = datetime(2024, 3, 1, tzinfo=HANOI)


def read(text):
    return read_machines(text.encode(), since=SINCE)


def test_leases_of_dhcp():
    found = read(
        "address,hwaddr,hostname,lease start,expire\n"
        "10.1.2.3,AA-BB-CC-00-11-22,PC-01,2024-03-01T08:00:00+07:00,2024-03-08T08:00:00+07:00\n"
        "10.1.2.4,aabb.cc00.1123,PC-02,08/03/2024 14:30,\n"
    )
    assert found.form == "dhcp" and not found.faults
    first, second = found.machines
    assert (
        first.mac == "aa:bb:cc:00:11:22" and first.ends.day == 8 and first.keys[0] == "mac:aa:bb:cc:00:11:22"
    )
    assert second.mac == "aa:bb:cc:00:11:23" and second.starts.minute == 30 and second.ends is None


def test_an_inventory_in_vietnamese_with_semicolons():
    found = read("Tên máy;Số seri;Loại;Địa chỉ IP;Người dùng\nMáy một;SN1;Máy chủ;;Lê Thị An\n;;;10.0.0.9;\n")
    assert found.form == "inventory" and found.lines == 2
    (one,) = found.machines
    assert one.kind == "server" and one.keys == ("serial:sn1", "name:máy một") and one.starts == SINCE
    assert "Lê Thị An" not in repr(found)
    assert [fault.row for fault in found.faults] == [3]


def test_agents_of_a_monitoring_program():
    found = read(
        "agent id,name,ip,os name,status\n001,web-1,192.168.1.5,Ubuntu 22.04,active\n002,web-2,any,,never\n"
    )
    assert found.form == "agents"
    assert [one.ip for one in found.machines] == ["192.168.1.5", ""]
    assert found.machines[0].software == "Ubuntu 22.04"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("pc,999.1.1.1,,", "không phải địa chỉ IP"),
        ("pc,224.0.0.1,,", "không phải địa chỉ của một máy"),
        ("pc,fe80::1%eth0,,", "có vùng"),
        ("pc,,zz:11,", "không phải địa chỉ MAC"),
        ("pc,,,hôm qua", "không phải ngày"),
        (f"{'x' * 101},,,", "dài quá 100"),
        (",10.0.0.1,,", "không có địa chỉ MAC"),
    ],
)
def test_a_line_that_is_not_understood_is_told(line, why):
    (fault,) = read(f"name,ip,mac,starts\n{line}\n").faults
    assert fault.row == 2 and why in fault.reason


def test_an_end_before_its_beginning_is_told():
    (fault,) = read("name,starts,ends\npc,08/03/2024,07/03/2024\n").faults
    assert "không sau" in fault.reason


def test_what_is_no_list_is_refused(monkeypatch):
    with pytest.raises(FileRefused):
        read("a,b\n1,2\n")
    with pytest.raises(FileRefused):
        read("")
    with pytest.raises(FileRefused):
        read_machines(b"\xff\xfe\x00", since=SINCE)
    monkeypatch.setattr(machine_lists, "MOST_ROWS", 1)
    with pytest.raises(FileRefused):
        read("name\na\nb\n")


def test_addresses_in_their_usual_writing():
    assert read_ip("2001:0DB8::0001") == "2001:db8::1" and read_ip("127.0.0.1") == ""
    with pytest.raises(NotUnderstood):
        read_ip("0.0.0.0")
    with pytest.raises(NotUnderstood):
        read_mac("ff:ff:ff:ff:ff:ff")
