"""The slips of a document: the newest counts."""

from dataclasses import asdict, dataclass

from tinhso.documents.models import OutgoingDocument, SubmissionSlip


@dataclass(frozen=True)
class SlipWords:
    """What the drafter writes: the matter, on what it rests, what others said of it, what is proposed."""

    matter: str
    legal_basis: str = ""
    opinions: str = ""
    proposal: str = ""

    @property
    def trimmed(self) -> dict[str, str]:
        return {key: value.strip() for key, value in asdict(self).items()}


def newest_slip(document: OutgoingDocument) -> SubmissionSlip | None:
    """One query."""
    rows = SubmissionSlip.objects.filter(document=document)
    return rows.select_related("leader", "by", "document__case").order_by("-number").first()
