"""The report as DOCX that officials go on editing: a template of our own building, filled by docxtpl."""

import io
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import segno
from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Row
from docxtpl import DocxTemplate, InlineImage

from tinhso.indicators.printing.layout import laid_out, lines_of
from tinhso.indicators.printing.pictures import for_print, size_of
from tinhso.kernel.papers.public import is_demo, svg_to_png
from tinhso.kernel.site.clock import HANOI

Content = dict[str, Any]
DEMO = "DỮ LIỆU MÔ PHỎNG. BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"


def to_docx(content: Content, *, at: datetime) -> bytes:
    """PaperNotMade where a picture cannot be drawn."""
    document = DocxTemplate(io.BytesIO(template()))
    page = laid_out(content)
    for section in page["sections"]:
        section["blocks"] = [_block(block, document) for block in section["blocks"]]
    for source in page["sources"]:
        source["qr"] = InlineImage(document, _qr(source["url"]), width=Mm(15))
    document.render(page | lines_of(page) | {"demo": DEMO if is_demo() else ""}, autoescape=True)
    document.docx.core_properties.title = f"{page['title']}. {page['subject']}"
    document.docx.core_properties.author = page["agency"]
    document.docx.core_properties.created = at.astimezone(HANOI).replace(tzinfo=None)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _block(block: Content, document: DocxTemplate) -> Content:
    if block["kind"] == "text":
        return {"text": _line(block["runs"]), "rows": [], "picture": ""}
    picture = ""
    if block["picture"] is not None:
        width, height = size_of(block["picture"])
        png = svg_to_png(for_print(block["picture"]), width=width, height=height)
        picture = InlineImage(document, io.BytesIO(png), width=Mm(160))
    return {
        "text": "",
        "caption": _line(block["caption"]),
        "picture": picture,
        "head": block["head"],
        "rows": block["rows"],
    }


def _line(runs: list[Content]) -> str:
    return "".join(run["t"] + (f"[{run['note']}]" if "note" in run else "") for run in runs)


def _qr(url: str) -> io.BytesIO:
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="png", border=1, scale=4)
    return out


@cache
def template() -> bytes:
    """The empty report: letterhead, a loop of sections and blocks, the annex of sources."""
    made = Document()
    _set_up(made)
    _letterhead(made)
    _paragraph(made, "{{ title|upper }}", bold=True, centred=True, size=14)
    _paragraph(made, "{{ subject }}", bold=True, centred=True)
    _rule(made)
    _indented(made, "{{ opening }}")
    _body(made)
    made.add_paragraph("{%p if closing %}")
    _indented(made, "{{ closing }}")
    made.add_paragraph("{%p endif %}")
    _signing(made)
    made.add_page_break()
    made.add_heading("{{ annex }}", level=1)
    made.add_paragraph("{{ annex_words }}")
    _annex(made)
    made.add_paragraph("{{ seal }}")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _set_up(made: DocumentObject) -> None:
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(30), Mm(15), Mm(20), Mm(20)
    for name, size in (("Normal", 14), ("Heading 1", 14), ("Heading 2", 14)):
        font = made.styles[name].font
        font.name, font.size, font.color.rgb = "Times New Roman", Pt(size), RGBColor(0, 0, 0)
        fonts = made.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme's font would win over the named one
        fonts.set(qn("w:eastAsia"), "Times New Roman")
    made.styles["Normal"].element.get_or_add_rPr().append(_element("w:lang", val="vi-VN"))
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("{{ demo }}").font.size = Pt(9)


def _element(name: str, **attributes: str) -> Any:
    found = OxmlElement(name)
    for key, value in attributes.items():
        found.set(qn(f"w:{key}"), value)
    return found


def _paragraph(
    made: DocumentObject, words: str, *, bold: bool = False, centred: bool = False, size: int = 13
) -> None:
    made_of = made.add_paragraph()
    run = made_of.add_run(words)
    run.bold, run.font.size = bold, Pt(size)
    made_of.paragraph_format.space_before = Pt(6)
    made_of.paragraph_format.keep_with_next = bold
    if centred:
        made_of.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _letterhead(made: DocumentObject) -> None:
    """As NĐ 30/2020 has it; the right side is wide enough for the country's name on one line."""
    table = made.add_table(rows=1, cols=2)
    _widths(table, (65, 100))
    left, right = table.rows[0].cells
    country = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    _centred(left, "{{ parent|upper }}", "{{ agency|upper }}", "{{ number_line }}", bold=(False, True, False))
    _centred(right, country, "Độc lập - Tự do - Hạnh phúc", "{{ date_line }}", bold=(True, True, False))
    left.paragraphs[1].paragraph_format.space_after = Pt(6)
    right.paragraphs[1].paragraph_format.space_after = Pt(6)
    right.paragraphs[1].runs[0].underline = True
    right.paragraphs[2].runs[0].italic = True


