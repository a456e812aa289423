"""Whoever draws a paper for somebody lets it be known again (`hand_out`), or stands here with the reason why not."""

import ast

from tests.house.sources import files, ours, short, tree

NOT_KNOWN_AGAIN = {
    "tinhso/config/compliance/writing.py": "the operator's own documents, given to nobody outside",
    "tinhso/indicators/printing/pdf.py": "issued as a signed document; what is drawn before is a draft",
    "tinhso/press/monitoring/clip_book.py": "the day's clippings, for inside",
    "tinhso/onestop/desk/register_book.py": "an officer's own print of a book that goes on, without a number",
    "tinhso/onestop/catalogue/procedure_page/leaflet.py": "a leaflet for the board: no number, nothing of anybody, anew each day",
    "tinhso/demo/onestop/scans.py": "a scan that the demo invents",
    "tinhso/security/reporting/pdf.py": "a report that goes out as a signed document",
    "tinhso/documents/registers/register_page.py": "an officer's own print of a register",
    "tinhso/documents/scanning/separator_page.py": "a sheet between two scans",
    "tinhso/documents/layout/letter_pdf.py": "a layout for trials; what leaves is a Paper",
    "tinhso/documents/outgoing/reading_copy.py": "pictures of pages that bear the reader's mark, for inside",
    "tinhso/documents/copies/drawing.py": "the mark of a copy that is signed and sealed as a Paper",
    "tinhso/documents/submission/slip_page.py": "a slip between officers",
    "tinhso/onestop/money/views/receipts.py": "for the printer: pages of slips, each known by itself",
    "tinhso/onestop/results/results.py": "a preview; what was issued is drawn by `redraw_paper`",
}
DRAWN_BY = {"render", "typeset", "join_pdfs"}


def drawing() -> dict[str, bool]:
    """Our files that draw a paper by the door of papers, and whether they hand it out."""
    found = {}
    for path in files("tinhso/*.py"):
        if not ours(path) or "tests" in path.parts or "kernel/papers" in short(path):
            continue
        names = {
            alias.name
            for node in ast.walk(tree(path))
            if isinstance(node, ast.ImportFrom) and node.module == "tinhso.kernel.papers.public"
            for alias in node.names
        }
        if names & DRAWN_BY:
            found[short(path)] = "hand_out" in names
    return found


def test_every_paper_that_somebody_is_given_is_known_again_or_named_with_its_reason():
    drawn = drawing()
    assert {path for path, handed in drawn.items() if not handed} == set(NOT_KNOWN_AGAIN)
    assert len([path for path, handed in drawn.items() if handed]) >= 4
