"""Papers as tagged PDF/A-2a, made by typst in this process. The same data give the same bytes."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from tinhso.kernel.papers.contents import CONTENTS
from tinhso.kernel.papers.fonts import families, font_paths
from tinhso.kernel.papers.wording import as_data
from tinhso.kernel.site.models import Instance
from tinhso.lib.drawing.code128 import code128_svg

TEMPLATES = Path(__file__).parent / "templates/papers"
STANDARDS = ["a-2a"]  # tagged; PDF/UA is not claimed, for the boxes of later signatures carry no tag


class PaperDataWrong(ValueError):
    """The data lack keys that the template needs, or have keys that it does not know."""


class PaperNotMade(RuntimeError):
    """typst could not set the paper; a fault of ours, its words are kept."""


@dataclass(frozen=True)
class Spot:
    """A place on a page that is filled after rendering; a box in points from the lower left corner."""

    name: str
    page: int  # counted from 0
    box: tuple[int, int, int, int]

    @property
    def size(self) -> tuple[int, int]:
        return self.box[2] - self.box[0], self.box[3] - self.box[1]


def is_demo() -> bool:
    """Whether papers of this installation must say that they are worth nothing. One query unless settings say so."""
    return bool(settings.DEMO) or Instance.objects.filter(demo=True).exists()


def render(template: str, data: Mapping[str, Any], *, at: datetime, mark: str = "") -> bytes:
    """The paper as PDF bytes; `at` is written into the file as its moment of making.

    `mark` is said on every page: "preview", or "redrawn" of what bears no signature. Raises PaperDataWrong (keys),
    PaperNotMade (typst).
    """
    return render_with_spots(template, data, at=at, mark=mark)[0]


def render_with_spots(
    template: str, data: Mapping[str, Any], *, at: datetime, mark: str = ""
) -> tuple[bytes, list[Spot]]:
    """Like `render`, with the places for signatures, number and date."""
    files = _files(template, data, mark)
    moment = at.astimezone(UTC).replace(microsecond=0)
    paths = font_paths()
    try:
        pdf = typst.compile(
            files,  # type: ignore[call-overload] # the stubs forget files in memory
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=moment,
            font_paths=paths,
            ignore_system_fonts=True,
        )
        # The compiler object cannot query files that live in memory, hence a second pass (10 ms).
        spots = json.loads(
            typst.query(  # type: ignore[misc]
                files, "<spot>", field="value", font_paths=paths, ignore_system_fonts=True
            )
        )
    except (typst.TypstError, RuntimeError) as error:
        raise PaperNotMade(f"{template}: {error}") from error
    return bytes(pdf), [_spot(s) for s in spots]


def _spot(raw: dict[str, Any]) -> Spot:
    left, top = raw["x"], raw["page_height"] - raw["y"]
    box = (round(left), round(top - raw["height"]), round(left + raw["width"]), round(top))
    return Spot(name=raw["name"], page=raw["page"] - 1, box=box)


def _files(template: str, data: Mapping[str, Any], mark: str) -> dict[str, bytes]:
    check_keys(template, data)
    values = as_data(dict(data)) | {"demo": is_demo(), "mark": mark, "fonts": families()}
    files = {
        "main.typ": _source(f"{template}.typ"),
        "nd30.typ": _source("nd30.typ"),
        "data.json": json.dumps(values, ensure_ascii=False, sort_keys=True).encode(),
    }
    if data.get("verify_url"):
        files["qr.svg"] = qr_svg(data["verify_url"])
    if template == "receipt":
        files["barcode.svg"] = code128_svg(data["code"])
    return files


def check_keys(template: str, data: Mapping[str, Any]) -> None:
    if template not in CONTENTS:
        raise PaperDataWrong(f"no paper is called {template}")
    needed = set(CONTENTS[template].__annotations__)
    for base in getattr(CONTENTS[template], "__orig_bases__", ()):
        needed |= set(getattr(base, "__annotations__", ()))
    if needed != set(data):
        missing, unknown = sorted(needed - set(data)), sorted(set(data) - needed)
        raise PaperDataWrong(f"{template}: missing {missing}, unknown {unknown}")


@cache
def _source(name: str) -> bytes:
    return (TEMPLATES / name).read_bytes()


def letterhead_source() -> bytes:
    """The layout of NĐ 30/2020 as typst functions, for documents that other systems set."""
    return _source("nd30.typ")


def qr_svg(url: str) -> bytes:
    """The address as a QR code that survives a fold (correction level M)."""
    out = io.BytesIO()
    # heavy: a quarter of a second for whoever draws no code
    import segno

    segno.make(url, error="m", micro=False).save(out, kind="svg", border=1, xmldecl=False)
    return out.getvalue()
