"""What stands after the number of a document (NĐ 30/2020/NĐ-CP, phụ lục I, mục II.3)."""

from datetime import date

from tinhso.documents.layout.document_forms import form_of
from tinhso.documents.layout.document_types import DocumentType
from tinhso.kernel.people.public import Agency


def agency_letters(agency: Agency) -> str:
    """The agency in a number: "Sở TT&TT" is "STTTT", a committee of whatever place "UBND"."""
    if agency.kind == Agency.Kind.COMMITTEE:
        return "UBND"
    words = [word for word in agency.short_name.replace("&", "").split() if word[:1].isupper()]
    return "".join(word if word.isupper() else word[:1] for word in words)


def needs_unit(kind: DocumentType, on: date) -> bool:
    """Whether its notation says the drafting unit or the field: that of a công văn, whose subject stands below its number."""
    return form_of(kind.code, on).subject_at == "number"


def notation_of(kind: DocumentType, agency: Agency, unit: str = "") -> str:
    """ "QĐ-STTTT"; of a type without an abbreviation agency and drafting unit: "STTTT-VP", or the agency alone."""
    letters = agency_letters(agency)
    if kind.abbreviation:
        return f"{kind.abbreviation}-{letters}"
    return f"{letters}-{unit}" if unit else letters
