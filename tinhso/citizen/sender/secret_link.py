"""The secret link that opens the sender's part for whoever has no account and no phone that could get a code.

It is a signature over the client key of the report, so that it is known before a picture has been fetched, lies in no
table and stands in no notice; it is shown once, when the report is sent: on the page, in the answer, or on the slip of the desk.
"""

from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from tinhso.citizen.models import Report
from tinhso.citizen.sender.phones import sends_codes
from tinhso.kernel.people.public import has_account

SIGNER = signing.Signer(sep=".", salt="tinhso.citizen.sender.secret_link")


def link_path(client_key: UUID) -> str:
    """The path of the link; who shows it puts the address of the site before it."""
    return reverse("own_link", args=[SIGNER.sign(client_key.hex)])


def report_of_link(token: str) -> Report | None:
    """The report that this link opens; None for what is not ours, or of no report."""
    try:
        key = UUID(SIGNER.unsign(token[:200]))
    except (signing.BadSignature, ValueError):
        return None
    return Report.objects.select_related("case").filter(case__client_key=key).first()


def code_reaches(phone: str) -> bool:
    """Whether a code by SMS can open the sender's part later."""
    return bool(phone) and sends_codes()


def link_needed(report: Report) -> bool:
    """Neither an account nor a code opens it. Two queries at most."""
    return not has_account(report.case.person) and not code_reaches(report.reporter.phone)


def qr_svg(link: str) -> SafeString:
    """The link for the paper that the desk hands over: nobody types a hundred signs. White ground, for the dark too."""
    # heavy, as in the papers
    import segno

    picture = segno.make(link, error="m", micro=False)
    return mark_safe(picture.svg_inline(scale=3, border=4, light="#fff", svgclass=None, lineclass=None))  # noqa: S308 - drawn from our own link
