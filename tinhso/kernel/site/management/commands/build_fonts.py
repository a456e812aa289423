"""`tinhso build_fonts`: three weights of Be Vietnam Pro, cut to Latin and Vietnamese, as woff2 in the state folder."""

from argparse import ArgumentParser
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
# ASCII, Latin-1, the Vietnamese letters (composed, and the five marks of decomposed text), and the signs we use.
LETTERS = (
    "U+0020-007E,U+00A0-00FF,U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,"
    "U+0300-0303,U+0306,U+0309,U+031B,U+0323,U+1EA0-1EF9,U+2010-2015,U+2018-201E,U+2022,U+2026,U+2030,"
    "U+20AB,U+2212,U+2260,U+2264-2265"
)
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]


def cut(source: Path, target: Path) -> None:
    """One weight cut down and written; the file appears whole or not at all."""
    # heavy: only the run that cuts the faces needs it
    from fontTools import subset

    options = subset.Options(flavor="woff2", hinting=False, layout_features=FEATURES)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(LETTERS))
    draft = target.with_suffix(".new")
    with subset.load_font(str(source), options) as font:
        cutter.subset(font)
        subset.save_font(font, str(draft), options)
    draft.replace(target)


def build(folder: Path) -> list[Path]:
    """The three files in `folder`; those made before from the same package are kept."""
    # heavy: only the run that cuts the faces needs it
    import fontpkg_be_vietnam_pro as package

    sources = Path(package.__file__).parent / "files"
    folder.mkdir(parents=True, exist_ok=True)
    stamp, mark = folder / ".version", version("fontpkg-be-vietnam-pro") + LETTERS
    fresh = stamp.exists() and stamp.read_text() == mark
    made = []
    for weight, name in WEIGHTS.items():
        target = folder / f"be-vietnam-pro-{weight}.woff2"
        if not (fresh and target.exists()):
            cut(sources / f"BeVietnamPro-{name}.ttf", target)
        made.append(target)
    (folder / "OFL.txt").write_bytes((sources.parent / "LICENSE").read_bytes())
    stamp.write_text(mark)
    return made


class Command(BaseCommand):
    help = "Cắt phông chữ Be Vietnam Pro thành woff2 cho trang web (chạy một lần khi cài đặt)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=Path(settings.STATE) / "fonts")

    def handle(self, *args: Any, **options: Any) -> None:
        for path in build(options["folder"]):
            self.stdout.write(f"{path.name}: {path.stat().st_size} byte")
