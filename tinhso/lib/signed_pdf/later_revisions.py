"""What was appended to a PDF after somebody signed it, as far as it can be told."""

from dataclasses import dataclass
from enum import StrEnum

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    ModificationLevel,
    SuspiciousModification,
)
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from tinhso.lib.signed_pdf.opened_pdf import (
    UNREADABLE,
    XREF_STREAM,
    OpenedPdf,
    PdfUnreadable,
    read_leniently,
)
from tinhso.lib.signed_pdf.same_content import (
    Compared,
    TooMuch,
    Values,
    compare,
    shows_same,
)

SPACE = b" \t\r\n\x00"
HARMLESS = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES}
OF_PROOFS = ("VRI", "DSS", "were freed", "Nonstandard signature coverage")
"""Where our own comparison may overrule pyHanko's review: proofs that another program wrote in another shape, objects that were
given up, spaces behind the end."""
ANSWERED_FOR = HARMLESS | {ModificationLevel.FORM_FILLING}
MAY_FILL = {MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE}
"""Who certified the file so said that its form is there to be filled in, and to be signed."""


class Later(StrEnum):
    """`nothing` that shows; `against_rule`: the signer forbade whatever was added, though it shows nothing; `filled`: the form, as
    the signer allowed, but nobody signed what stands in it."""

    NOTHING = "nothing"
    CHANGED = "changed"
    FILLED = "filled"
    AGAINST_RULE = "against_rule"
    UNSURE = "unsure"


def end_of_signed(signature: EmbeddedPdfSignature) -> int | None:
    """Where the bytes end that it covers; None where it leaves out more than its own place."""
    places = [int(place) for place in signature.byte_range]
    if len(places) != 4 or places[0] != 0:
        return None
    _begin, first, second, length = places
    own_place = len(signature.pkcs7_content) * 2 + 2
    return second + length if second == first + own_place else None


@dataclass(frozen=True)
class LastSigned:
    """The file as its last signer signed it; `end` None: as it is."""

    reader: PdfFileReader
    end: int | None


def later_than(
    signature: EmbeddedPdfSignature, pdf: OpenedPdf, values: Values, *, end: int, last: LastSigned
) -> Later:
    """`end` of what it covers; `last`: for the last signature the file as it is.

    What was filled in between two signatures is the later signer's, who signed it; after the last one nobody answers for it.
    """
    if not pdf.content[end:].strip(SPACE):
        return Later.NOTHING
    suspicious = False
    if pdf.by_the_rules:
        reviewed = _reviewed(signature)
        if _is_within(reviewed, signature, HARMLESS if last.end is None else ANSWERED_FOR):
            return Later.NOTHING
        suspicious = isinstance(reviewed, SuspiciousModification) and not _is_about_proofs(reviewed)
    compared = compare(pdf.content[:end], last.reader, values)
    if compared is Compared.CHANGED and _is_filled_as_allowed(signature, pdf.content[:end], last, values):
        return Later.FILLED if last.end is None else Later.NOTHING
    if compared is Compared.SAME and signature.docmdp_level == MDPPerm.NO_CHANGES:
        return Later.AGAINST_RULE
    if compared is Compared.SAME and not suspicious:
        return Later.NOTHING
    if compared is Compared.CHANGED and (last.end is None or pdf.by_the_rules):
        return Later.CHANGED
    return Later.UNSURE


def _is_filled_as_allowed(
    signature: EmbeddedPdfSignature, before: bytes, last: LastSigned, values: Values
) -> bool:
    may_fill = signature.docmdp_level in MAY_FILL
    return may_fill and compare(before, last.reader, values, may_fill=True) is Compared.SAME


def _reviewed(signature: EmbeddedPdfSignature) -> DiffResult | SuspiciousModification | None:
    """pyHanko's review of the history of objects; None where it could not be read."""
    try:
        return signature.evaluate_modifications(DEFAULT_DIFF_POLICY)
    except UNREADABLE:
        return None


def _is_within(
    reviewed: DiffResult | SuspiciousModification | None,
    signature: EmbeddedPdfSignature,
    levels: set[ModificationLevel],
) -> bool:
    if not isinstance(reviewed, DiffResult) or reviewed.modification_level not in levels:
        return False
    rule = signature.docmdp_level
    return rule is None or reviewed.modification_level.value <= rule.value


def _is_about_proofs(reviewed: SuspiciousModification) -> bool:
    """It names no kind of finding but its sentence; one that is worded anew is taken for suspicious."""
    return any(word in str(reviewed) for word in OF_PROOFS)


def shows_one_thing(pdf: OpenedPdf, values: Values) -> bool:
    """Whether a reader that knows only the older table of a hybrid file shows the same as one that knows both."""
    try:
        older = read_leniently(pdf.content.replace(XREF_STREAM, b"/XRefOff"))
        return shows_same(older, pdf.reader, values)
    except (PdfUnreadable, TooMuch, *UNREADABLE):
        return False
