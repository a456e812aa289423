"""The report as tagged PDF (PDF/UA-1 and PDF/A-2a) by typst."""

from datetime import datetime
from pathlib import Path
from typing import Any

from tinhso import indicators
from tinhso.indicators.printing.layout import laid_out, words_of
from tinhso.indicators.printing.pictures import for_print, size_of
from tinhso.kernel.papers.public import qr_svg, typeset

TEMPLATE = Path(indicators.__path__[0]) / "templates/indicators/reports/report.typ"
Content = dict[str, Any]
HEAD = {"verify_url": ""}


def to_pdf(content: Content, *, at: datetime) -> bytes:
    """PaperNotMade."""
    page = laid_out(content)
    pictures = {f"qr{source['n']}.svg": qr_svg(source["url"]) for source in content["sources"]}
    for section in page["sections"]:
        section["blocks"] = [_block(block, pictures) for block in section["blocks"]]
    return typeset(TEMPLATE, HEAD | page, at=at, pictures=pictures)


def _block(block: Content, pictures: dict[str, bytes]) -> Content:
    if block["kind"] == "text":
        return {"kind": "text", "runs": block["runs"]}
    found = {"kind": block["kind"], "caption": block["caption"], "head": block["head"], "rows": block["rows"]}
    picture = block["picture"]
    if picture is None:
        return found | {"picture": ""}
    name = f"picture{len(pictures)}.svg"
    pictures[name] = for_print(picture)
    return found | {"picture": name, "width": size_of(picture)[0], "alt": words_of(picture)}
