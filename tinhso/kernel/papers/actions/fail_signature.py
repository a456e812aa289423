from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.papers.events import SignatureRefused
from tinhso.kernel.papers.models import SigningRequest


@transaction.atomic
def fail_signature(*, token: str, code: str, by: Actor, now: datetime) -> None:
    """Close a request whose signature will not come (`code` says why); the paper stays as it was."""
    if by.user_id is None:
        return
    open_ones = SigningRequest.objects.select_for_update().filter(
        token=token, user_id=by.user_id, state=SigningRequest.State.OPEN
    )
    request = open_ones.select_related("paper").first()
    if request is None:
        return
    request.state = SigningRequest.State.FAILED
    request.save(update_fields=["state"])
    paper = request.paper
    record(SignatureRefused(paper_id=paper.pk, code=Code(code), case_id=paper.case_id), by=by, at=now)
