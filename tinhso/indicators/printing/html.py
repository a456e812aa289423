"""The report as a page: the same runs, links to the traces, and beside each figure what it was corrected to."""

from collections.abc import Collection
from typing import Any

from django.utils.safestring import mark_safe

from tinhso.indicators.printing.layout import laid_out, lines_of
from tinhso.indicators.printing.pictures import drawn

Content = dict[str, Any]


def page_values(content: Content, revised: dict[str, str], corrected: Collection[str] = ()) -> Content:
    """What `report_body.html` needs; `revised` maps keys of figures to their words of now, and
    `corrected` are the pages of figures that count ends which were corrected."""
    values = laid_out(content)
    marked = {source["n"]: source["path"] for source in values["sources"] if source["path"] in corrected}
    values["sources"] = [source | {"corrected": source["n"] in marked} for source in values["sources"]]
    for section in values["sections"]:
        section["blocks"] = [_block(block, revised, marked) for block in section["blocks"]]
    values |= lines_of(values)
    return {"content": values, "annex_head": values["annex_head"][:3]}


def _block(block: Content, revised: dict[str, str], marked: dict[int, str]) -> Content:
    if block["kind"] == "text":
        runs = [
            run
            | {
                "revised": revised.get(run.get("key", ""), ""),
                "corrected": marked.get(run.get("note", 0), ""),
            }
            for run in block["runs"]
        ]
        return {**block, "runs": runs}
    svg = mark_safe(drawn(block["picture"])) if block["picture"] else ""  # noqa: S308 - drawn by lib, escaped there
    labelled = [
        [_cell(cell, label, revised) for cell, label in zip(row, block["head"], strict=True)]
        for row in block["cells"]
    ]
    return {**block, "svg": svg, "labelled": labelled}


def _cell(cell: Any, label: str, revised: dict[str, str]) -> Content:
    if isinstance(cell, str):
        return {"t": cell, "label": label}
    return {"t": cell["t"], "label": label, "revised": revised.get(cell.get("key", ""), "")}
