"""The deeds on an outgoing document, each behind its form; whose it is, the action says."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.casework.public import NoteRefused, NotYourTurn, Stale, Unlawful, last_deed_sentence
from tinhso.documents.models import Approval, DraftComment, OutgoingDocument
from tinhso.documents.outgoing import forms, sheet
from tinhso.documents.outgoing.actions.approve_draft import approve_draft
from tinhso.documents.outgoing.actions.comment_on_draft import comment_on_draft
from tinhso.documents.outgoing.actions.resolve_comment import resolve_comment
from tinhso.documents.outgoing.actions.return_draft import return_draft
from tinhso.documents.outgoing.actions.seat_reader import seat_reader
from tinhso.documents.outgoing.actions.send_draft import send_draft
from tinhso.documents.outgoing.actions.withdraw_draft import withdraw_draft
from tinhso.documents.outgoing.authority import decider_of, signers_of
from tinhso.documents.outgoing.co_signing import co_signers_of, has_two_signers
from tinhso.documents.outgoing.permissions import is_inside
from tinhso.documents.outgoing.views.documents import DEED_LABELS, WAYS
from tinhso.documents.outgoing.views.finding import document_of
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.people.public import Actor, Post, User, actor_for, officer_required
from tinhso.kernel.people.roles import ROLES, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

Deed = Callable[..., Any]
VERSIONED = ("trinh", "bo", "duyet-noi-dung", "dat-the-thuc", "tra-lai")
HINTS = {
    "duyet-noi-dung": gettext_lazy("Ông/bà chịu trách nhiệm về nội dung của phiên bản mới nhất."),
    "dat-the-thuc": gettext_lazy(
        "Ông/bà chịu trách nhiệm về thể thức, kỹ thuật trình bày của phiên bản mới nhất."
    ),
    "tra-lai": gettext_lazy("Các lượt duyệt của phiên bản này hết hiệu lực; người soạn sửa rồi trình lại."),
}


@require_http_methods(WAYS)
@officer_required
def document_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    document, by, now = document_of(request, code), actor_for(request), clock.now()
    if deed not in DEED_LABELS:
        raise Http404
    if request.method != "POST" and deed not in sheet.open_deeds(document, by):
        raise DocumentsForbidden(_("Việc này chưa tới lượt, đã xong, hoặc là của người khác."))
    form, act = _form(request, document, deed, now)
    if request.method == "POST":
        try:
            if attempt(form, lambda given: _did(act, document, given, by, now)):
                messages.success(request, _("Đã ghi: %(deed)s.") % {"deed": DEED_LABELS[deed]})
                is_away = deed == "tra-lai" and not is_inside(
                    document, by
                )  # it went out of this officer's sight
                return redirect("outgoing_signing") if is_away else redirect("outgoing_document", code)
        except NoteRefused as error:
            form.add_error(None, str(error))
        except (Stale, Unlawful, NotYourTurn):
            words = last_deed_sentence(document.pk, by) or _("Đã có người xử lý văn bản này.")
            form.add_error(None, words)
    back = (reverse("outgoing_document", args=[code]), code)
    label = DEED_LABELS[deed]
    return form_page(request, form, title=label, back=back, go=label, hint=HINTS.get(deed, ""))


def _did(act: Deed, document: OutgoingDocument, given: dict[str, Any], by: Actor, now: datetime) -> bool:
    act(document=document, by=by, now=now, **given)
    return True


def _form(
    request: HttpRequest, document: OutgoingDocument, deed: str, now: datetime
) -> tuple[django_forms.Form, Deed]:
    sent = request.POST if request.method == "POST" else None
    initial = {"ver": document.case.ver} if deed in VERSIONED else {}
    more: dict[str, Any] = {"initial": initial}
    if deed == "trinh":
        return forms.SendForm(sent, **_people(document, now), **more), send_draft
    if deed == "them-nguoi-xem":
        return forms.ReaderForm(sent, seats=_seats(document, now)), _seated
    kind, act = FORMS[deed]
    return kind(sent, **more), act


def _people(document: OutgoingDocument, now: datetime) -> dict[str, Any]:
    """Whom the drafter may name: heads of the agency for the content, whoever may sign that day."""
    agency, day = document.case.agency, now.date()
    heads = Post.objects.on(day).with_role(Head.code).filter(agency=agency)
    signers = [one.right.post.user_id for one in signers_of(agency, day, decider_of(document, day))]
    active = User.objects.filter(is_active=True)
    second: dict[str, Any] = {}
    if has_two_signers(document, day):
        named = [one.pk for one in co_signers_of(document, day)]
        second["cosigners"] = Post.objects.filter(pk__in=named).select_related("user", "agency")
    return second | {
        "reviewers": active.filter(pk__in=heads.values("user")),
        "signers": active.filter(pk__in=signers),
    }


def _seats(document: OutgoingDocument, now: datetime) -> list[tuple[str, str]]:
    """The colleagues of the agency that day, one line for each role."""
    posts = Post.objects.on(now.date()).filter(agency=document.case.agency).select_related("user")
    return [
        (f"{post.user_id}|{role}", f"{post.user.full_name} – {ROLES[role].label}")
        for post in posts.order_by("user__full_name")
        for role in post.roles
        if role in ROLES
    ]


def _approved(part: Approval.Part) -> Deed:
    def act(*, document: OutgoingDocument, by: Actor, now: datetime, ver: int) -> Any:
        return approve_draft(document=document, ver=ver, part=part, by=by, now=now)

    return act


def _seated(*, document: OutgoingDocument, by: Actor, now: datetime, officer: str) -> None:
    user, _bar, role = officer.partition("|")
    seat_reader(document=document, officer=User.objects.get(pk=int(user)), role=role, by=by, now=now)


FORMS: dict[str, tuple[Any, Deed]] = {
    "bo": (forms.WithdrawDraftForm, withdraw_draft),
    "duyet-noi-dung": (forms.VersionForm, _approved(Approval.Part.CONTENT)),
    "dat-the-thuc": (forms.VersionForm, _approved(Approval.Part.FORM)),
    "tra-lai": (forms.ReasonForm, return_draft),
    "gop-y": (forms.DraftCommentForm, comment_on_draft),
}


@require_POST
@officer_required
def resolve(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A comment is dealt with."""
    document = document_of(request, code)
    comment = get_object_or_404(DraftComment, pk=pk, version__document=document)
    resolve_comment(document=document, comment=comment, by=actor_for(request), now=clock.now())
    return redirect("outgoing_document", code)
