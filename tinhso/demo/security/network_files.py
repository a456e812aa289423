"""Logs and alerts of the demo in the form that the tools write: BIND, Suricata, the list of an antivirus program."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from tinhso.demo.security.machine_pool import Host

USUAL = ("www.tinh.example", "thu.tinh.example", "gio.tinh.example")
MALICIOUS = (
    "a7.cap-nhat-gia.example",
    "login.thu-moi.example",
    "n1.dieu-khien.ma-doc.example",
    "pool.dao-tien.example",
)
A_DAY = timedelta(hours=25)
THREATS = ("Trojan.MoPhong.A", "Worm.MoPhong.B", "Miner.MoPhong.C")


def dns_log(hosts: Iterable[Host], contacts: Mapping[Host, int], begins: datetime) -> bytes:
    """Every machine asks on two days; `contacts` says which of `MALICIOUS` it asks for too."""
    lines = []
    for place, host in enumerate(hosts):
        at = begins + timedelta(seconds=place)
        lines.append(_query(at, host, USUAL[place % 3]))
        if host in contacts:
            lines.append(_query(at + timedelta(minutes=90), host, MALICIOUS[contacts[host] % 4]))
        lines.append(_query(at + A_DAY, host, USUAL[(place + 1) % 3]))
    return "\n".join(lines).encode()


def _query(at: datetime, host: Host, name: str) -> str:
    when = at.strftime("%d-%b-%Y %H:%M:%S.000")
    return f"{when} queries: info: client @0x7f10 {host.address}#53124 ({name}): query: {name} IN A +E(0)K (10.64.0.1)"


def suricata_alerts(hosts: Iterable[Host], begins: datetime) -> bytes:
    """Alerts of command and control, one a machine."""
    return "\n".join(
        json.dumps(_alert(host, begins + timedelta(minutes=place))) for place, host in enumerate(hosts)
    ).encode()


def _alert(host: Host, at: datetime) -> dict[str, object]:
    return {
        "timestamp": at.isoformat(),
        "event_type": "alert",
        "src_ip": host.address,
        "src_port": 50123,
        "dest_ip": "198.51.100.23",
        "dest_port": 443,
        "proto": "TCP",
        "alert": {
            "signature_id": 9000001,
            "signature": "MO PHONG CnC beacon",
            "category": "Malware Command and Control Activity Detected",
            "severity": 1,
        },
    }


def antivirus_list(hosts: Iterable[Host], begins: datetime) -> bytes:
    rows = ["Thời gian,Tên máy,Địa chỉ IP,Tên mã độc,Đường dẫn,Hành động"]
    for place, host in enumerate(hosts):
        at = (begins + timedelta(minutes=place)).strftime("%d/%m/%Y %H:%M:%S")
        threat = THREATS[place % 3]
        rows.append(
            f"{at},{host.name},{host.address},{threat},C:\\ProgramData\\mo-phong-{place % 9}.exe,Đã cách ly"
        )
    return "\n".join(rows).encode()
