"""The report as a document of its agency by NĐ 30/2020: letterhead, number, place and day, recipients, who signs."""

from datetime import date
from typing import Any

from tinhso.indicators.models import Report
from tinhso.indicators.reports.source import Source
from tinhso.kernel.people.public import Agency, Block, Decider, block_of_title, lawful_decider
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import instance

Content = dict[str, Any]
KIND = "BC"


def document_of(report: Report | None, source: Source) -> Content:
    """What surrounds the text. Before an agency has begun it the letterhead bears the owner of the instance; the number
    and the day stand empty until the clerk has typed them. Three queries at most."""
    agency = report.agency if report is not None else None
    return {
        "parent": agency.parent_on_paper if agency else "",
        "agency": agency.name if agency else instance().owner or instance().name,
        "number": f"{report.number}/{report.notation}" if report is not None and report.number else "",
        "notation": notation_of(agency),
        "place": place_of(agency),
        "date": report.issued_on.isoformat() if report is not None and report.issued_on else "",
        "recipients": list(source.recipients),
        "closing": source.closing,
        "signer": signer_of(report, agency),
    }


def letterhead_of(agency: Agency) -> Content:
    """What stands above the text of any report of that agency. Two queries at most."""
    return {
        "parent": agency.parent_on_paper,
        "agency": agency.name,
        "notation": notation_of(agency),
        "place": place_of(agency),
    }


def notation_of(agency: Agency | None) -> str:
    """ "BC-STTTT": the kind of document and the agency, as NĐ 30/2020 writes it (phụ lục I, mục II.3)."""
    if agency is None:
        return f"{KIND}-"
    if agency.kind == Agency.Kind.COMMITTEE:
        return f"{KIND}-UBND"
    words = [word for word in agency.short_name.replace("&", "").split() if word[:1].isupper()]
    return f"{KIND}-" + "".join(word if word.isupper() else word[:1] for word in words)


def place_of(agency: Agency | None) -> str:
    """The province's name without its kind: "Thanh Hóa"."""
    while agency is not None and agency.unit is None:
        agency = agency.parent
    name = str(agency.unit.name) if agency is not None and agency.unit is not None else ""
    return name.removeprefix("Tỉnh ").removeprefix("Thành phố ").removeprefix("tỉnh ")


def signer_of(report: Report | None, agency: Agency | None) -> Block:
    """The lines of authority, the name only of who signed off."""
    name = report.signed_by.full_name if report is not None and report.signed_by else ""
    return report_block(agency, report.signed_title if report is not None else "", name, on=clock.today())


def report_block(agency: Agency | None, title: str, name: str, *, on: date) -> Block:
    """How a report is signed: of a committee for the body unless the law says its head. A query for a committee."""
    who = (
        lawful_decider(agency, on, (Decider.What.DOCUMENT, KIND)).decides()
        if agency is not None
        else Decider.Who.HEAD
    )
    return block_of_title(title, name, who)