def _centred(cell: Any, *lines: str, bold: Sequence[bool]) -> None:
    for number, (words, strong) in enumerate(zip(lines, bold, strict=True)):
        made_of = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        made_of.alignment = WD_ALIGN_PARAGRAPH.CENTER
        made_of.paragraph_format.space_after = Pt(0)
        run = made_of.add_run(words)
        run.font.size, run.bold = Pt(13), strong


def _rule(made: DocumentObject) -> None:
    """The short line below the subject."""
    made_of = made.add_paragraph()
    made_of.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made_of.paragraph_format.space_after = Pt(6)
    run = made_of.add_run("\u2003" * 6)
    run.underline = True


def _indented(made: DocumentObject, words: str) -> None:
    """A paragraph of the text: first line in, both sides straight."""
    made_of = made.add_paragraph(words)
    made_of.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    made_of.paragraph_format.first_line_indent = Mm(12.7)
    made_of.paragraph_format.space_after = Pt(6)


def _signing(made: DocumentObject) -> None:
    """Nơi nhận on the left, who signs on the right; room for the signature between title and name."""
    table = made.add_table(rows=1, cols=2)
    _widths(table, (80, 85))
    left, right = table.rows[0].cells
    run = left.paragraphs[0].add_run("{% if recipients %}Nơi nhận:{% endif %}")
    run.bold, run.italic, run.font.size = True, True, Pt(12)
    for words in (
        "{%p for name in recipients %}",
        "- {{ name }}{{ '.' if loop.last else ';' }}",
        "{%p endfor %}",
    ):
        made_of = left.add_paragraph(words)
        made_of.paragraph_format.space_after = Pt(0)
        made_of.runs[0].font.size = Pt(11)
    lines = (
        "{{ signer.lines|join('\\n')|upper }}",
        "",
        "",
        "",
        "{{ signer.name }}",
    )
    _centred(right, *lines, bold=[True] * len(lines))


def _body(made: DocumentObject) -> None:
    made.add_paragraph("{%p for section in sections %}")
    made.add_paragraph("{%p if section.part %}")
    made.add_heading("{{ section.part }}", level=1)
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p if section.level == 1 %}")
    made.add_heading("{{ section.head }}", level=1)
    made.add_paragraph("{%p else %}")
    made.add_heading("{{ section.head }}", level=2)
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p for block in section.blocks %}")
    made.add_paragraph("{%p if block.text %}")
    _indented(made, "{{ block.text }}")
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p if block.picture %}")
    made.add_paragraph("{{ block.picture }}")
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p if block.rows %}")
    _paragraph(made, "{{ block.caption }}", bold=True)
    _looped(made)
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{%p endfor %}")


def _looped(made: DocumentObject) -> None:
    """A table of a block: names on the left, as many columns of numbers as the block has."""
    table = made.add_table(rows=4, cols=4, style="Table Grid")
    _widths(table, (75, 30, 30, 30))
    _fill(
        table,
        0,
        ["{{ block.head[0] }}", "{%tc for words in block.head[1:] %}", "{{ words }}", "{%tc endfor %}"],
    )
    _repeats(table.rows[0])
    _row_of_words(table, 1, "{%tr for row in block.rows %}")
    _fill(table, 2, ["{{ row[0] }}", "{%tc for words in row[1:] %}", "{{ words }}", "{%tc endfor %}"])
    _row_of_words(table, 3, "{%tr endfor %}")
    for row in (0, 2):
        table.rows[row].cells[2].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _widths(table: Table, millimetres: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _annex(made: DocumentObject) -> None:
    table = made.add_table(rows=4, cols=4, style="Table Grid")
    _widths(table, (18, 102, 22, 23))
    _fill(table, 0, [f"{{{{ annex_head[{n}] }}}}" for n in range(4)])
    _repeats(table.rows[0])
    _row_of_words(table, 1, "{%tr for source in sources %}")
    about = "{{ source.name }}\n{{ source.trace_text }}\n{{ source.checksum }}\n{{ source.url }}"
    _fill(table, 2, ["[{{ source.n }}]", about, "{{ source.rows }}", "{{ source.qr }}"])
    _row_of_words(table, 3, "{%tr endfor %}")


def _fill(table: Table, row: int, words: list[str]) -> None:
    """A row that stays on one page; the first one of a table is bold."""
    table.rows[row]._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))
    for cell, text in zip(table.rows[row].cells, words, strict=True):
        cell.text = text
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        cell.paragraphs[0].runs[0].bold = row == 0
        cell.paragraphs[0].runs[0].font.size = Pt(12)


def _row_of_words(table: Table, row: int, words: str) -> None:
    table.rows[row].cells[0].text = words


def _repeats(row: _Row) -> None:
    """The head of a table stands on each page that the table runs over."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))
