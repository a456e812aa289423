"""An invented province from `tinhso new-pack` to a dossier, a report, a dataset and an annual report; nothing of the pack that is shipped
is met on its pages, and nothing of that pack can be read into its database."""

import re
import threading
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from sandbox.signing_service.holders import Holder
from sandbox.signing_service.server import Server
from tests.town import make_citizen, make_officer, tell_accounts
from tinhso.casework.public import Case, assign_case
from tinhso.citizen.bulk import load_report_categories
from tinhso.citizen.models import Report, ReportCategory
from tinhso.citizen.reports.actions.submit_report import submit_report
from tinhso.citizen.reports.content import Contact, ReportContent
from tinhso.config.commands.check_pack import faults_of
from tinhso.config.commands.new_pack import SHIPPED
from tinhso.indicators.models import Report as AnnualReport
from tinhso.indicators.public import load_data_sets, load_indicators, refresh_cells
from tinhso.indicators.reports.content import content_for
from tinhso.kernel.papers.public import LocalServiceSigner
from tinhso.kernel.people.public import SYSTEM, Agency, User, actor_of, load_pack
from tinhso.kernel.people.roles import Clerk, DataOfficer, DeskOfficer, Examiner, Head, Supervisor
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.models import Instance
from tinhso.lib.packs.template import NewProvince, write_pack
from tinhso.lib.province_pack import BadPack
from tinhso.onestop.catalogue.actions.load_catalogue import load_catalogue
from tinhso.onestop.catalogue.papers import paper_states
from tinhso.onestop.catalogue.places import seats_for
from tinhso.onestop.data import reading
from tinhso.onestop.dossier.actions.attach_file import attach_file
from tinhso.onestop.dossier.actions.save_answers import save_answers
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.handling.actions.forward_dossier import forward_dossier
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.models import Dossier, FeeCharge, OnlineService, Procedure, ProcedureVersion
from tinhso.onestop.money.actions.receive_payment import receive_cash
from tinhso.onestop.results.actions.draft_decision import draft_decision
from tinhso.onestop.results.actions.issue_result import issue_result
from tinhso.onestop.results.actions.sign_decision import sign_decision
from tinhso.onestop.tests import filling
from tinhso.onestop.tests.makers import make_file
from tinhso.opendata.engine import engine
from tinhso.opendata.models import Dataset
from tinhso.opendata.public import enter_open_list, load_open_data, open_dataset, refresh_dataset

pytestmark = [pytest.mark.django_db, pytest.mark.long]
NOW = datetime(2026, 3, 10, 9, tzinfo=HANOI)
DAY, CODE = date(2026, 3, 10), "1.003659"
UNITS = "12345,2025-07-01,,Xã Hòa An,xa,commune,99,10.5,20.5,106.1,Nghị quyết mẫu\n"
AGENCIES = (
    "ubnd-xa-12345,2025-07-01,,Ủy ban nhân dân xã Hòa An,UBND xã Hòa An,committee,commune,ubnd-tinh,12345,H99.40,,QĐ mẫu\n"
    "mot-cua-xa-12345,2025-07-01,,Trung tâm Phục vụ hành chính công xã Hòa An,TT PVHCC xã,desk,commune,ubnd-xa-12345,12345,H99.40,,QĐ mẫu\n"
)
OTHERS = re.compile(r"Thanh Hóa|Nghi Sơn|Hà Trung", re.IGNORECASE)


@dataclass
class Province:
    """Bình Hòa on a day of 2026 with its officers: `province.words("chi", dossier)` as a deed wants them."""

    signing_url: str
    officers: dict[str, User]

    def actor(self, name):
        return actor_of(self.officers[name], on=DAY)

    def words(self, name, dossier):
        return {"ver": dossier.case.ver, "by": self.actor(name), "now": NOW}

    def signer(self, holder):
        return LocalServiceSigner(holder, url=self.signing_url)


@pytest.fixture
def pack(tmp_path, settings):
    """What an administrator writes after `new-pack`: one commune with its committee and desk."""
    folder = tmp_path / "binh-hoa"
    write_pack(folder, NewProvince("Tỉnh Bình Hòa", "99", "H99"), source=SHIPPED)
    for name, lines in (("units.csv", UNITS), ("agencies.csv", AGENCIES)):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(lines)
    assert faults_of(folder) == []
    settings.PROVINCE_PACK = folder
    return folder


