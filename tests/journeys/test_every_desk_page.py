"""The pages that the other journeys do not open; with them every page of the shop and of casework is read by somebody.

A page that is new has to be read here, or be named below with the journey that reads it.
"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Browser

from tests.house.pages.test_routes import address, routes, where
from tests.journeys.test_officer_pages import Reader, own_connection
from tests.town import make_officer
from tinhso.casework.public import ask_opinion
from tinhso.casework.tests.makers import NOW as TOPIC_NOW
from tinhso.casework.tests.makers import make_case
from tinhso.documents.archiving.tests import makers as archive
from tinhso.documents.assignments.tests import makers as tasks
from tinhso.documents.axis.actions.enqueue_message import enqueue_document
from tinhso.documents.axis.actions.receive_status import receive_status
from tinhso.documents.axis.tests.axis_makers import each_order, issued, recall, status_of
from tinhso.documents.axis.tests.test_receiving import stuck_reply, take
from tinhso.documents.conftest import office  # noqa: F401 - the fixture
from tinhso.documents.copies.tests import test_copies as copied
from tinhso.documents.incoming.actions.note_take_back import note_take_back
from tinhso.documents.models import AxisMessage, TakeBack
from tinhso.documents.outgoing.actions.seat_reader import seat_reader
from tinhso.documents.outgoing.tests import makers as drafts
from tinhso.documents.outgoing.tests.test_deliveries import write as written_delivery
from tinhso.documents.outgoing.tests.test_docx_round import edited, out, send
from tinhso.documents.registers.actions.add_outside_recipient import add_outside_recipient
from tinhso.documents.scanning.tests import test_scans as scans
from tinhso.documents.work_files.tests import makers as work_files
from tinhso.exchange.agreements.actions.open_reviews import open_reviews
from tinhso.exchange.agreements.tests.makers import approved
from tinhso.exchange.agreements.tests.test_objecting import disputed
from tinhso.exchange.conftest import joined, staffed, topic_town  # noqa: F401 - fixtures
from tinhso.exchange.data_uses.actions.ask_about_use import ask_about_use
from tinhso.exchange.data_uses.tests.makers import call as made_call
from tinhso.exchange.data_uses.tests.makers import make_rules as make_use_rules
from tinhso.exchange.models import AgreementReview, EventDelivery, ServiceAddress
from tinhso.exchange.policy.actions.issue_policy import issue_policy
from tinhso.exchange.registry.actions.keep_group import enter_group
from tinhso.exchange.registry.tests.test_client_certificates import client_certificate_entered
from tinhso.exchange.registry.tests.test_keys import key_entered
from tinhso.exchange.subscriptions.actions.send_events import send_events
from tinhso.exchange.subscriptions.tests.makers import Receiver, happened, subscribed
from tinhso.exchange.topics.tests.makers import TOPIC
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.kernel.site import clock
from tinhso.lib.edxml.messages import Status
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.onestop.builder.actions.start_version_draft import start_version_draft
from tinhso.onestop.conftest import births, shop, signing_service  # noqa: F401 - fixtures
from tinhso.onestop.intake.tests.test_counter import started_at_counter
from tinhso.onestop.intake.tests.test_on_behalf import started
from tinhso.onestop.linked_services.tests.linked_makers import LinkedLine
from tinhso.onestop.models import LinkedAnswer, LinkedPart, ProactiveOffer
from tinhso.onestop.once_only.tests.makers import make_source
from tinhso.onestop.publications.tests.test_publications import enter
from tinhso.onestop.tests.makers import CODE, NOW, Shop
from tinhso.security.conftest import guarded  # noqa: F401 - the fixture
from tinhso.security.contacts.tests.test_contacts import named as contact_named
from tinhso.security.detection.tests.page_journey import read_detection
from tinhso.security.dossiers.tests.test_dossiers import sent as dossier_sent
from tinhso.security.hunting.tests.page_journey import read_hunting
from tinhso.security.incidents.tests.page_journey import read_incidents
from tinhso.security.models import Machine, SecurityFinding, UnregisteredMachine
from tinhso.security.systems.actions.note_connection import note_connection
from tinhso.security.tests.makers import (
    SINCE,
    approve,
    imported,
    layer_all,
    read_list,
    registered,
    reported,
    scanned,
)
from tinhso.security.vex.tests.page_journey import read_software

__all__ = ["own_connection"]  # for every test of this file
pytestmark = [pytest.mark.journey, pytest.mark.long]
OFFICERS = {  # test_officer_pages
    *("counter", "counter_start", "hand_over", "dossier_book", "fees", "fee_charge", "payment", "exchange"),
    *("reconciliations", "reconciliation", "exchange_message", "exchange_arrival", "counter_entry"),
    *("counter_done", "signing", "keep_catalogue", "incomplete_procedures", "keep_procedure"),
    *("version_draft", "preview_draft", "compare_draft", "migrate_page", "add_part", "start", "start_for"),
    *("dossier", "my_dossiers", "online_services", "attach", "appointments", "appointment_times"),
    *("cancel_appointment", "desk_appointments", "after_hours", "guides", "guide", "small_firm"),
    *("my_companies", "claim_company", "company", "offer_delegation", "resign_company", "desk_company"),
    *("end_delegation", "start_company", "desk_companies", "record_representative"),
}
CITIZENS = {"fill", "review", "procedure"}  # test_one_dossier
FILES = {  # no page, or one that a file's own test reads
    *("procedure_sheet", "export_catalogue", "catalogue_import_faults", "draft_schema", "download_stored"),
    *("download_consent", "download_file", "download_slip", "fee_receipt", "download_copy"),
    *("download_result", "late_clocks_file"),
    *("consent_sheet", "reconciliation_csv", "download_book", "control_slip", "preview_result"),
    *("portal_result", "open_scanned", "publication_template", "save_seal_heads"),
    *("worklist_counts", "dossier_calendar", "payment_qr", "payment_state", "national_copy_faults"),
    *("show_file", "next_dossier", "play_recording"),
}
FORMER_PAPER = {
    "catalogue_import",
    "accept_stored",
    "counter_consent",
    "edit_template",
    *("pay", "show_paper", "shown_paper_at", "national_copy"),
}  # their tests read the words only


def named(room: str) -> set[str]:
    """The names of that room's addresses that a browser can open."""
    found = [(path, route) for path, route in routes() if where(route).startswith(room)]
    return {str(route.name) for path, route in found if Client().get(address(route, path)).status_code != 405}


