"""What a sent report is printed from: lines with their notes, the letterhead, who signed; the same as of the annual report."""

import json
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from tinhso.indicators.models import PeriodicReport
from tinhso.indicators.periodic_reports.lines import FilledLine
from tinhso.indicators.reports.document import letterhead_of, report_block
from tinhso.kernel.site.public import site_url
from tinhso.lib.dates import vn_date

Content = dict[str, Any]


def content_of(
    report: PeriodicReport, lines: Sequence[FilledLine], *, day: date, title: str, name: str
) -> Content:
    """`title` and `name` are those of who sends it."""
    agency, desk, span = report.case.agency, report.case.desk, report.span
    sources = [_source(line, n) for n, line in enumerate(_figures(lines), start=1)]
    days = report.regime.data_span(span)
    words = {"first": vn_date(days.start), "last": vn_date(days.end), "basis": report.regime.legal_basis}
    return {
        "lines": [line.as_json() for line in lines],
        "agency": agency.name,
        "title": _("Báo cáo"),
        "subject": f"{report.regime.name} – {span.label}",
        "opening": _(
            "Thực hiện chế độ báo cáo định kỳ (%(basis)s), số liệu của kỳ từ ngày %(first)s đến hết ngày %(last)s:"
        )
        % words,
        "sections": [_table(lines), *(_words(line) for line in lines if line.is_words and line.text)],
        "sources": sources,
        "seal": {},
        "document": letterhead_of(agency)
        | {
            "number": "",
            "date": day.isoformat(),
            "recipients": [desk.name if desk else "", _("Lưu: VT")],
            "closing": "",
            "signer": report_block(agency, title, name, on=day),
        },
    }


def digest_of(content: Content) -> str:
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _figures(lines: Sequence[FilledLine]) -> list[FilledLine]:
    return [line for line in lines if line.path]


def _source(line: FilledLine, number: int) -> Content:
    return {
        "n": number,
        "code": line.code,
        "name": line.name,
        "version": line.version,
        "period": line.period,
        "span": line.span,
        "value": line.text,
        "rows": line.rows,
        "checksum": line.checksum,
        "path": line.path,
        "url": site_url(line.path),
    }


def _table(lines: Sequence[FilledLine]) -> Content:
    rows = [
        [
            line.label,
            line.span or "–",
            " ".join(filter(None, [line.text, f"({line.parts})" if line.parts else ""])),
        ]
        for line in lines
        if not line.is_words
    ]
    block = {
        "kind": "table",
        "title": _("Số liệu của kỳ báo cáo"),
        "head": [_("Nội dung"), _("Thời gian số liệu"), _("Kết quả")],
        "rows": rows,
        "notes": list(range(1, len(_figures(lines)) + 1)),
    }
    return {"title": _("Số liệu"), "blocks": [block] if rows else []}


def _words(line: FilledLine) -> Content:
    parts = [one.strip() for one in line.text.splitlines() if one.strip()]
    return {"title": line.label, "blocks": [{"kind": "text", "runs": [one]} for one in parts]}
