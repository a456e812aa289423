"""Which comments of a consultation are looked at together: of a paragraph, with certain words, with or without an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Max, QuerySet
from django.http import QueryDict

from tinhso.documents.models import Consultation, PublicComment

MOST = 1000
LONGEST = 100


@dataclass(frozen=True)
class CommentFilter:
    """What stands in the address; what is wrong there is left out."""

    paragraph: int | None = None
    words: str = ""
    is_answered: bool = False

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> "CommentFilter":
        place = sent.get("doan", "")
        number = int(place) if place.isascii() and place.isdigit() and len(place) < 5 else None
        words = sent.get("q", "").replace("\x00", "").strip()[:LONGEST]
        return cls(number, words, sent.get("loai") == "da-tra-loi")

    @property
    def query(self) -> str:
        parts = {
            "doan": "" if self.paragraph is None else str(self.paragraph),
            "q": self.words,
            "loai": "da-tra-loi" if self.is_answered else "",
        }
        return urlencode({key: value for key, value in parts.items() if value})

    def rows(self, consultation: Consultation) -> "QuerySet[PublicComment]":
        found = consultation.comments.filter(answer__isnull=not self.is_answered)
        if self.paragraph is not None:
            found = found.filter(paragraph=self.paragraph)
        if self.words:
            found = found.filter(text__icontains=self.words)
        return found.select_related("answer").order_by("paragraph", "written_at", "pk")


def newest_key(rows: "QuerySet[PublicComment]") -> int:
    """The newest of those that the page was made of: what comes meanwhile is not answered unread. One query."""
    return rows.aggregate(newest=Max("pk"))["newest"] or 0


def chosen_keys(
    rows: "QuerySet[PublicComment]", sent: QueryDict, *, is_every: bool, newest: int
) -> list[int]:
    """All that the filter finds up to `newest`, or those that were ticked."""
    if is_every:
        return list(rows.filter(pk__lte=newest).values_list("pk", flat=True)[:MOST])
    ticked = [
        one for one in sent.getlist("chosen")[:MOST] if one.isascii() and one.isdigit() and len(one) < 15
    ]
    return [int(one) for one in ticked]
