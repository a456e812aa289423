"""The strict client of the sandbox, which calls the host through Django's own client."""

from django.test import Client
from django.urls import reverse

from sandbox.office_editor.wopi import Reply, Session
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.office_editor.tokens import make_token

EDITOR = "http://127.0.0.1:9"
HOST = "http://testserver"


def through(client: Client):
    def send(method: str, address: str, headers: dict[str, str], body: bytes) -> Reply:
        path = address.removeprefix(HOST)
        if method == "GET":
            answer = client.get(path, headers=headers)
        else:
            answer = client.post(path, body, content_type="application/octet-stream", headers=headers)
        return answer.status_code, answer.headers, answer.content

    return send


def opened(town, document: OutgoingDocument, who: str = "emi", lock: str = "khoa-1") -> Session:
    """The suite knows the token that this officer's page would give it."""
    token, _ends = make_token(document, getattr(town, who), town.actor(who))
    src = HOST + reverse("wopi_file", args=[document.case.code])
    return Session(through(Client()), src, token, lock_name=lock)


def locked(town, document: OutgoingDocument, **more: str) -> tuple[Session, bytes]:
    """Opened, locked and read, as a suite begins."""
    session = opened(town, document, **more)
    session.check_file()
    session.lock()
    return session, session.get_file()
