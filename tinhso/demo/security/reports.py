"""Reports of scanners in the demo, in the form that the tools write: what they find is invented, and they go the way of real ones."""

from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

SET = "38153;57582;104743;97833;51192;42873;70544"
WORDS = "Phần mềm trên máy này đã cũ (mô phỏng)."
MENDING = "Cập nhật theo hướng dẫn của nhà cung cấp (mô phỏng)."


@dataclass(frozen=True)
class PlannedFinding:
    rule: str
    title: str
    severity: int
    score: str
    cve: str = ""
    port: int = 445
    family: str = "Windows"


LISTED = (
    PlannedFinding("97833", "MS17-010: SMB cho phép chạy mã từ xa (mô phỏng)", 4, "9.8", "CVE-2017-0144"),
    PlannedFinding("57582", "Chứng thư TLS tự ký (mô phỏng)", 2, "6.5", port=443, family="General"),
    PlannedFinding("104743", "TLS 1.0 còn bật (mô phỏng)", 2, "6.5", port=443, family="Service detection"),
    PlannedFinding("38153", "Thiếu bản vá Windows (mô phỏng)", 3, "7.5"),
    PlannedFinding("70544", "Cửa hậu trên máy (mô phỏng)", 4, "10.0", port=4444, family="Backdoors"),
)
EARLIER = {  # number of a machine of the list, and what is found on it
    1: (0, 1, 3),
    2: (0, 2),
    3: (4, 3),
    4: (1,),
    5: (3,),
    6: (2, 3),
}
LATER = {1: (1, 3), 2: (2,), 3: (3,), 4: (1,), 6: ()}
"""Machine 5 was switched off: what was found on it is as open as before."""


def nessus(network: int, found: dict[int, tuple[int, ...]], at: datetime, *, strange: bool = False) -> bytes:
    """`strange` adds a machine that stands in no list."""
    root = Element("NessusClientData_v2")
    policy = SubElement(SubElement(SubElement(root, "Policy"), "Preferences"), "ServerPreferences")
    for name, value in (("plugin_set", SET), ("port_range", "1-65535"), ("sc_version", "10.6.4")):
        preference = SubElement(policy, "preference")
        SubElement(preference, "name").text = name
        SubElement(preference, "value").text = value
    report = SubElement(root, "Report", name="Quét định kỳ (mô phỏng)")
    for number, places in found.items():
        _host(report, f"10.38.{network}.{10 + number}", places, at)
    if strange:
        _host(report, f"10.38.{network}.200", (0,), at)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _host(report: Element, address: str, places: tuple[int, ...], at: datetime) -> None:
    host = SubElement(report, "ReportHost", name=address)
    tags = SubElement(host, "HostProperties")
    seconds = str(int(at.timestamp()))
    words = {
        "host-ip": address,
        "HOST_END": at.strftime("%a %b %d %H:%M:%S %Y"),
        "HOST_START_TIMESTAMP": seconds,
        "HOST_END_TIMESTAMP": seconds,
    }
    for name, value in words.items():
        SubElement(tags, "tag", name=name).text = value
    for place in places:
        one = LISTED[place]
        item = SubElement(
            host, "ReportItem", port=str(one.port), svc_name="", protocol="tcp", severity=str(one.severity),
            pluginID=one.rule, pluginName=one.title, pluginFamily=one.family,
        )  # fmt: skip
        parts = {"description": WORDS, "solution": MENDING, "cvss3_base_score": one.score, "cve": one.cve}
        for name, value in parts.items():
            if value:
                SubElement(item, name).text = value
