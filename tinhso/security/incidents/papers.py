"""The reports of the law as drafts: an official letter with what is written of the incident, for the office to sign and send."""

from datetime import datetime
from typing import Any

from tinhso.kernel.papers.public import Numbering, PaperKind, SignerBlock, preview_paper
from tinhso.kernel.people.roles import Head
from tinhso.lib.dates import local, vn_date_formal, vn_datetime
from tinhso.lib.numbers import vn_number
from tinhso.security.incidents.law import criteria_on, step_label
from tinhso.security.models import CyberIncident, DataBreach, IncidentEntry, IncidentReport

PAPER_KIND = "cyber_incident_report"
DOTS = "…"
MOST_LINES = 30


def paper_kind() -> PaperKind:
    return PaperKind(
        PAPER_KIND, "Báo cáo sự cố an toàn thông tin mạng", "official", "BC", (Head,), Numbering.BY_CLERK, sealed=True
    )  # fmt: skip


def draft_of(report: IncidentReport, *, now: datetime) -> bytes:
    """The PDF of the day, kept nowhere. Raises: PaperNotMade."""
    incident = report.incident
    agency = incident.agency
    place = agency.unit.name if agency.unit else ""
    return preview_paper(
        kind=PAPER_KIND, agency=agency, place=place or DOTS, data=_words(report, incident), now=now
    )


def _words(report: IncidentReport, incident: CyberIncident) -> dict[str, Any]:
    drill = "[DIỄN TẬP] " if incident.exercise else ""
    return {
        "title": "BÁO CÁO",
        "subject": f"{drill}{report.get_kind_display()} về sự cố an toàn thông tin mạng số {incident.case.code}",
        "issuer": "",
        "legal_basis": [],
        "to": [one.strip() for one in report.recipients.split(";")],
        "to_words": "Kính gửi",
        "opening": "",
        "blocks": [
            {"kind": "clause", "number": str(number), "title": title, "text": text}
            for number, (title, text) in enumerate(_sections(report, incident), 1)
        ],
        "signers": [SignerBlock(lines=["Thủ trưởng cơ quan"], name="")],
        "recipients": ["Như trên", "Lưu: VT"],
        "urgency": "",
        "circulation": "",
        "drafter": "",
        "contact": "",
        "appendices": [],
    }


def _sections(report: IncidentReport, incident: CyberIncident) -> list[tuple[str, str]]:
    if report.kind in (IncidentReport.Kind.BREACH, IncidentReport.Kind.PERSONS):
        return _of_breach(incident.data_breach)
    sections = [
        ("Cơ quan có sự cố", incident.agency.name),
        ("Loại sự cố, thời điểm phát hiện", f"{incident.get_kind_display()}; {vn_datetime(incident.detected_at)}"),
        ("Mức độ và căn cứ", _severity(incident)),
        ("Hệ thống, máy bị ảnh hưởng", _assets(incident)),
        ("Mô tả", incident.text),
        ("Diễn biến", _lines(incident)),
        ("Phương án, đang ở bước", f"{incident.plan or DOTS} ({_step(incident)})"),
    ]  # fmt: skip
    if report.kind == IncidentReport.Kind.FINAL:
        restored = vn_datetime(incident.restored_at) if incident.restored_at else DOTS
        sections += [
            ("Khôi phục lúc", restored),
            ("Nguyên nhân", incident.cause or DOTS),
            ("Bài học, kiến nghị", incident.lesson or DOTS),
        ]
    sections.append(("Căn cứ báo cáo", f"{report.source}; thời hạn {report.limit_words}"))
    return sections


def _step(incident: CyberIncident) -> str:
    return step_label(incident.rules, incident.case.step) if incident.case.step else "tiếp nhận"


def _severity(incident: CyberIncident) -> str:
    if not incident.severity:
        return DOTS
    day = local(incident.detected_at).date()
    words = [one.words for one in criteria_on(day) if one.code in incident.criteria]
    return f"{incident.get_severity_display()}{': ' if words else ''}{'; '.join(words)}"


def _assets(incident: CyberIncident) -> str:
    rows = incident.assets.select_related("system", "machine").order_by("pk")
    words = "; ".join(str(one) for one in rows[:MOST_LINES])
    left = rows.count() - MOST_LINES
    return f"{words}; và {vn_number(left)} hệ thống, máy khác" if left > 0 else words or DOTS


def _lines(incident: CyberIncident) -> str:
    """As they happened, a correction beside what it corrects; of very many the newest, with how many stand before them."""
    rows = incident.entries.select_related("corrects").order_by("-happened_at", "-number")
    words = [
        f"{one.number}. {vn_datetime(one.happened_at)}{_corrected(one)}: {one.text}" for one in reversed(rows[:MOST_LINES])
    ]  # fmt: skip
    if (left := rows.count() - MOST_LINES) > 0:
        words.insert(0, f"({vn_number(left)} dòng trước đó ghi trong hồ sơ sự cố)")
    return "\n".join(words) or DOTS


def _corrected(one: IncidentEntry) -> str:
    return f" (đính chính dòng {one.corrects.number})" if one.corrects else ""


def _of_breach(breach: DataBreach) -> list[tuple[str, str]]:
    many = DOTS if breach.persons_count is None else f"{vn_number(breach.persons_count)} người"
    return [
        ("Thời điểm phát hiện vi phạm", vn_datetime(breach.found_at)),
        ("Loại dữ liệu cá nhân", f"{breach.data_kinds}{' (có dữ liệu nhạy cảm)' if breach.sensitive else ''}"),
        ("Số người bị ảnh hưởng", many),
        ("Hậu quả có thể có", breach.consequences),
        ("Biện pháp đã làm và sẽ làm", breach.measures),
        ("Đầu mối liên hệ", DOTS),
        ("Ngày lập", vn_date_formal(breach.at)),
    ]  # fmt: skip