@pytest.fixture
def signing(tmp_path):
    server = Server(tmp_path / "sign")
    for words in (
        ("chi", "Hoàng Văn Chi", "Sở Khoa học và Công nghệ", "person"),
        ("so-khcn", "Sở Khoa học và Công nghệ", "", "agency"),
    ):
        server.holders.add(Holder(*words))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def province(pack, signing, settings, tmp_path, monkeypatch):
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SIGNING_SERVICE_URL = signing.url
    settings.TRUST_ROOTS = [str(signing.holders.authority.folder / "root.crt")]
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    everyday = {row["code"] for row in reading.rows("everyday.csv")}
    rows = [row for row in reading.procedures() if row.code in everyday]
    monkeypatch.setattr(reading, "procedures", lambda: rows)
    load_pack(pack, by=SYSTEM, now=NOW)
    Instance.objects.update(demo=True, clock_offset=NOW - timezone.now())
    load_catalogue(by=SYSTEM, now=NOW)
    assert not OnlineService.objects.exists()  # its list names none, and nobody else's stands in
    load_data_sets(pack, by=SYSTEM, now=NOW)
    load_report_categories(pack, by=SYSTEM, now=NOW)
    return Province(signing.url, officers())


def officers():
    seat = {one.code: one for one in Agency.objects.on(DAY)}
    found = {
        "binh": make_officer("binh", "Nguyễn Thị Bình", seat["mot-cua-so-khcn"], "Cán bộ", DeskOfficer),
        "emi": make_officer("emi", "Trịnh Thị Emi", seat["so-khcn"], "Chuyên viên", Examiner),
        "chi": make_officer("chi", "Hoàng Văn Chi", seat["so-khcn"], "Giám đốc", Head),
        "van": make_officer("van", "Lê Thị Văn", seat["so-khcn"], "Văn thư", Clerk),
        "dao": make_officer("dao", "Lê Thị Đào", seat["so-khcn"], "Cán bộ dữ liệu", DataOfficer),
        "sau": make_officer("sau", "Bùi Văn Sáu", seat["van-phong-ubnd"], "Lãnh đạo Văn phòng", Supervisor),
    }
    tell_accounts()
    return found


def sign_in(client, user):
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def test_a_dossier_goes_its_whole_way(province, monkeypatch):
    monkeypatch.setitem(filling.PLAIN, "unit", "12345")
    dossier = handed_in(province)
    filling.settle_as_typed(dossier, by=province.actor("binh"), now=NOW)
    charge = FeeCharge.objects.whole().get(dossier=dossier)
    receive_cash(charge_id=charge.pk, ver=charge.ver, amount=charge.rest, by=province.actor("binh"), now=NOW)
    for name, deed, words in (
        ("binh", accept_dossier, {}),
        ("binh", forward_dossier, {}),
        ("emi", None, {}),
        (
            "emi",
            draft_decision,
            {"title": "Giấy phép bưu chính", "articles": ["Cấp giấy phép."], "finding": "Đủ điều kiện"},
        ),
        ("chi", sign_decision, {"signer": province.signer("chi")}),
        ("van", issue_result, {"signer": province.signer("so-khcn")}),
    ):
        dossier = Dossier.objects.whole().get(pk=dossier.pk)
        if deed is None:
            assign_case(
                case=dossier.case, officer_id=province.officers["emi"].pk, **province.words("chi", dossier)
            )
        else:
            deed(dossier=dossier, **words, **province.words(name, dossier))
    dossier = Dossier.objects.whole().get(pk=dossier.pk)
    assert dossier.case.step == "hand_over" and dossier.case.outcome == "granted"


