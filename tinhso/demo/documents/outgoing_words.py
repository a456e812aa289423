"""What invented outgoing documents are about, by the kind of office that writes them; every body says that it is invented."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from tinhso.documents.bulk import Text

DATA = Path(__file__).parents[1] / "data" / "outgoing_words.csv"
WEIGHTS = {"CV": 11, "QD": 5, "BC": 4, "TB": 3, "KH": 2, "TTr": 2, "GM": 2, "CT": 1}
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
)
INVENTED = "Nội dung mô phỏng của bản trình diễn./."


@dataclass(frozen=True)
class Wording:
    """A subject of one type with its addressees and paragraphs; {month}, {quarter} and {year} are those of its day.

    `unit` stands in the notation of a letter: who drafted it, or the field. `decider` says "head" of what the head of a
    committee decides alone.
    """

    type_code: str
    unit: str
    decider: str
    subject: str
    to: tuple[str, ...]
    body: tuple[str, ...]

    def on(self, day: date) -> tuple[str, Text]:
        words = {"month": day.month, "quarter": (day.month + 2) // 3, "year": day.year}
        text = Text(
            legal_basis=BASES if self.type_code == "QD" else (),
            to=self.to,
            paragraphs=(*(line.format(**words) for line in self.body), INVENTED),
            recipients=("Như trên" if self.to else "Các cơ quan có liên quan", "Lưu: VT"),
        )
        subject = self.subject.format(**words)
        return subject[:1].upper() + subject[1:], text


@cache
def _wordings() -> dict[str, list[Wording]]:
    found: dict[str, list[Wording]] = {}
    with DATA.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            to = tuple(one.strip() for one in row["to"].split(";") if one.strip())
            body = tuple(row["body"].split("|"))
            words = Wording(row["type"], row["unit"], row["decider"], row["subject"], to, body)
            found.setdefault(row["office"], []).append(words)
    return found


def wording(office: str, rng: Random) -> Wording:
    """One of that office, letters most often."""
    every = _wordings()[office]
    return rng.choices(every, [WEIGHTS[one.type_code] for one in every])[0]
