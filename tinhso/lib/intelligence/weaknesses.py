"""What is known of weaknesses themselves: CISA's list of those that are exploited (KEV), and FIRST's chance of it (EPSS)."""

import re
from collections.abc import Iterator
from typing import Any

from tinhso.lib.intelligence.lists import check_number
from tinhso.lib.intelligence.record import IntelligenceList, ListedWeakness, RecordFault
from tinhso.lib.intelligence.values import moment_of
from tinhso.lib.scan_reports.csv_stream import Row
from tinhso.lib.scan_reports.texts import line

_CVE = re.compile(r"CVE-\d{4}-\d{4,7}")
_SHARE = re.compile(r"[01](?:\.\d{1,12})?|\d(?:\.\d{1,12})?e-\d{1,2}", re.IGNORECASE)
_ISSUED = re.compile(r"score_date:(\S{10,30})")


def is_kev(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("vulnerabilities"), list) and ("catalogVersion" in value or "dateReleased" in value)  # fmt: skip


def read_kev(value: dict[str, Any], found: IntelligenceList) -> None:
    found.is_whole, found.issued_at = True, moment_of(value.get("dateReleased"))
    for number, one in enumerate(value["vulnerabilities"]):
        place = f"vulnerabilities[{number}]"
        if not isinstance(one, dict):
            found.reject(place, "không phải bản ghi KEV")
            continue
        _kev(place, {str(key): line(one[key], 300) for key in list(one)[:40]}, found)


def read_kev_rows(rows: Iterator[tuple[int, Row]], found: IntelligenceList) -> None:
    names = {"cveid": "cveID", "dateadded": "dateAdded", "vulnerabilityname": "vulnerabilityName", "duedate": "dueDate", "knownransomwarecampaignuse": "knownRansomwareCampaignUse"}  # fmt: skip
    found.is_whole = True
    for number, row in rows:
        _kev(
            f"dòng {number}",
            {names[key]: line(text, 300) for key, text in row.cells.items() if key in names},
            found,
        )
        check_number(found)


def _kev(place: str, one: dict[str, str], found: IntelligenceList) -> None:
    try:
        since = moment_of(one.get("dateAdded"))
        if since is None:
            raise RecordFault("không có ngày đưa vào danh sách")
        found.weaknesses.append(
            ListedWeakness(
                _cve(one.get("cveID", "")),
                exploited_since=since,
                title=one.get("vulnerabilityName", ""),
                due=moment_of(one.get("dueDate")),
                ransomware=one.get("knownRansomwareCampaignUse", "").lower() == "known",
            )
        )
    except RecordFault as fault:
        found.reject(place, str(fault), one.get("cveID", ""))


def _cve(text: str) -> str:
    plain = text.strip().upper()
    if not _CVE.fullmatch(plain):
        raise RecordFault("không có số CVE")
    return plain


def read_epss(lines: Iterator[tuple[int, str]], found: IntelligenceList) -> None:
    """`cve,epss,percentile` below a comment with the day."""
    found.is_whole = True
    for number, text in lines:
        if text.startswith("#") or text.lower().startswith("cve,") or not text:
            found.skipped += 1
            if issued := _ISSUED.search(text[:500]):
                found.issued_at = moment_of(issued.group(1))
            continue
        parts = text.split(",")
        try:
            if len(parts) < 3 or not (_SHARE.fullmatch(parts[1]) and _SHARE.fullmatch(parts[2])):
                raise RecordFault("không có xác suất và phân vị từ 0 đến 1")
            share, percentile = float(parts[1]), float(parts[2])
            if share > 1 or percentile > 1:
                raise RecordFault("không có xác suất và phân vị từ 0 đến 1")
            found.weaknesses.append(ListedWeakness(_cve(parts[0]), epss=share, percentile=percentile))
        except RecordFault as fault:
            found.reject(f"dòng {number}", str(fault), line(text, 200))
        check_number(found)
