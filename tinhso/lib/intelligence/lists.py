"""Lists that people and tools write: one value a line, hosts files, tables. A line that names nothing that can be looked for is listed."""

import re
from collections.abc import Iterator

from tinhso.lib.intelligence.record import (
    MOST_RECORDS,
    Atom,
    IntelligenceList,
    ListedIndicator,
    RecordFault,
)
from tinhso.lib.intelligence.values import (
    address_atom,
    any_atom,
    digest_atom,
    host_atom,
    moment_of,
    refanged,
    url_atom,
)
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.scan_reports.csv_stream import DELIMITERS, Row
from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.scan_reports.texts import line as one_line
from tinhso.lib.tables.encodings import encoding_of

LONGEST_LINE = 100_000
COMMENTS = ("#", ";", "//", "!")
SINKS = {"0.0.0.0", "127.0.0.1", "::", "::1", "127.0.0.2"}  # noqa: S104
USUAL_HOSTS = {"localhost", "localhost.localdomain", "local", "broadcasthost", "0.0.0.0", "ip6-localhost", "ip6-loopback", "ip6-localnet", "ip6-mcastprefix", "ip6-allnodes", "ip6-allrouters", "ip6-allhosts"}  # noqa: S104  # fmt: skip
VALUE_HEADINGS = ("indicator", "ioc value", "ioc", "value", "gia tri", "chi dau", "domain", "hostname", "host", "ten mien", "url", "ip", "dst ip", "ip address", "dia chi ip", "sha256 hash", "sha1 hash", "md5 hash", "sha256", "sha1", "md5", "hash", "ma bam", "email")  # fmt: skip
TITLE_HEADINGS = ("title", "name", "malware", "malware printable", "signature", "threat", "description", "comment", "tags", "ten", "mo ta", "ghi chu")  # fmt: skip
_TRAILING = re.compile(r"(?<!\s)\s+(?:#|//|;).*$")  # begins at the first blank alone: a long gap is read once
_BLOCKED = re.compile(r"\|\|([^\^/$]+)\^(?:\$.*)?")


def text_lines(source: Source) -> Iterator[tuple[int, str]]:
    """Number and text of each line; a line beyond the limit refuses the file. Raises: ReportRefused."""
    encoding = encoding_of(source.head)
    with source.opened() as stream:
        for number, raw in enumerate(iter(lambda: stream.readline(LONGEST_LINE + 1), b""), 1):
            if len(raw) > LONGEST_LINE:
                raise ReportRefused("Một dòng dài quá 100.000 ký tự.")
            text = raw.decode(encoding.codec, errors="replace")
            yield number, (encoding.mend(text) if encoding.mend else text).lstrip("\ufeff").strip()


def read_plain(source: Source, found: IntelligenceList) -> None:
    """One value a line, or a hosts file: an address into the void and names."""
    for number, text in text_lines(source):
        if not text or text.startswith(COMMENTS):
            found.skipped += 1
            continue
        try:
            atoms = _atoms_of_line(_TRAILING.sub("", text).strip())
        except RecordFault as fault:
            found.reject(f"dòng {number}", str(fault), one_line(text, 200))
            continue
        found.skipped += not atoms
        found.indicators += [ListedIndicator(atom) for atom in atoms]
        check_number(found)


def check_number(found: IntelligenceList) -> None:
    """Raises: ReportRefused."""
    if found.records > MOST_RECORDS or found.rejected_count > 100_000:
        raise ReportRefused(
            "Danh sách có quá một triệu giá trị, hoặc quá 100.000 bản ghi không đọc được; hãy chia nhỏ."
        )


def _atoms_of_line(text: str) -> list[Atom]:
    words = text.split()
    if len(words) > 1 and words[0] in SINKS:
        names = [one for one in words[1:] if one.lower() not in USUAL_HOSTS]
        return [host_atom(refanged(one)) for one in names]
    if blocked := _BLOCKED.fullmatch(text):
        return [host_atom(blocked.group(1))]
    if len(words) != 1:
        raise RecordFault("dòng không phải một giá trị, cũng không phải dòng của tệp hosts")
    return [any_atom(words[0])]


def value_heading(cells: tuple[str, ...]) -> str:
    """Which column of a table holds the value; "" where none does."""
    return next((name for name in VALUE_HEADINGS if name in cells), "")


def headings_in(source: Source) -> tuple[int, str, tuple[str, ...]] | None:
    """Line, delimiter and names of the first line of headings that names a column of values, in a comment too."""
    for number, text in text_lines(source):
        if number > 40:
            return None
        delimiter = max(DELIMITERS, key=text.count)
        if text.count(delimiter):
            names = (fold(cell.strip().strip('"# ')) for cell in text.split(delimiter))
            cells = tuple(one.replace("_", " ").strip() for one in names)
            if value_heading(cells) and len(set(cells)) == len(cells):
                return number, delimiter, cells
    return None


def read_table(rows: Iterator[tuple[int, Row]], heading: str, found: IntelligenceList) -> None:
    """One value a row; the other columns say what it is."""
    for number, row in rows:
        text = row.get(heading)
        if text.startswith(COMMENTS) or next(iter(row.cells.values()), "").lstrip().startswith("#"):
            found.skipped += 1
            continue
        try:
            atom = _atom_of_cell(heading, text)
        except RecordFault as fault:
            found.reject(f"dòng {number}", str(fault), one_line(text, 200))
            continue
        found.indicators.append(_listed(atom, row))
        check_number(found)


def _atom_of_cell(heading: str, text: str) -> Atom:
    if heading == "url":
        return url_atom(text)
    if heading in ("ip", "dst ip", "ip address", "dia chi ip"):
        plain = refanged(text)
        return address_atom(plain) if "/" in plain else host_atom(plain)
    if "hash" in heading or heading in ("md5", "sha1", "sha256"):
        return digest_atom(text)
    return any_atom(text)


def _listed(atom: Atom, row: Row) -> ListedIndicator:
    confidence = row.get("confidence level", "confidence", "do tin cay")
    percent = (
        int(confidence) if confidence.isascii() and confidence.isdigit() and len(confidence) < 4 else None
    )
    return ListedIndicator(
        atom,
        external_id=one_line(row.get("ioc id", "id", "uuid"), 200),
        title=one_line(row.get(*TITLE_HEADINGS), 200),
        confidence=percent if percent is not None and percent <= 100 else None,
        valid_from=moment_of(row.get("valid from", "first seen utc", "first seen", "dateadded")),
        valid_until=moment_of(row.get("valid until", "expires", "het han")),
    )
