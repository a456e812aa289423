"""Pictures of our own making for synthetic reports: drawn by code, each saying that it is none of a camera."""

import io
from datetime import datetime
from random import Random

from PIL import Image, ImageDraw

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import Kind, StoredFile, store_made

SIZE = (640, 480)
LABEL = "DỮ LIỆU MÔ PHỎNG"
SKY, GROUND, ROAD, DARK, LEAF, WATER = "#bcd4e6", "#9aa885", "#6f6f72", "#3a3a3d", "#4f7a4a", "#6b8fa8"
SCENES = {  # category -> what is drawn on the spot
    "o-ga": "hole",
    "den-duong": "lamp",
    "den-giao-thong": "lamp",
    "rac-thai": "rubbish",
    "ngap-ung": "water",
    "nuoc-thai": "water",
    "cay-xanh": "tree",
    "cap-vien-thong": "cable",
    "khong-co-song": "cable",
}


def scene_of(category: str) -> str:
    return SCENES.get(category, "rubbish")


def create_report_pictures(*, now: datetime) -> dict[tuple[str, bool], StoredFile]:
    """One picture for each scene, before and after; the bytes lie once, whoever shows them."""
    found = {}
    for scene in sorted(set(SCENES.values())):
        for mended in (False, True):
            name = f"minh-hoa-{scene}-{'sau' if mended else 'truoc'}.jpg"
            found[scene, mended] = store_made(
                draw(scene, mended=mended), name=name, kind=Kind.JPG, by=SYSTEM, now=now
            )
    return found


def draw(scene: str, *, mended: bool) -> bytes:
    """A street of flat colours with the trouble on it, or without; JPEG, about 12 kB."""
    picture = Image.new("RGB", SIZE, SKY)
    pen, rng = ImageDraw.Draw(picture), Random(scene)  # noqa: S311 - a drawing
    pen.rectangle((0, 220, 640, 480), fill=GROUND)
    pen.polygon(((240, 220), (400, 220), (620, 480), (20, 480)), fill=ROAD)
    for n in range(5):
        top = 240 + n * 50
        pen.polygon(((316, top), (324, top), (330, top + 24), (310, top + 24)), fill="#e8e4d8")
    trouble = {
        "hole": _hole,
        "lamp": _lamp,
        "rubbish": _rubbish,
        "water": _water,
        "tree": _tree,
        "cable": _cable,
    }
    trouble[scene](pen, mended, rng)
    pen.rectangle((0, 444, 640, 480), fill="#1c1917")
    pen.text((12, 450), LABEL if _writes(LABEL) else "DU LIEU MO PHONG", fill="#fbfaf7", font_size=20)
    out = io.BytesIO()
    picture.save(out, format="JPEG", quality=80)
    return out.getvalue()


def _writes(text: str) -> bool:
    """Whether the built-in face has our letters; else the label goes without marks."""
    probe = ImageDraw.Draw(Image.new("RGB", (8, 8)))
    wrong = probe.textlength("\uffff", font_size=20)
    return all(probe.textlength(char, font_size=20) != wrong for char in text if ord(char) > 127)


def _hole(pen: ImageDraw.ImageDraw, mended: bool, rng: Random) -> None:
    box = (250, 340, 400, 400)
    pen.ellipse(box, fill="#5c5c60" if mended else DARK, outline="#505054")


def _lamp(pen: ImageDraw.ImageDraw, mended: bool, rng: Random) -> None:
    pen.rectangle((500, 90, 508, 330), fill=DARK)
    pen.rectangle((430, 84, 508, 92), fill=DARK)
    pen.ellipse((410, 82, 446, 104), fill="#f2d16b" if mended else "#55555a")


def _rubbish(pen: ImageDraw.ImageDraw, mended: bool, rng: Random) -> None:
    for _ in range(0 if mended else 26):
        x, y = rng.randint(60, 260), rng.randint(300, 400)
        size = rng.randint(12, 34)
        pen.ellipse(
            (x, y, x + size, y + size * 0.8), fill=rng.choice(["#7a6a55", "#8d8d86", "#455a64", "#6d4c41"])
        )


def _water(pen: ImageDraw.ImageDraw, mended: bool, rng: Random) -> None:
    if not mended:
        pen.ellipse((90, 300, 560, 440), fill=WATER)
        for n in range(4):
            pen.arc((150 + n * 60, 330, 330 + n * 60, 400), 0, 180, fill="#8fb0c6", width=3)


def _tree(pen: ImageDraw.ImageDraw, mended: bool, rng: Random) -> None:
    if mended:
        pen.rectangle((96, 150, 112, 300), fill="#5d4a36")
        pen.ellipse((50, 70, 160, 180), fill=LEAF)
        return
    pen.line((90, 300, 420, 360), fill="#5d4a36", width=16)
    pen.ellipse((360, 300, 520, 410), fill=LEAF)


def _cable(pen: ImageDraw.ImageDraw, mended: bool, rng: Random) -> None:
    for x in (80, 560):
        pen.rectangle((x, 80, x + 8, 330), fill=DARK)
    sag = 30 if mended else 190
    pen.arc((84, 100 - sag, 564, 100 + sag), 0, 180, fill=DARK, width=4)