def handed_in(province):
    """As the national portal hands it in, with its papers."""
    citizen = make_citizen("an", "Lê Thị An", "099190000001")
    tell_accounts()
    an, procedure = actor_of(citizen, on=DAY), Procedure.objects.get(code=CODE)
    agency, desk = seats_for(procedure, "province", None, DAY)
    assert (agency.code, desk.code) == ("so-khcn", "mot-cua-so-khcn")
    version = ProcedureVersion.objects.of(procedure, DAY)
    words = {
        "version": version,
        "level": "province",
        "agency": agency,
        "desk": desk,
        "person": citizen.person,
    }
    source = Case.Source.NATIONAL_PORTAL
    dossier = start_dossier(**words, by=an, now=NOW, client_key=uuid4(), source=source)
    save_answers(dossier=dossier, answers=filling.filled(version.definition, on=DAY), by=an)
    for state in paper_states(dossier):
        if state.missing:
            attach_file(dossier=dossier, paper=state.paper.id, file=make_file(an), by=an, now=NOW)
    submit_dossier(dossier=dossier, by=an, now=NOW)
    return dossier


def test_its_agencies_are_a_dataset_that_anybody_reads(province, client, settings, tmp_path):
    settings.OPEN_DATA_ROOT = tmp_path / "open"
    load_open_data(by=SYSTEM, now=NOW)
    dataset = Dataset.objects.get(table="people.agencies")
    words = {
        "number": "1/QĐ-UBND",
        "signed_on": DAY,
        "title": "Danh mục",
        "stage_from": DAY,
        "stage_to": date(2027, 1, 1),
    }
    enter_open_list(**words, datasets=[dataset], by=SYSTEM, now=NOW)
    open_dataset(dataset=dataset, ver=dataset.ver, by=SYSTEM, now=NOW)
    dataset.refresh_from_db()
    refresh_dataset(dataset=dataset, by=SYSTEM, now=NOW)
    page = client.get(f"/du-lieu/{dataset.slug}/", follow=True).content.decode()
    assert dataset.publisher.code == "so-khcn" and not OTHERS.search(page)
    answer = client.get(f"/du-lieu/{dataset.slug}/tai-ve/csv/", follow=True)
    assert "Ủy ban nhân dân xã Hòa An" in b"".join(answer.streaming_content).decode("utf-8-sig")
    engine.OURS.close()
    engine.STRANGERS.close()


def test_pages_name_this_province_and_no_other(province, client):
    for path in (
        "/",
        "/thu-tuc/",
        f"/thu-tuc/{CODE}/",
        "/so-lieu/",
        "/du-lieu/",
        "/phan-anh/",
        "/manifest.webmanifest",
    ):
        page = client.get(path, follow=True).content.decode()
        assert not OTHERS.search(page), (path, OTHERS.search(page))
    assert "Bình Hòa" in client.get("/").content.decode()


def test_a_report_of_a_citizen_goes_to_its_commune(province):
    content = ReportContent(
        category=ReportCategory.objects.get(code="o-ga"),
        description="Ổ gà rất sâu giữa đường",
        lat=20.5,
        lon=106.1,
        commune=AdminUnit.objects.get(code="12345"),
        contact=Contact("Lê Thị An", "0912345678", "", True),
    )
    report = submit_report(
        content=content, client_key=uuid4(), channel=Report.Channel.APP, by=actor_of(None, on=DAY), now=NOW
    )
    assert report.case.agency.code == "van-phong-ubnd"


def test_an_annual_report_of_its_own_year(province, client):
    sign_in(client, province.officers["sau"])
    load_indicators(by=SYSTEM, now=NOW)
    refresh_cells(now=NOW, every=True)
    assert client.post(reverse("move_report", args=[2026, "mo"])).status_code == 302
    for year in range(2023, 2027):
        assert client.get(reverse("annual_report", args=[year])).status_code == 200, year
    report = AnnualReport.objects.get(year=2026)
    words = str(content_for(report, 2026, NOW))
    assert "Bình Hòa" in words.title() and not OTHERS.search(words) and "2026" in words


def test_another_provinces_pack_is_not_read_here(province, settings):
    settings.PROVINCE_PACK = SHIPPED
    with pytest.raises(BadPack, match="là của Ủy ban nhân dân tỉnh Bình Hòa"):
        load_pack(SHIPPED, by=SYSTEM, now=NOW)
    with pytest.raises(BadPack):
        load_catalogue(by=SYSTEM, now=NOW)
    with pytest.raises(BadPack):
        load_data_sets(SHIPPED, by=SYSTEM, now=NOW)
    with pytest.raises(BadPack):
        load_report_categories(SHIPPED, by=SYSTEM, now=NOW)
    assert not AdminUnit.objects.filter(code="38").exists()