def aside(deed: Callable[[], Any]) -> Any:
    """Playwright's loop runs in this thread, and signing wants one of its own: the same connection, another thread."""
    ours = connections["default"]
    ours.inc_thread_sharing()

    def run() -> Any:
        connections["default"] = ours
        return deed()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


@pytest.fixture
def reader(browser: Browser, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Reader:  # noqa: F811
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return Reader(browser, shop.town)


EXCHANGE = "/can-bo/chia-se-du-lieu/"
LINKED = {"linked_part", "linked_answer"}  # the last test of this file


@dataclass
class Walk:
    """Reads pages and keeps the names of their addresses."""

    reader: Reader
    seen: set[str] = field(default_factory=set)

    def read(self, who: str, *paths: str) -> None:
        self.seen |= {str(resolve(path.partition("?")[0]).url_name) for path in paths}
        self.reader.read(who, *paths)


def test_every_other_page_of_the_shop_and_of_casework_reads_well(reader: Reader, shop: Shop):  # noqa: F811
    walk = Walk(reader)
    read_the_way(walk, shop)
    read_people(walk, shop)
    read_keepers(walk, shop)
    assert not reader.wrong, "\n".join(reader.wrong)
    known = walk.seen | OFFICERS | CITIZENS | FILES | FORMER_PAPER | LINKED
    assert named("tinhso.onestop.") | named("tinhso.casework.") == known


def read_the_way(walk: Walk, shop: Shop) -> None:  # noqa: F811
    """Dossiers that wait for their examiner, head and clerk, and an opinion that another agency is asked for."""
    at = {step: aside(lambda: shop.dossier(step)) for step in ("examine", "sign", "issue")}  # noqa: B023
    words, limit = shop.words("emi", at["examine"]), TimeLimit(Decimal(5), Unit.WORKING_DAY, "thử")
    asked = ask_opinion(case=at["examine"].case, of=shop.town.agency_b, text="Hỏi", limit=limit, **words)
    shop.town.ex = make_officer("ex", "Ý Kiến Viên", shop.town.agency_b, "Chuyên viên", Examiner)  # type: ignore[attr-defined]
    pages = {step: f"/can-bo/ho-so/{dossier.case.code}/" for step, dossier in at.items()}
    walk.read("emi", "/can-bo/", pages["examine"], f"{pages['examine']}chep-phan-mem/")
    walk.read("ex", f"/can-bo/y-kien/{asked.code}/")
    walk.read("binh", f"{pages['examine']}den-luot-truoc/")
    walk.read("chi", pages["sign"], f"/can-bo/ban-giao/{shop.town.emi.pk}/")
    walk.read("van", pages["issue"], "/can-bo/cho-dong-dau/")


def read_people(walk: Walk, shop: Shop) -> None:  # noqa: F811
    begun, own_draft, other = started_at_counter(shop), shop.start(who="an"), started(shop)
    walk.read("chi", "/can-bo/theo-doi/", "/can-bo/ban-giao/", "/can-bo/luu-giu/", "/can-bo/dinh-chinh/")
    walk.read("chi", "/can-bo/theo-doi/sau-gio-hen/", "/can-bo/mau-tra-loi/", "/can-bo/mau-tra-loi/moi/")
    walk.read("binh", "/can-bo/so-hoa/", "/can-bo/vang-mat/", f"/can-bo/nhap/{begun.case.code}/bo/")
    walk.read("binh", "/can-bo/tim/", f"/can-bo/tiep-nhan-moi/{CODE}/ban-giay/")
    offer = {"code": "sinh-the-bhyt", "made_at": NOW, "until": NOW.date() + timedelta(days=60)}
    ProactiveOffer.objects.create(dossier=own_draft, person=shop.town.an.person, **offer)
    walk.read("an", "/ho-so/kho/cho-xem/", "/xem-giay-to/", "/ho-so/loi-moi/", "/tra-cuu/", "/thu-tuc/")
    drafts = (f"/ho-so/{own_draft.case.code}/{page}/" for page in ("bo-nhap", "den-luot-truoc"))
    walk.read("an", "/ho-so/kho/", *drafts)
    walk.read("dung", f"/ho-so/{other.case.code}/dong-y/")
    first = EventRow.objects.earliest("pk").pk
    walk.read("tra", "/kiem-chung/", f"/kiem-chung/{first}/", "/kiem-chung/dau-chuoi/")


def read_keepers(walk: Walk, shop: Shop) -> None:  # noqa: F811
    start_version_draft(procedure=shop.version.procedure, copy=True, by=shop.actor("quan"), now=NOW)
    draft, register = f"/quan-tri/thu-tuc/{CODE}/ban-nhap/", "/quan-tri/quyet-dinh-cong-bo/"
    walk.read("quan", "/quan-tri/gio-lam-viec/", f"/quan-tri/gio-lam-viec/{shop.town.desk_a.code}/")
    walk.read("quan", "/quan-tri/lich/", "/quan-tri/lich/tinh-lai/", "/quan-tri/thu-tuc/quoc-gia/")
    walk.read("quan", *(f"{draft}{part}/" for part in ("huy", "xem-truoc/buoc_mot", "cau-hoi/muc_dich")))
    walk.read("quan", "/quan-tri/ban-doc/", f"/quan-tri/ban-doc/{CODE}/")
    sources = "/quan-tri/nguon-thay-giay-to/"
    walk.read("quan", sources, f"{sources}them/", f"{sources}{make_source(shop).pk}/")
    walk.read("quan", register, f"{register}{enter(shop.town, CODE).pk}/")


def test_the_pages_of_what_other_systems_settle_read_well(
    browser: Browser,
    births: LinkedLine,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
):
    line: Any = births
    monkeypatch.setattr(clock, "now", lambda: NOW)
    dossier = line.shop.dossier("examine")
    line.settle(line.shop.register(dossier))
    part = LinkedPart.objects.filter(dossier=dossier).earliest("pk")
    reader = Reader(browser, line.shop.town)
    reader.read("emi", f"/can-bo/ho-so/{dossier.case.code}/", f"/can-bo/lien-thong/phan/{part.pk}/")
    reader.read("quan", f"/can-bo/lien-thong/tra-loi/{LinkedAnswer.objects.earliest('pk').pk}/")
    reader.read("an", f"/ho-so/{dossier.case.code}/")
    assert not reader.wrong, "\n".join(reader.wrong)


def test_the_pages_of_events_for_other_systems_read_well(browser: Browser, topic_town: Any):  # noqa: F811
    subscription = subscribed(topic_town)
    happened(make_case().pk, make_case().pk)
    send_events(subscription.pk, push=Receiver(422, 204), by=SYSTEM, now=TOPIC_NOW)
    delivery, at = EventDelivery.objects.earliest("pk"), "/can-bo/chia-se-du-lieu/su-kien/"
    reader = Reader(browser, topic_town)
    reader.read(
        "hoa", at, f"{at}?trang_thai=dead", f"{at}gui/{delivery.pk}/", f"{at}gui/{delivery.pk}/bo-qua/"
    )
    reader.read("hoa", f"{at}dang-ky/", f"{at}dang-ky/moi/", f"{at}dang-ky/{subscription.pk}/")
    reader.read("hoa", f"{at}dang-ky/{subscription.pk}/dia-chi/", f"{at}chu-de/")
    reader.read("cuc", at, f"{at}chu-de/")
    assert not reader.wrong, "\n".join(reader.wrong)


NO_EXCHANGE_PAGE = {  # for programs, or a file
    *("exchange_event_keys", "exchange_policy", "exchange_description", "exchange_provided"),
    *("exchange_openapi", "exchange_verifier", "exchange_call_file"),
}
EVENT_PAGES = {  # the test above
    *("exchange_deliveries", "exchange_delivery", "exchange_delivery_deed", "exchange_topics"),
    *("exchange_subscriptions", "exchange_new_subscription", "exchange_subscription"),
    "exchange_subscription_deed",
}


def test_every_other_page_of_the_exchange_reads_well(browser: Browser, topic_town: Any):  # noqa: F811
    made = exchange_objects(topic_town)
    walk = Walk(Reader(browser, topic_town))
    read_exchange(walk, topic_town, made)
    read_registry(walk, topic_town, made)
    assert not walk.reader.wrong, "\n".join(walk.reader.wrong)
    assert named("tinhso.exchange.") == walk.seen | NO_EXCHANGE_PAGE | EVENT_PAGES


def read_exchange(walk: Walk, town: Any, made: Any) -> None:
    at, sheet = EXCHANGE, f"{EXCHANGE}thoa-thuan/{made.agreement.case.code}/"
    walk.read("hoa", at, sheet, f"{sheet}cham-dut/", f"{at}dich-vu/{town.service.pk}/de-nghi/")
    walk.read("dao", f"{sheet}tam-dung/", f"{sheet}han-muc/")
    walk.read("giang", f"{at}giai-quyet/{made.dispute.case.code}/")
    walk.read("dao", f"{at}ra-soat/{made.review.case.code}/")
    walk.read("hoa", f"{at}loi-goi/", f"{at}loi-goi/{made.call.pk}/", f"{at}theo-doi/", f"{at}ky-thuat/")
    walk.read("hoa", f"{at}ky-thuat/thu/")
    walk.read("hoa", f"{at}hoi-dap/{made.request.case.code}/", f"{at}danh-muc/", f"{at}chinh-sach/")
    mine = "/tai-khoan/ai-da-dung-du-lieu/"
    link = re.search(rf'href="({mine}hoi/[^"]+)"', town.sign_in(Client(), "an").get(mine).content.decode())
    assert link
    walk.read("an", mine, link[1])
    walk.read("an", f"{mine}cau-hoi/{made.request.case.code}/")


def read_registry(walk: Walk, town: Any, made: Any) -> None:
    at, one, member = EXCHANGE, f"{EXCHANGE}dich-vu/{town.service.pk}/", town.service.system.member_id
    walk.read("cuc", f"{at}dich-vu/", f"{at}dich-vu/cua-nen-tang/", f"{at}thanh-vien/")
    walk.read(
        "cuc", f"{at}thanh-vien/moi/", f"{at}thanh-vien/{member}/", f"{at}thanh-vien/{member}/tam-dung/"
    )
    walk.read("cuc", f"{at}nhom/", f"{at}nhom/moi/", f"{at}nhom/{made.group.pk}/")
    walk.read("cuc", f"{at}nhom/{made.group.pk}/thanh-phan/", f"{at}danh-muc/moi/", f"{at}tu-dien/moi/")
    walk.read("cuc", f"{at}he-thong/{town.service.system_id}/quoc-gia/")
    walk.read("cuc", f"{at}su-kien/chu-de/{made.topic}/mo/")
    walk.read("dao", one, f"{one}anh-xa/", f"{one}ket-noi/")
    deeds = ("mo-ta", "neu-ca-nhan", "noi-dat", "bao-tri", "ngung")
    walk.read("dao", *(f"{one}{deed}/" for deed in deeds))
    walk.read("dao", f"{at}thanh-vien/{member}/he-thong-moi/")
    walk.read("dao", f"{at}he-thong/{town.service.system_id}/dich-vu-moi/")
    walk.read("hoa", f"{at}he-thong/{town.consumer.pk}/khoa-moi/", f"{at}khoa/{made.key.pk}/thu-hoi/")
    walk.read(
        "hoa",
        f"{at}he-thong/{town.consumer.pk}/chung-thu-moi/",
        f"{at}chung-thu/{made.client_certificate.pk}/bo/",
    )


def exchange_objects(town: Any) -> SimpleNamespace:
    """One of each thing that a page is about."""
    make_use_rules()
    ends = TOPIC_NOW.date() + timedelta(days=900)
    agreement = approved(town, begins=TOPIC_NOW.date(), ends=ends)
    call = made_call(town.an.person, agreement)
    asked = {"kind": "question", "text": "Vì sao hỏi dữ liệu của tôi?", "client_key": uuid4()}
    request = ask_about_use(side="call", key=str(call.pk), by=town.actor("an"), now=TOPIC_NOW, **asked)
    other = made_call(town.an.person, agreement, hours=2)
    dispute = disputed(town)
    open_reviews(by=SYSTEM, now=TOPIC_NOW + timedelta(days=340))
    issue_policy(environment=ServiceAddress.Environment.PRODUCTION, by=SYSTEM, now=TOPIC_NOW)
    return SimpleNamespace(
        agreement=agreement,
        call=other,
        request=request,
        dispute=dispute,
        review=AgreementReview.objects.get(),
        group=enter_group(code="xa", name="Xã", by=town.actor("cuc"), now=TOPIC_NOW),
        key=key_entered(town),
        client_certificate=client_certificate_entered(town, at=timezone.now()),
        topic=TOPIC.code,
    )


def test_the_pages_of_rights_given_by_hand_and_of_a_word_processor_read_well(browser: Browser, office: Any):  # noqa: F811
    document = drafts.draft(office)
    seat_reader(
        document=document, officer=office.kim, role=Examiner.code, by=office.actor("emi"), now=TOPIC_NOW
    )
    reader, one = Reader(browser, office), f"/can-bo/van-ban/di/{document.case.code}/"
    reader.read("chi", "/can-bo/van-ban/quyen/")
    reader.read("emi", one, f"{one}nap-docx/", f"{one}lien-quan/", f"{one}phieu-trinh/ghi/")
    client = Client()
    office.sign_in(client, "emi")

    def change(made: Any) -> None:
        made.add_paragraph("Đoạn thêm trong trình soạn thảo.")
        made.tables[0].rows[0].cells[0].paragraphs[0].text = "TÊN KHÁC"

    answer = send(client, document, edited(out(document), change))
    path = f"{one}nap-docx/"
    reader.drawn[path] = (answer.content, answer.headers.get("Content-Security-Policy", ""))
    reader.look(path)
    assert not reader.wrong, "\n".join(reader.wrong)


def test_the_pages_of_the_document_axis_read_well(browser: Browser, office: Any, settings: Any):  # noqa: F811
    settings.DOCUMENT_AXIS = {"form": "vxp", "url": "http://127.0.0.1:9", "system": "tinhso", "secret": "x"}
    document = issued(office)
    enqueue_document(document.pk, now=TOPIC_NOW)
    message = AxisMessage.objects.get()
    receive_status(message=status_of(document, Status.ACCEPTED, "Vào sổ"), origin_id="1", now=TOPIC_NOW)
    reader, one = Reader(browser, office), f"/can-bo/van-ban/di/{document.case.code}/truc/"
    reader.read("van", one, f"{one}{message.pk}/", f"{one}noi-nhan/{message.recipient_id}/lay-lai/")
    held, (arrived, reply) = take(office, b"<edXML>"), stuck_reply(office)
    at, came = "/can-bo/van-ban/tin-truc/", f"/can-bo/van-ban/den/{arrived.case.code}/"
    reader.read("van", at, f"{at}{held.pk}/", came, f"{came}truc/", f"{came}truc/{reply.pk}/")
    back = note_take_back(
        document=arrived, kind=TakeBack.Kind.ASKED, reason="Gửi nhầm", origin_id="2", now=TOPIC_NOW
    )
    delivery = written_delivery(office, document)
    papers = f"/can-bo/van-ban/di/{document.case.code}/gui-giay/"
    reader.read("van", papers, f"{papers}ghi/", f"{papers}{delivery.pk}/gach-bo/", f"{one}gui-them/")
    reader.read("chi", f"/can-bo/van-ban/di/{document.case.code}/chi-dao/")
    for page in each_order(office, document, TOPIC_NOW):
        reader.read("van", f"{one}{page}/")
    outside = add_outside_recipient(
        ident_code="G99", name="Bộ Mẫu", valid_from=TOPIC_NOW.date(), valid_to=None, source="Thử",
        by=office.actor("van"), now=TOPIC_NOW,
    )  # fmt: skip
    register = "/can-bo/van-ban/noi-nhan-ngoai/"
    reader.read("van", register, f"{register}them/", f"{register}{outside.pk}/het-hieu-luc/")
    recall(office, document, now=TOPIC_NOW)
    reader.read("van", came, f"{came}lay-lai/{back.pk}/", one, f"/can-bo/van-ban/di/{document.case.code}/")
    rule = drafts.draft(office, code="QD", receivers=())
    reader.read("emi", f"/can-bo/van-ban/di/{rule.case.code}/rut-gon/")
    assert not reader.wrong, "\n".join(reader.wrong)


def test_the_pages_of_given_tasks_and_copies_read_well(browser: Browser, office: Any):  # noqa: F811
    town = tasks.with_chairman(office)
    task, copy = tasks.at_work(town), copied.order(town, copied.came(town))
    at, sao = "/can-bo/van-ban/nhiem-vu/", "/can-bo/van-ban/sao/"
    reader, one, file = Reader(browser, town), f"{at}{task.case.code}/", copy.arriving_file
    reader.read("tho", at, f"{at}giao/", f"{at}tuan/", f"{at}theo-co-quan/", one, f"{one}viec/don-doc/")
    reader.read("emi", one, f"{one}viec/tien-do/", f"{one}viec/gia-han/", f"{one}viec/gan-van-ban/")
    came = f"/can-bo/van-ban/den/{file.document.case.code}/tep/{file.pk}/sao/"
    reader.read("van", sao, f"{sao}{copy.pk}/", came)
    document = issued(town)
    reader.read("van", f"/can-bo/van-ban/di/{document.case.code}/sao/")
    reader.read("chi", f"{sao}{copy.pk}/", f"/can-bo/van-ban/di/{document.case.code}/giao-nhiem-vu/")
    assert not reader.wrong, "\n".join(reader.wrong)


def test_the_pages_of_files_of_work_read_well(browser: Browser, office: Any):  # noqa: F811
    open_file, closed = work_files.filled(office), work_files.closed(office, code="02-CĐS")
    document = work_files.paper(office)
    work_files.put(office, open_file, document)
    at = "/can-bo/van-ban/ho-so/"
    reader = Reader(browser, office)
    reader.read("van", at, f"{at}ghi/")
    reader.read(
        "emi",
        f"{at}{open_file.pk}/",
        f"{at}{open_file.pk}/viec/them-tai-lieu/",
        f"{at}{open_file.pk}/viec/ket-thuc/",
        f"{at}{closed.pk}/viec/nop-luu/",
        f"/can-bo/van-ban/den/{document.case.code}/vao-ho-so/",
    )
    lasting = archive.archived(office, code="03-CĐS")
    batch = scans.split(office)
    at_scans = f"/can-bo/van-ban/quet/{batch.pk}/"
    reader.read("van", "/can-bo/van-ban/quet/", at_scans, f"{at_scans}phan/{batch.parts.first().pk}/vao-so/")
    package = archive.built(archive.requested(office, lasting))
    reader.read("van", f"{at}{lasting.pk}/goi/", f"{at}{lasting.pk}/goi/{package.pk}/nhan/")
    reader.read(
        "chi", at, f"{at}{closed.pk}/", f"{at}{closed.pk}/viec/doi-nguoi/", f"{at}{closed.pk}/viec/giu/"
    )
    assert not reader.wrong, "\n".join(reader.wrong)


SECURITY = "/can-bo/an-toan-thong-tin/"
SECURITY_ELSEWHERE = ("support", "intelligence", "own_contacts", "advisories", "reporting", "collecting")


def read_findings(town: Any, walk: Walk) -> None:
    """A report that was read, its findings, and the machine of it that nobody registered."""
    report = scanned(reported("10.0.0.1"), reported("10.9.9.9", "R9"), machines=["10.0.0.1"])
    source = imported(town, report)
    finding, other = SecurityFinding.objects.get(rule="R1"), UnregisteredMachine.objects.get()
    walk.read(
        "anh", f"{SECURITY}diem-yeu/", f"{SECURITY}diem-yeu-theo-co-quan/", f"{SECURITY}quyet-dinh-chung/"
    )
    walk.read("anh", f"{SECURITY}bao-cao-quet/", f"{SECURITY}nap-bao-cao-quet/")
    walk.read("anh", f"{SECURITY}diem-yeu/{finding.code}/", f"{SECURITY}diem-yeu/{finding.code}/quyet-dinh/")
    walk.read(
        "cuc",
        f"{SECURITY}bao-cao-quet/{source.code}/",
        f"{SECURITY}may-chua-biet/",
        f"{SECURITY}may-chua-biet/{other.code}/",
    )
    walk.seen.add("scan_import_file")  # a file


def test_every_page_of_cybersecurity_reads_well(browser: Browser, guarded: Any):  # noqa: F811
    town = guarded
    system = registered(town, town.agency_a, "anh")
    words = {"partner_name": "CSDL đất đai", "data_passed": "Thửa", "protected_by": "", "starts": SINCE}
    note_connection(system=system, by=town.actor("anh"), now=TOPIC_NOW, **words)
    layer_all(town, system, "anh")
    approve(town, system)
    machines = read_list(town, town.agency_a, "anh", "name,ip\npc-1,10.0.0.1\npc-2,x\n", key=uuid4())
    machine, contact = Machine.objects.get(), contact_named(town)
    one = f"{SECURITY}he-thong/{system.code}/"
    walk = Walk(Reader(browser, town))
    deeds = ("", "sua/", "ngung/", "ket-noi/", "ket-noi/1/ket-thuc/", "lop/")
    walk.read("anh", SECURITY, f"{SECURITY}dang-ky-he-thong/", *(one + deed for deed in deeds))
    walk.read(
        "cuc", f"{one}phe-duyet/", f"{one}kiem-tra/", f"{SECURITY}kiem-ke/", f"{SECURITY}kiem-ke/xac-nhan/"
    )
    walk.read(
        "anh", f"{SECURITY}may/", f"{SECURITY}nap-danh-sach-may/", f"{SECURITY}danh-sach-may/{machines.code}/"
    )
    walk.read(
        "anh",
        f"{SECURITY}may/{machine.code}/",
        f"{SECURITY}may/{machine.code}/ket-thuc/",
        f"{SECURITY}dau-moi/",
    )
    walk.read("anh", f"{SECURITY}them-dau-moi/", f"{SECURITY}dau-moi/{contact.code}/ket-thuc/")
    town.dat = make_officer("dat", "Lê Văn Đạt", town.committee, "Chánh Văn phòng", Head)
    path = f"{SECURITY}ho-so-cap-do/{dossier_sent(town, system).case.code}/"
    walk.read("anh", f"{SECURITY}ho-so-cap-do/", f"{one}lap-ho-so/")
    walk.read("cuc", path, f"{path}tham-dinh/")
    read_findings(town, walk)
    read_detection(town, walk, SECURITY)
    read_hunting(town, walk, SECURITY)
    read_software(town, walk, SECURITY)
    read_incidents(town, walk, SECURITY)
    walk.read("quan", f"{SECURITY}chuyen-trach/", f"{SECURITY}giao-nhiem-vu/")
    assert not walk.reader.wrong, "\n".join(walk.reader.wrong)
    elsewhere = {name for room in SECURITY_ELSEWHERE for name in named(f"tinhso.security.{room}.")}
    assert named("tinhso.security.") - elsewhere == walk.seen
