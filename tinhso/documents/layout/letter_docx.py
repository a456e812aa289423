"""A document as DOCX for officials who go on writing in their word processor: the same content and layout as the PDF.

Number and day stay open lines where they are not given. Each paragraph has a style that says which part of the document
it is (`letter_parts`), so that what was written in a word processor is read back (`letter_read`). Heavy: half a second to load, so callers import it where they need it.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from tinhso.documents.layout.body_lines import blocks_of
from tinhso.documents.layout.letter_content import LetterContent
from tinhso.documents.layout.letter_data import letter_data, month_of
from tinhso.documents.layout.letter_parts import BASIS, BODY, FRAME, PARTS, RECIPIENT, SUBJECT, TO, Part
from tinhso.kernel.site.clock import HANOI

Data = dict[str, Any]
CENTRED, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
FACE, INDENT, LEFT_COLUMN, WIDTH = "Times New Roman", Mm(12.7), 69.3, 165
COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
# the order that the schema of WordprocessingML asks for
AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr", "w:sectPr")
AFTER_PAGE_NUMBERS = ("w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:docGrid")
RED = RGBColor(0xD4, 0x00, 0x1A)
TITLED = {"part": "Phần", "chapter": "Chương", "section": "Mục", "subsection": "Tiểu mục"}


def letter_docx(
    content: LetterContent,
    *,
    on: date,
    at: datetime,
    lines: Sequence[str] | None = None,
    mark: str = "",
) -> bytes:
    """With `lines` the body is set as it was typed, a paragraph each; `mark` says of which draft the file is.

    Raises: LetterRefused, NoForm.
    """
    data = letter_data(content, on=on)
    made = Document()
    _set_up(made, data)
    if data["circulation"]:
        _framed(_line(made, data["circulation"].upper(), bold=True, size=13))
    _letterhead(made, data)
    _opening(made, data)
    if lines is None:
        _blocks(made, data["blocks"])
    else:
        _typed(made, lines)
    _signing(made, data)
    for appendix in data["appendices"]:
        _appendix(made, appendix)
    properties = made.core_properties
    properties.title, properties.author = (
        f"{content.type_name} {content.subject}".strip()[:250],
        content.agency,
    )
    properties.keywords = mark[:250]
    properties.created = properties.modified = at.astimezone(HANOI).replace(tzinfo=None)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _set_up(made: DocumentObject, data: Data) -> None:
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(30), Mm(15), Mm(22), Mm(21)
    page.header_distance = page.footer_distance = Mm(10)
    page.different_first_page_header_footer = True
    number = page.header.paragraphs[0]
    number.alignment = CENTRED
    _page_number(number)
    if data["contact"]:
        foot = page.first_page_footer.paragraphs[0]
        foot.alignment = CENTRED
        foot.add_run(data["contact"]).font.size = Pt(11)
        _edge(foot, "top")
    style = made.styles["Normal"]
    style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(14), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FACE)
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.line_spacing = 1.0
    for part in PARTS:
        made.styles.add_style(part, WD_STYLE_TYPE.PARAGRAPH).base_style = style


def _page_number(paragraph: Paragraph) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = words
        run._r.append(part)


def _edge(paragraph: Paragraph, *sides: str, colour: str = "000000") -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", colour)):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)


def _framed(paragraph: Paragraph, colour: str = "000000") -> None:
    _edge(paragraph, "top", "left", "bottom", "right", colour=colour)


def _line(
    at: Any,
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = 14,
    centred: bool = True,
    part: Part = FRAME,
) -> Paragraph:
    """A line of its own in the document or a cell, without a space below."""
    found: Paragraph = at.add_paragraph(style=part)
    found.paragraph_format.space_after = Pt(0)
    if centred:
        found.alignment = CENTRED
    run = found.add_run(words)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return found


def _rule(at: Any, width: float, share: float) -> None:
    """A line under the words above, by indents from both sides of a column of that width (millimetres)."""
    found = _line(at, "", size=2)
    side = Mm(width * (1 - share) / 2)
    found.paragraph_format.left_indent = found.paragraph_format.right_indent = side
    _edge(found, "top")


def _columns(made: DocumentObject, *widths: float) -> Sequence[Any]:
    table = made.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)
        cell._tc.remove(cell.paragraphs[0]._p)
    return table.rows[0].cells


def _letterhead(made: DocumentObject, data: Data) -> None:
    left, right = _columns(made, LEFT_COLUMN, WIDTH - LEFT_COLUMN)
    if data["parent"]:
        _line(left, data["parent"].upper(), size=12)
    _line(left, data["agency"].upper(), bold=True, size=12)
    _rule(left, LEFT_COLUMN, 0.3)
    _line(right, COUNTRY, bold=True, size=12)
    motto = _line(right, MOTTO, bold=True, size=13)
    motto.runs[0].underline = True
    left, right = _columns(made, LEFT_COLUMN, WIDTH - LEFT_COLUMN)
    _line(left, f"Số: {data['number'] or '        /'}", size=13)
    if not data["title"]:
        _line(left, data["subject"], size=12, part=SUBJECT).paragraph_format.space_before = Pt(6)
    if data["urgency"]:
        mark = _line(left, data["urgency"], bold=True, size=13)
        mark.runs[0].font.color.rgb = RED
        mark.paragraph_format.left_indent = mark.paragraph_format.right_indent = Mm(18)
        mark.paragraph_format.space_before = Pt(6)
        _framed(mark, "D4001A")
    _line(right, f"{data['place'] or '.........'}, {_day(data['date'])}", italic=True, size=13)


def _day(day: date | str) -> str:
    if not isinstance(day, date):
        return "ngày      tháng      năm "
    return f"ngày {day:%d} tháng {month_of(day)} năm {day.year}"


def _opening(made: DocumentObject, data: Data) -> None:
    if data["title"]:
        _line(made, data["title"].upper(), bold=True).paragraph_format.space_before = Pt(12)
    if data["title"] and data["subject"]:
        _line(made, data["subject"], bold=True, part=SUBJECT)
        _rule(made, WIDTH, 0.2)
    if data["issuer"]:
        _line(made, data["issuer"].upper(), bold=True).paragraph_format.space_before = Pt(6)
    _addressees(made, data["to_words"], data["to"])
    for place, basis in enumerate(data["legal_basis"], start=1):
        _text(made, basis + ("." if place == len(data["legal_basis"]) else ";"), italic=True, part=BASIS)
    if data["opening"]:
        _line(made, data["opening"], bold=True).paragraph_format.space_after = Pt(6)


def _addressees(made: DocumentObject, lead: str, names: list[str]) -> None:
    if len(names) == 1:
        found = _line(made, f"{lead}: {names[0]}", part=TO)
        found.paragraph_format.space_before = found.paragraph_format.space_after = Pt(12)
    elif names:
        _line(made, f"{lead}:", centred=False).paragraph_format.left_indent = Mm(25)
        for place, name in enumerate(names, start=1):
            mark = "." if place == len(names) else ";"
            _line(made, f"- {name}{mark}", centred=False, part=TO).paragraph_format.left_indent = Mm(44)


def _text(made: DocumentObject, *runs: str, bold: int = 0, italic: bool = False, part: Part = BODY) -> None:
    """A paragraph of the text; the first `bold` of its runs are bold."""
    found = made.add_paragraph(style=part)
    found.alignment = JUSTIFIED
    found.paragraph_format.first_line_indent = INDENT
    for place, words in enumerate(runs):
        run = found.add_run(words)
        run.bold, run.italic = place < bold, italic


def _blocks(made: DocumentObject, blocks: list[Data]) -> None:
    for one in blocks:
        if one["kind"] in TITLED:
            _line(
                made, f"{TITLED[one['kind']]} {one['number']}", bold=True, part=BODY
            ).paragraph_format.keep_with_next = True
            if one["title"]:
                _line(made, one["title"].upper(), bold=True, part=BODY).paragraph_format.space_after = Pt(6)
        elif one["kind"] == "heading":
            _text(made, f"{one['number']}. {one['title'].upper()}", bold=1)
        elif one["kind"] == "text":
            _text(made, one["text"])
        else:
            _item(made, one)


def _typed(made: DocumentObject, lines: Sequence[str]) -> None:
    """Each line a paragraph with its own words; headings and "Điều 2." stand out, and nothing is put into capitals."""
    texts = [words.strip() for words in lines]
    for words, following in zip(texts, [*texts[1:], ""], strict=True):
        block = next(iter(blocks_of([words, following])), None)
        if block is not None and block.kind in TITLED:
            _line(made, words, bold=True, part=BODY).paragraph_format.keep_with_next = True
        elif block is not None and block.kind == "article" and not block.title:
            head = f"Điều {block.number}."
            _text(made, head, words.removeprefix(head), bold=1)
        else:
            _text(made, words, bold=1 if block and block.kind in ("article", "heading") else 0)


def _item(made: DocumentObject, one: Data) -> None:
    """An article, clause or point; a title has a line of its own."""
    heads = {"article": f"Điều {one['number']}.", "clause": f"{one['number']}.", "point": f"{one['number']})"}
    head = heads[one["kind"]]
    if one["title"]:
        _text(made, f"{head} {one['title']}", bold=1)
        if one["text"]:
            _text(made, one["text"])
    else:
        _text(made, head, f" {one['text']}", bold=1 if one["kind"] == "article" else 0)


def _signing(made: DocumentObject, data: Data) -> None:
    if len(data["signers"]) == 1:
        left, right = _columns(made, WIDTH * 0.45, WIDTH * 0.55)
        _recipients(left, data)
        _signer(right, data["signers"][0])
        return
    for cell, signer in zip(_columns(made, WIDTH / 2, WIDTH / 2), data["signers"], strict=True):
        _signer(cell, signer)
    _recipients(made, data)


def _recipients(at: Any, data: Data) -> None:
    names = data["recipients"]
    _line(at, "Nơi nhận:" if names else "", bold=True, italic=True, size=12, centred=False)
    for place, name in enumerate(names, start=1):
        _line(at, f"- {name}{'.' if place == len(names) else ';'}", size=11, centred=False, part=RECIPIENT)
    if data["drafter"]:
        _line(at, data["drafter"], size=11, centred=False)


def _signer(cell: Any, signer: Data) -> None:
    """The empty lines are the room of the signature."""
    for words in signer["lines"]:
        _line(cell, words.upper(), bold=True)
    for _ in range(4):
        _line(cell, "")
    _line(cell, signer["name"], bold=True)


def _appendix(made: DocumentObject, appendix: Data) -> None:
    """A section of its own, whose pages are counted anew."""
    section = made.add_section(WD_SECTION.NEW_PAGE)
    section.first_page_footer.is_linked_to_previous = False
    for copied in section._sectPr.xpath("w:pgNumType"):  # a section begins as a copy of the one before
        section._sectPr.remove(copied)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(start, *AFTER_PAGE_NUMBERS)
    _line(made, appendix["label"], bold=True)
    if appendix["title"]:
        _line(made, appendix["title"].upper(), bold=True)
    _line(made, appendix["note"], italic=True).paragraph_format.space_after = Pt(12)
    _blocks(made, appendix["blocks"])
