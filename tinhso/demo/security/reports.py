"""Reports of scanners in the demo, in the form that the tools write: what they find is invented, and they go the way of real ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

SET = "38153;57582;104743;97833;51192;42873;70544"
WORDS = "Phần mềm trên máy này đã cũ (mô phỏng)."
MENDING = "Cập nhật theo hướng dẫn của nhà cung cấp (mô phỏng)."
EVERY_PORT = "1-65535"


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
BACKDOOR = 4
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
    hosts = {f"10.38.{network}.{10 + number}": places for number, places in found.items()}
    return nessus_file(hosts | ({f"10.38.{network}.200": (0,)} if strange else {}), at)


def nessus_file(found: Mapping[str, Sequence[int]], at: datetime, *, ports: str = EVERY_PORT) -> bytes:
    """By address which of `LISTED` is shown there."""
    root = Element("NessusClientData_v2")
    policy = SubElement(SubElement(SubElement(root, "Policy"), "Preferences"), "ServerPreferences")
    for name, value in (("plugin_set", SET), ("port_range", ports), ("sc_version", "10.6.4")):
        preference = SubElement(policy, "preference")
        SubElement(preference, "name").text = name
        SubElement(preference, "value").text = value
    report = SubElement(root, "Report", name="Quét định kỳ (mô phỏng)")
    for address, places in found.items():
        _host(report, address, places, at)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _host(report: Element, address: str, places: Sequence[int], at: datetime) -> None:
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


def nmap_file(found: Mapping[str, bool], at: datetime) -> bytes:
    """By address whether the script shows MS17-010 there."""
    begun = str(int(at.timestamp()))
    args = f"nmap -p {EVERY_PORT} --script smb-vuln-ms17-010 -oX quet.xml"
    root = Element("nmaprun", scanner="nmap", args=args, start=begun, version="7.94")
    SubElement(root, "scaninfo", type="syn", protocol="tcp", numservices="65535", services=EVERY_PORT)
    for address, weak in found.items():
        host = SubElement(root, "host", starttime=begun, endtime=begun)
        SubElement(host, "status", state="up", reason="arp-response")
        SubElement(host, "address", addr=address, addrtype="ipv4")
        port = SubElement(SubElement(host, "ports"), "port", protocol="tcp", portid="445")
        SubElement(port, "state", state="filtered", reason="no-response")
        if weak:
            script = SubElement(port, "script", id="smb-vuln-ms17-010", output="Risk factor: HIGH")
            table = SubElement(script, "table", key="CVE-2017-0143")
            SubElement(table, "elem", key="title").text = "SMBv1 cho phép chạy mã từ xa, MS17-010 (mô phỏng)"
            SubElement(table, "elem", key="state").text = "VULNERABLE"
    SubElement(SubElement(root, "runstats"), "finished", time=begun, exit="success")
    return tostring(root, encoding="utf-8", xml_declaration=True)


def openvas_file(addresses: Sequence[str], at: datetime) -> bytes:
    """The first of `LISTED` on each of these, as another tool shows it: the same CVE at the same port."""
    one, moment = LISTED[0], at.isoformat()
    root = Element("report", id="mo-phong", format_id="xml")
    SubElement(root, "scan_start").text = moment
    results = SubElement(root, "results")
    for address in addresses:
        result = SubElement(results, "result")
        parts = {"name": one.title, "host": address, "port": f"{one.port}/tcp", "threat": "High", "severity": one.score, "creation_time": moment}  # fmt: skip
        for name, value in parts.items():
            SubElement(result, name).text = value
        nvt = SubElement(result, "nvt", oid="1.3.6.1.4.1.25623.1.0.810676")
        SubElement(nvt, "name").text = one.title
        SubElement(SubElement(nvt, "refs"), "ref", type="cve", id=one.cve)
    SubElement(root, "scan_end").text = moment
    return tostring(root, encoding="utf-8", xml_declaration=True)
