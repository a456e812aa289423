"""What the office suite is told of a draft (CheckFileInfo), and the bytes that it opens."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse

from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.authority import expected_authority
from tinhso.documents.outgoing.docx_round import draft_docx
from tinhso.documents.outgoing.versions import newest
from tinhso.kernel.people.public import User
from tinhso.kernel.site.public import NoSiteAddress, site_url


def draft_bytes(document: OutgoingDocument, *, now: datetime) -> bytes:
    """The newest version as DOCX; it says of itself which one it is, and when that was written: what is drawn twice has one size.

    Raises: LetterRefused.
    """
    authority = expected_authority(document, now.date())
    version = newest(document)
    return draft_docx(document, version, authority, now=now, written=version.at)


def file_info(document: OutgoingDocument, user: User, *, now: datetime) -> dict[str, Any]:
    """Whoever is told may write: the view asked. Of restricted circulation nothing is printed or saved elsewhere from there.

    Raises: LetterRefused.
    """
    version = newest(document)
    found = {
        "BaseFileName": f"{document.case.code}.docx",
        "OwnerId": str(document.drafted_by_id),
        "UserId": str(user.pk),
        "UserFriendlyName": user.full_name,
        "Size": len(draft_bytes(document, now=now)),
        "Version": str(version.number),
        "LastModifiedTime": version.at.isoformat(),
        "UserCanWrite": True,
        "UserCanNotWriteRelative": True,
        "SupportsLocks": True,
        "SupportsGetLock": True,
        "SupportsExtendedLockLength": True,
        "SupportsUpdate": True,
        "DisablePrint": document.is_restricted,
        "DisableExport": document.is_restricted,
        "HideExportOption": document.is_restricted,
    }
    return found | _way_back(document)


def _way_back(document: OutgoingDocument) -> dict[str, str]:
    """Whose messages the suite may take, and where its button to close leads; nothing where nobody has said our address."""
    try:
        page = site_url(reverse("outgoing_document", args=[document.case.code]))
    except NoSiteAddress:
        return {}
    parts = urlsplit(page)
    return {"PostMessageOrigin": f"{parts.scheme}://{parts.netloc}", "CloseUrl": page}
