"""What came of a supplement since it was asked for: a paper, a file, an answer that was changed, or nothing."""

import hashlib
import json
from enum import StrEnum

from tinhso.onestop.models import Dossier, Slip


class Came(StrEnum):
    PAPER = "paper"
    FILE = "file"
    ANSWERS = "answers"
    NOTHING = "nothing"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Came.PAPER: "Giấy tờ bản giấy",
    Came.FILE: "Tệp, bản quét",
    Came.ANSWERS: "Sửa thông tin đã khai",
    Came.NOTHING: "Không có gì mới",
}


def digest_of(dossier: Dossier) -> bytes:
    """Of everything that was declared or fetched, under the salt of the dossier."""
    written = json.dumps([dossier.answers, dossier.source_data], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(bytes(dossier.salt) + written.encode()).digest()


def came_since(dossier: Dossier) -> set[Came]:
    """What the system itself has seen coming since form 02. Three queries at most."""
    slip = dossier.slips.filter(form=Slip.Form.SUPPLEMENT).last()
    if slip is None:
        return set()
    found = {Came.FILE} if dossier.attachments.filter(round=1).exists() else set()
    if dossier.handed_in.filter(noted_at__gt=slip.made_at).exists():
        found.add(Came.PAPER)
    if slip.answers_digest is not None and bytes(slip.answers_digest) != digest_of(dossier):
        found.add(Came.ANSWERS)
    return found
