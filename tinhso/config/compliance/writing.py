"""An `OwnDocument` as PDF by typst and as DOCX that officials go on editing; the same words in both."""

import io
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.shared import Mm, Pt

from tinhso.config.compliance.blocks import Block, OwnDocument, Part, Picture
from tinhso.kernel.papers.public import is_demo, svg_to_png, typeset

TEMPLATE = Path(__file__).parent / "document.typ"
HEAD = {"parent": "", "number": "", "place": "", "date": "", "verify_url": ""}
DEMO = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ. DỮ LIỆU MÔ PHỎNG"
TO_FILL = "Nội dung do cơ quan bổ sung"


def parts_of(document: OwnDocument) -> list[Part]:
    rows = [(line, "") for line in document.to_fill]
    return [
        *document.parts,
        Part(TO_FILL, [Block(caption="Cơ quan điền", head=("Nội dung", "Ghi"), rows=rows)]),
    ]


def to_pdf(document: OwnDocument, *, at: datetime) -> bytes:
    """PaperNotMade."""
    pictures = Pictures()
    parts = [
        {
            "title": part.title,
            "blocks": [
                {
                    "text": b.text,
                    "caption": b.caption,
                    "head": list(b.head),
                    "rows": [list(row) for row in b.rows],
                    "picture": pictures.name(b.picture),
                }
                for b in part.blocks
            ],
        }
        for part in parts_of(document)
    ]
    head = {"agency": document.agency, "title": document.title, "subject": document.subject}
    return typeset(
        TEMPLATE, HEAD | head | {"opening": document.opening, "parts": parts}, at=at, pictures=pictures.drawn
    )


@dataclass
class Pictures:
    """The drawings of one document under the names by which its template finds them."""

    drawn: dict[str, bytes] = field(default_factory=dict)

    def name(self, picture: Picture | None) -> str:
        """ "" for none."""
        if picture is None:
            return ""
        name = f"picture-{len(self.drawn)}.svg"
        self.drawn[name] = picture.svg
        return name


def to_docx(document: OwnDocument) -> bytes:
    made = Document()
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(30), Mm(15), Mm(20), Mm(20)
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = "Times New Roman", Pt(13)
    if is_demo():
        page.footer.paragraphs[0].text = DEMO
    made.add_paragraph(document.agency)
    made.add_heading(document.title, level=0)
    made.add_paragraph(document.subject)
    made.add_paragraph(document.opening)
    for part in parts_of(document):
        made.add_heading(part.title, level=1)
        for block in part.blocks:
            _write(made, block)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _write(made: DocumentObject, block: Block) -> None:
    if block.text:
        made.add_paragraph(block.text)
        return
    made.add_paragraph(block.caption).runs[0].bold = True
    if drawn := block.picture:
        png = svg_to_png(drawn.svg, width=drawn.width, height=drawn.height)
        made.add_picture(io.BytesIO(png), width=Mm(165))
        return
    table = made.add_table(rows=1, cols=len(block.head), style="Table Grid")
    for row in (block.head, *block.rows):
        cells = table.rows[0].cells if row is block.head else table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
