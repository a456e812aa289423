"""Files of the forms of documents: not lost where the form is refused, not stored where a mark of secrecy stands beside them."""

from uuid import UUID

from django import forms
from django.http import HttpRequest

from tinhso.documents.pages.refusals import SecretDocument
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.files.public import StoredFile, UploadRules, files_sent
from tinhso.kernel.people.public import actor_for
from tinhso.kernel.site import clock


def key_of(request: HttpRequest) -> UUID | None:
    """The key of a form that is sent, before it is judged; None where there is none."""
    try:
        return UUID(request.POST.get("client_key", ""))
    except ValueError:
        return None


def files_of_form(
    request: HttpRequest, form: forms.Form, name: str, *, rules: UploadRules | None = None
) -> list[StoredFile]:
    """What the form brings at that field, before it is judged; nothing of a marked document reaches the store, and the form
    says so."""
    if request.method != "POST":
        return []
    words = [one for field in form.fields for one in request.POST.getlist(field)]
    words += [one.name or "" for one in request.FILES.getlist(name)]
    try:
        check_not_secret(request.POST.get("secrecy") or NONE, words)
    except SecretDocument as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return []
    return files_sent(form, name, request.FILES, by=actor_for(request), now=clock.now(), rules=rules)
