from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tinhso.casework.public import NotYourTurn, advance_case, turn_elsewhere
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.catalogue.authority import authorised_elsewhere
from tinhso.onestop.catalogue.result_forms.wording import OPEN, says_nothing
from tinhso.onestop.dossier.actions.let_go_files import let_go_files
from tinhso.onestop.dossier.identity_differences import check_identity_settled
from tinhso.onestop.models import Decision, Dossier
from tinhso.onestop.registration.state import is_registered
from tinhso.onestop.results.actions.keep_own_file import keep_own_file
from tinhso.onestop.results.events import ResultDrafted

ANNEX = "Nội dung ghi tại văn bản kèm theo"


class NotYetRegistered(Exception):
    """The register of civil status has given no number yet, and nobody said that it is done without."""


class SaysNothing(Exception):
    """The content says nothing of the matter, or a place in it was left open; the message is for the screen."""

    def __init__(self) -> None:
        super().__init__("Nội dung kết quả còn chỗ trống (…) hoặc chưa nói gì. Ghi đủ rồi trình ký.")


@transaction.atomic
def draft_decision(
    *,
    dossier: Dossier,
    ver: int,
    title: str,
    articles: list[str],
    finding: str,
    by: Actor,
    now: datetime,
    valid_until: date | None = None,
    own_file: UploadedFile | None = None,
    keep_file: bool = True,
) -> Decision:
    """The examiner drafts the result and hands it up for signature, to whom the head here authorised (TUQ.) at another agency
    if there is one that day.

    With `own_file` the text stands in the PDF whose pages follow; one that was sent before stays while `keep_file`.
    Raises: NotYourTurn, Stale, NoteRefused, NotYetRegistered, SaysNothing, IdentityUnsettled, FileRefused, OwnFileRefused.
    """
    if dossier.case.step != "examine":
        raise NotYourTurn(dossier.pk)
    check_identity_settled(dossier)
    former = _former_file(dossier)
    former_file, articles = former if keep_file else None, list(articles)
    if own_file is not None:
        former_file, pages = keep_own_file(dossier=dossier, file=own_file, by=by, now=now)
        articles = [*written(articles), f"{ANNEX} ({pages} trang) là một phần của văn bản này."]
    elif former_file is None:
        articles = [text for text in articles if not text.startswith(ANNEX)]
    if says_nothing(articles):
        raise SaysNothing
    if not is_registered(dossier):
        raise NotYetRegistered(dossier.pk)
    advance_case(case=dossier.case, ver=ver, by=by, now=now, finding=finding)
    signer = authorised_elsewhere(dossier, now.astimezone(HANOI).date())
    if signer is not None:
        turn_elsewhere(case=dossier.case, officer_id=signer.user_id, at=signer.agency)
    content = {"title": title, "articles": articles, "valid_until": valid_until, "own_file": former_file}
    decision, _ = Decision.objects.update_or_create(
        dossier=dossier,
        defaults=content | {"drafted_by_id": by.user_id, "drafted_at": now, "paper_id": None},
    )
    if former is not None and former != former_file:
        let_go_files([former], by=by, now=now)
    record(ResultDrafted(case_id=dossier.pk), by=by, at=now)
    return decision


def written(articles: list[str]) -> list[str]:
    """Without what the layout left open and an earlier word of the file: the file says it."""
    return [text for text in articles if OPEN not in text and not text.startswith(ANNEX)]


def _former_file(dossier: Dossier) -> StoredFile | None:
    drafted = Decision.objects.select_related("own_file").filter(dossier=dossier).first()
    return drafted.own_file if drafted else None
