"""The faces of our papers.

NĐ 30/2020 asks for Times New Roman, which is not free. A folder named by the setting `PAPER_FONTS` (an agency's
licensed Times New Roman, or Liberation Serif, which has the same widths) comes first; else Libertinus Serif, which
the typst wheel carries, a free serif with all Vietnamese letters; Be Vietnam Pro last. System fonts are never read:
the same data must give the same bytes on every machine.
"""

from functools import cache
from pathlib import Path

import fontpkg_be_vietnam_pro
import typst
from django.conf import settings

FAMILIES = ["Times New Roman", "Liberation Serif", "Libertinus Serif", "Be Vietnam Pro"]
_SANS = Path(fontpkg_be_vietnam_pro.ROOT) / "files"


def font_paths() -> list[str]:
    folder = settings.PAPER_FONTS
    return [*([str(folder)] if folder else []), str(_SANS)]


@cache
def families() -> list[str]:
    """Those of the wanted faces that exist here, best first."""
    here = set(typst.Fonts(include_system_fonts=False, font_paths=font_paths()).families())
    return [name for name in FAMILIES if name in here]


@cache
def letters() -> frozenset[int]:
    """Code points that every paper can show: those of Be Vietnam Pro, the last face in the row."""
    # heavy, and only for what a paper is to be told in
    from fontTools.ttLib import TTFont

    with TTFont(_SANS / "BeVietnamPro-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())
