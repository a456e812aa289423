"""A signing service of the sandbox with tokens for the cast, and papers on every step."""

import threading
from dataclasses import dataclass

import pytest

from sandbox.signing_service.holders import Holder
from sandbox.signing_service.server import Server
from tests.town import Town
from tinhso.kernel.papers.public import (
    LocalServiceSigner,
    Paper,
    create_paper,
    issue_paper,
    number_paper,
    sign_with,
)
from tinhso.kernel.papers.tests.makers import AT, content


@pytest.fixture(scope="session")
def service(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("signing"))
    for holder in (
        Holder("chi", "Hoàng Văn Chi", "Sở A", "person"),
        Holder("binh", "Nguyễn Thị Bình", "Bộ phận Một cửa Sở A", "person"),
        Holder("so-a", "Sở A", "", "agency"),
    ):
        server.holders.add(holder)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Desk:
    """The cast with papers and tokens: `desk.draft()`, `desk.sign(paper)`, `desk.seal(paper)` …"""

    town: Town
    service: Server

    def draft(self, kind: str = "permit", **changes) -> Paper:
        receipt = kind in {"receipt", "supplement"}
        return create_paper(
            kind=kind,
            subject="H56.14-240308-0001",
            agency=self.town.desk_a if receipt else self.town.agency_a,
            place="Thanh Hóa",
            notation="TNHS-BPMC" if receipt else "GP-SA",
            data=content(kind, **changes),
            by=self.town.actor("binh" if receipt else "chi"),
            now=AT,
        )

    def signer(self, holder: str, **words) -> LocalServiceSigner:
        return LocalServiceSigner(holder, url=self.service.url, **words)

    def sign(self, paper: Paper, who: str = "chi", **words) -> Paper:
        by = self.town.actor(who)
        return sign_with(self.signer(who, **words), paper=paper, role="person", by=by, now=AT)

    def seal(self, paper: Paper) -> Paper:
        van = self.town.actor("van")
        paper = number_paper(paper=paper, by=van, now=AT)
        return sign_with(self.signer("so-a"), paper=paper, role="agency", by=van, now=AT)

    def issued(self, **changes) -> Paper:
        paper = self.seal(self.sign(self.draft(**changes)))
        return issue_paper(paper=paper, by=self.town.actor("van"), now=AT)


@pytest.fixture
def desk(town, service, settings, tmp_path):
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.TRUST_ROOTS = [str(service.holders.authority.folder / "root.crt")]
    return Desk(town, service)
