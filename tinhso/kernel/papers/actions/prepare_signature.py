from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import Kind, read, store_made
from tinhso.kernel.papers.models import Paper, Signature, SigningRequest
from tinhso.kernel.papers.models.signing_request import LIFETIME
from tinhso.kernel.papers.permissions import can_sign, check
from tinhso.kernel.papers.signing import stamps
from tinhso.kernel.papers.signing.pdf_signing import (
    AGENCY_FIELD,
    COSIGNER_FIELD,
    PERSON_FIELD,
    PreparedPdf,
    SignaturePlan,
    prepare,
)
from tinhso.kernel.people.public import Post


class NotThisSignatureNow(Exception):
    """The paper's state asks for another step first: a person signs a draft, after who signs along, the agency a signed,
    numbered paper."""


@transaction.atomic
def prepare_signature(
    *, paper: Paper, role: str, by: Actor, now: datetime, capacity: str = ""
) -> SigningRequest:
    """Prepare the paper for `by`'s signature (or, role agency, for the seal) and keep it under a token.

    The returned request has `token` and `digest` (SHA-256, hexadecimal) for the official's machine; it lives
    for 15 real minutes. `capacity` ("KT.", "TL." …) comes from the delegation of the day. Records nothing: no
    deed yet. Raises: PaperForbidden, NotThisSignatureNow.
    """
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    check(can_sign(paper, role, by, now.date()))
    if not _is_turn(paper, role):
        raise NotThisSignatureNow(paper.state)
    post = Post.objects.select_related("user").get(pk=by.post_id or 0)
    plan = _agency_plan(paper, now) if role == Signature.Role.AGENCY else _person_plan(paper, role, post, now)
    prepared = prepare(read(paper.file), plan, document_id=f"paper-{paper.pk}")
    SigningRequest.objects.filter(paper=paper, state=SigningRequest.State.OPEN).update(
        state=SigningRequest.State.REPLACED
    )
    return _keep(paper, role, plan, prepared, post, capacity, by, now)


def _is_turn(paper: Paper, role: str) -> bool:
    if role != Signature.Role.AGENCY:
        is_cosigned = paper.signatures.filter(role=Signature.Role.COSIGNER).exists()
        waits = role == Signature.Role.COSIGNER if not is_cosigned else role == Signature.Role.PERSON
        return paper.state == Paper.State.DRAFT and (waits or paper.cosign_agency_id is None)
    return paper.state == Paper.State.SIGNED and paper.number is not None and paper.kind_facts.sealed


def _person_plan(paper: Paper, role: str, post: Post, now: datetime) -> SignaturePlan:
    along = role == Signature.Role.COSIGNER
    field = COSIGNER_FIELD if along else PERSON_FIELD
    agency = paper.cosign_agency if along and paper.cosign_agency else paper.agency
    spot, name = stamps.person_spot(paper, field), post.user.full_name
    stamp = stamps.person_stamp(spot, name=name, title=post.title, agency=agency.name, at=now)
    last = not along and not paper.kind_facts.sealed
    return SignaturePlan(field, spot, stamp, name, paper.place, now, locks=last)


def _agency_plan(paper: Paper, now: datetime) -> SignaturePlan:
    spot, name = stamps.agency_spot(paper), paper.agency.name
    stamp = stamps.agency_stamp(spot, agency=name, at=now)
    lines = stamps.fillings(paper, now)
    return SignaturePlan(AGENCY_FIELD, spot, stamp, name, paper.place, now, locks=True, fillings=lines)


def _keep(
    paper: Paper,
    role: str,
    plan: SignaturePlan,
    prepared: PreparedPdf,
    post: Post,
    capacity: str,
    by: Actor,
    now: datetime,
) -> SigningRequest:
    file = store_made(prepared.content, name=f"cho-ky-{paper.pk}.pdf", kind=Kind.PDF, by=by, now=now)
    return SigningRequest.objects.create(
        paper=paper,
        base=paper.file,
        prepared=file,
        user=post.user,
        post_id=post.pk,
        role=role,
        field=plan.field,
        signer_name=plan.name,
        post_title=post.title if role != Signature.Role.AGENCY else "",
        capacity=capacity,
        digest=prepared.digest.hex(),
        start=prepared.start,
        end=prepared.end,
        signed_at=now,
        expires_at=timezone.now() + LIFETIME,
    )
