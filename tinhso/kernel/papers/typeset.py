"""Sets a system's own long document with our faces, letterhead and pages: tagged PDF/A-2a that is PDF/UA-1 too."""

import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from tinhso.kernel.papers.fonts import families, font_paths
from tinhso.kernel.papers.render import PaperNotMade, is_demo, letterhead_source
from tinhso.kernel.papers.wording import as_data

STANDARDS = ["ua-1", "a-2a"]  # nobody signs into these files, so every box in them carries its tag


def typeset(
    template: Path, data: Mapping[str, Any], *, at: datetime, pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """The document as PDF bytes. `data` holds the keys of a `Letterhead` besides its own; PaperNotMade.

    The template imports "nd30.typ" and reads "data.json"; `pictures` lie beside it under their names.
    """
    values = as_data(dict(data)) | {"demo": is_demo(), "fonts": families()}
    files = {
        "main.typ": template.read_bytes(),
        "nd30.typ": letterhead_source(),
        "data.json": json.dumps(values, ensure_ascii=False, sort_keys=True).encode(),
        **(pictures or {}),
    }
    try:
        pdf = typst.compile(
            files,  # type: ignore[call-overload] # the stubs forget files in memory
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=at.astimezone(UTC).replace(microsecond=0),
            font_paths=font_paths(),
            ignore_system_fonts=True,
        )
    except (typst.TypstError, RuntimeError) as error:
        raise PaperNotMade(f"{template.name}: {error}") from error
    return bytes(pdf)


PICTURE = b"""#let size = json("size.json")
#set page(width: size.width * 1pt, height: size.height * 1pt, margin: 0pt, fill: white)
#image("picture.svg", width: 100%)
"""


def svg_to_png(svg: bytes, *, width: float, height: float, density: int = 200) -> bytes:
    """A drawing in points as PNG, for word processors that show no SVG. PaperNotMade."""
    size = json.dumps({"width": width, "height": height}).encode()
    files = {"main.typ": PICTURE, "picture.svg": svg, "size.json": size}
    try:
        png = typst.compile(
            files,  # type: ignore[call-overload] # the stubs forget files in memory
            format="png",
            ppi=density,
            font_paths=font_paths(),
            ignore_system_fonts=True,
        )
    except (typst.TypstError, RuntimeError) as error:
        raise PaperNotMade(f"picture: {error}") from error
    return io.BytesIO(png).getvalue()
