"""What stands after the number of a document (NĐ 30/2020/NĐ-CP, phụ lục I, mục II.3)."""

from tinhso.documents.layout.document_types import DocumentType
from tinhso.kernel.people.public import Agency


def agency_letters(agency: Agency) -> str:
    """The agency in a number: "Sở TT&TT" is "STTTT", a committee of whatever place "UBND"."""
    if agency.kind == Agency.Kind.COMMITTEE:
        return "UBND"
    words = [word for word in agency.short_name.replace("&", "").split() if word[:1].isupper()]
    return "".join(word if word.isupper() else word[:1] for word in words)


def notation_of(kind: DocumentType, agency: Agency, unit: str = "") -> str:
    """ "QĐ-STTTT"; of a type without an abbreviation agency and drafting unit: "STTTT-VP", or the agency alone."""
    letters = agency_letters(agency)
    if kind.abbreviation:
        return f"{kind.abbreviation}-{letters}"
    return f"{letters}-{unit}" if unit else letters
