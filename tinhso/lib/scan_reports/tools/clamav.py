"""The log of ClamAV: each line of a file is a record, `FOUND` is a detection. The log does not name its machine."""

import re
from collections.abc import Iterator

from tinhso.lib.scan_reports.drafts import Collected, Draft, NotUnderstood
from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import FindingKind, ReportRefused
from tinhso.lib.scan_reports.severity import severity_of
from tinhso.lib.tables.encodings import encoding_of

LINE = re.compile(
    r"(?:(?P<at>[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\d{1,2} [\d:]{8} \d{4}) -> )?(?P<path>.{1,4000}): (?P<name>\S.{0,300}?)(?:\([0-9a-f]{32}:\d+\))? FOUND"
)
SILENT = re.compile(
    r".{0,4100}: (?:OK|Empty file|Symbolic link|Excluded|Removed\.|moved to .{0,4000}|copied to .{0,4000})|-{3,}.*|\s*|[\w ()]{3,40}: {0,3}[\d.,:/ \w()%-]*"
)


def is_clamav(head: str) -> bool:
    return "SCAN SUMMARY" in head or bool(re.search(r"(?m)^.{1,1000}: \S.{0,200} FOUND\r?$", head))


def read_clamav(source: Source, collected: Collected) -> None:
    for text in lines(source):
        if text.strip():
            version = re.fullmatch(r"Engine version: ([\w.-]{1,20})", text.strip())
            collected.version = version[1] if version else collected.version
            collected.each(text, _line)


def lines(source: Source) -> Iterator[str]:
    """The lines of a text, in whatever encoding. Raises: ReportRefused."""
    encoding, most = encoding_of(source.head), source.limits.line_bytes
    with source.opened() as stream:
        while raw := stream.readline(most + 1):
            if len(raw) > most:
                raise ReportRefused(f"Một dòng dài quá {most} byte.")
            text = raw.decode(encoding.codec, errors="replace").rstrip("\r\n\x00")
            yield encoding.mend(text) if encoding.mend else text


def _line(text: str) -> Draft | None:
    found = LINE.fullmatch(text[:5000].strip())
    if found:
        return Draft(
            title=found["name"],
            rule=found["name"],
            severity=severity_of("antivirus", "detection"),
            kind=FindingKind.MALWARE,
            location=found["path"],
            at=found["at"],
        )
    if SILENT.fullmatch(text[:9000]):
        return None
    raise NotUnderstood("dòng không có dạng của nhật ký ClamAV")
