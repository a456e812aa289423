"""Packages of SPDX: 2.2 and 2.3 in JSON and in lines of "Tag: value", 3.0 in JSON."""

import re
from typing import Any

from tinhso.lib.scan_reports.drafts import mapping
from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.moments import read_time
from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.scan_reports.texts import line
from tinhso.lib.software_bills.bill import SoftwareBill
from tinhso.lib.software_bills.gathering import Gathered, licence_of

_LINE = re.compile(r"([A-Za-z]+):[ \t]*(.*)")
LICENCES = ("PackageLicenseConcluded", "PackageLicenseDeclared")


def is_lines(head: bytes) -> bool:
    return b"SPDXVersion:" in head[:4000].lstrip(b"\xef\xbb\xbf") and not head.lstrip().startswith(b"{")


def read_document(found: dict[str, Any], limits: ReportLimits) -> SoftwareBill:
    """2.2 and 2.3 in JSON."""
    gathered = Gathered()
    for one in found.get("packages") or []:
        if not isinstance(one, dict):
            gathered.records += 1
            gathered.rejects.add(gathered.records, "gói không phải một đối tượng")
            continue
        refs = [mapping(ref) for ref in one.get("externalRefs") or []]
        purls = [ref.get("referenceLocator") for ref in refs if ref.get("referenceType") == "purl"]
        gathered.add(
            name=one.get("name"),
            version=one.get("versionInfo"),
            purl=purls[0] if purls else "",
            licence=licence_of([one.get("licenseConcluded"), one.get("licenseDeclared")][:2]),
        )
    about = mapping(found.get("creationInfo"))
    return _bill(
        gathered, found["spdxVersion"], about.get("creators"), about.get("created"), found.get("name"), limits
    )


def read_graph(found: dict[str, Any], limits: ReportLimits) -> SoftwareBill:
    """3.0: packages among the elements of one graph. Licences stand in relations and are left out."""
    gathered, subject = Gathered(), ""
    about: dict[str, Any] = {}
    for one in found["@graph"]:
        element = mapping(one)
        kind = element.get("type")
        if kind == "CreationInfo":
            about = about or element
        elif kind == "SpdxDocument":
            subject = element.get("name") or ""
        elif kind == "software_Package":
            gathered.add(
                name=element.get("name"),
                version=element.get("software_packageVersion"),
                purl=element.get("software_packageUrl") or _purl3(element),
                licence="",
            )
    version = f"SPDX-{about.get('specVersion') or '3.0'}"
    return _bill(gathered, version, [], about.get("created"), subject, limits)


def _purl3(element: dict[str, Any]) -> object:
    for one in element.get("externalIdentifier") or []:
        if mapping(one).get("externalIdentifierType") == "packageUrl":
            return one.get("identifier")
    return ""


def read_lines(source: Source) -> SoftwareBill:
    """Tag and value; a text in <text> may run over several lines and says nothing that is read here. Raises: ReportRefused."""
    gathered = Gathered()
    about: dict[str, list[str]] = {"Creator": []}
    package: dict[str, str] = {}
    for tag, value in _tags(source):
        if tag in ("SPDXVersion", "DocumentName", "Created"):
            about.setdefault(tag, [value])
        elif tag == "Creator":
            about["Creator"] = [*about["Creator"][:99], value]
        elif tag == "PackageName":
            _add(gathered, package)
            package = {tag: value}
        elif tag in ("FileName", "SnippetSPDXID", "LicenseID", "Relationship"):
            _add(gathered, package)
            package = {}
        elif package and tag == "ExternalRef" and len(parts := value.split()) == 3 and parts[1] == "purl":
            package.setdefault("purl", parts[2])
        elif package:
            package.setdefault(tag, value)
    _add(gathered, package)
    first = {key: words[0] for key, words in about.items() if words}
    return _bill(
        gathered,
        first.get("SPDXVersion", ""),
        about["Creator"],
        first.get("Created"),
        first.get("DocumentName"),
        source.limits,
    )


def _tags(source: Source):  # type: ignore[no-untyped-def]
    inside = False
    with source.opened() as stream:
        while raw := stream.readline(source.limits.attribute_text + 1):
            if len(raw) > source.limits.attribute_text:
                raise ReportRefused("Một dòng của bảng kê dài quá giới hạn.")
            text = raw.decode("utf-8-sig", errors="replace").rstrip("\r\n")
            if inside:
                inside = "</text>" not in text
                continue
            found = _LINE.match(text)
            if found:
                inside = "<text>" in found[2] and "</text>" not in found[2]
                yield found[1], found[2].strip()


def _add(gathered: Gathered, package: dict[str, str]) -> None:
    if package:
        gathered.add(
            name=package["PackageName"],
            version=package.get("PackageVersion"),
            purl=package.get("purl"),
            licence=licence_of([package.get(one) for one in LICENCES]),
        )


def _bill(
    gathered: Gathered, version: object, creators: Any, created: object, subject: object, limits: ReportLimits
) -> SoftwareBill:
    tools = [one for one in creators or [] if isinstance(one, str) and one.startswith("Tool:")]
    return SoftwareBill(
        format="spdx",
        version=line(str(version).removeprefix("SPDX-"), 20),
        tool=line(tools[0].removeprefix("Tool:") if tools else "", 100),
        made_at=read_time(created, limits),
        components=tuple(gathered.found.values()),
        rejected=tuple(gathered.rejects.first),
        rejected_count=gathered.rejects.count,
        subject=line(subject, 200),
    )
