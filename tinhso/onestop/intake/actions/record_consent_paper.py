from datetime import datetime

from django.db import transaction

from tinhso.casework.public import check_can_hand_in
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.onestop.dossier.actions.let_go_files import let_go_files
from tinhso.onestop.dossier.consent import check_is_draft, give
from tinhso.onestop.dossier.permissions import check_is_at_desk
from tinhso.onestop.models import Consent


@transaction.atomic
def record_consent_paper(
    *, consent: Consent, basis: Consent.Basis, words: str, file: StoredFile, by: Actor, now: datetime
) -> None:
    """The scan of an authority paper, of the consent that was signed before an officer, who alone may say so, or of what shows that
    a parent or guardian stands for the person by law: a child needs neither a phone nor a word. A scan of before is erased.

    Raises: NotYourTurn, NotADraft, NotYourFile; ValueError for a basis that needs no paper or is not that of the capacity.
    """
    papers = {Consent.Basis.SIGNED, Consent.Basis.AUTHORITY}
    if consent.capacity == Consent.Capacity.GUARDIAN:
        papers = {Consent.Basis.SIGNED, Consent.Basis.GUARDIAN}
    if basis not in papers:
        raise ValueError(basis)
    check_can_hand_in(consent.dossier.case, by)
    if basis == Consent.Basis.SIGNED:
        check_is_at_desk(consent.dossier, by)
    check_is_draft(consent)
    standing = Consent.objects.select_for_update().get(pk=consent.pk)  # two sent at once: one after the other
    claim_files([file.pk], by=by, now=now)
    consent.words, consent.file = words, file
    give(consent, basis, by=by, now=now)
    if standing.file is not None:
        let_go_files([standing.file], by=by, now=now)
