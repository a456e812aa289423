"""Open311 GeoReport v2: XML and JSON say the same, errors have the standard's shapes, what clients send is understood."""

import json
from datetime import timedelta
from uuid import UUID, uuid4
from xml.etree import ElementTree

import pytest
from django.test import Client

from tinhso.citizen.models import PendingRequest, Report, ReportCategory
from tinhso.citizen.open311.actions.ask_api_key import NotReady, ask_api_key, claim_api_key, decide_api_key
from tinhso.citizen.open311.actions.fetch_media import take_media
from tinhso.citizen.sender.secret_link import link_path
from tinhso.citizen.tests.makers import picture, send, set_up, upload
from tinhso.kernel.site import clock
from tinhso.kernel.site.models import Instance

pytestmark = pytest.mark.django_db
BASE = "/open311/v2"


@pytest.fixture
def key(town):
    set_up(town)
    now = clock.now()
    row, claim = ask_api_key(name="Máy", email="may@example.vn", purpose="thử", now=now)
    with pytest.raises(NotReady):
        claim_api_key(claim=claim)
    decide_api_key(row=row, active=True, per_hour=4, by=town.actor("binh"), now=now)
    found = claim_api_key(claim=claim)
    with pytest.raises(NotReady):
        claim_api_key(claim=claim)
    return found


@pytest.fixture
def published(town):
    from tinhso.citizen.models import ReportCategory

    report = send(town, ReportCategory.objects.get(code="o-ga"), now=clock.now() - timedelta(hours=1))
    Report.objects.update(visibility="published", published_at=clock.now())
    return report


def as_plain(node):
    """An element of XML as JSON would say it."""
    children = list(node)
    if not children:
        return node.text or ""
    names = {child.tag for child in children}
    if len(names) == 1 and (len(children) > 1 or node.tag in LISTS):
        return [as_plain(child) for child in children]
    return {child.tag: as_plain(child) for child in children}


LISTS = {
    "services",
    "service_requests",
    "errors",
    "endpoints",
    "formats",
    "attributes",
    "values",
    "notes",
    "photos",
}
LISTS |= {"service_request_updates"}


def as_text(value):
    """What JSON says in the words of XML."""
    if isinstance(value, dict):
        return {name: as_text(one) for name, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value] or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


@pytest.mark.long
@pytest.mark.parametrize(
    "path",
    [
        "discovery",
        "services",
        "services/den",
        "requests",
        "requests?extensions=true&status=open",
        "servicerequestupdates",
        "requests?status=maybe",
        "requests/PA-0",
        "tokens/x",
        "services/x",
    ],
)
def test_xml_and_json_say_the_same(key, published, path):
    head, _, query = path.partition("?")
    data, text = (Client().get(f"{BASE}/{head}.{fmt}?{query}") for fmt in ("json", "xml"))
    assert data.status_code == text.status_code
    assert text["Content-Type"] == "text/xml; charset=utf-8"
    assert as_text(json.loads(data.content)) == as_plain(ElementTree.fromstring(text.content))


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("requests", {"service_code": "o-ga", "lat": "19.8", "long": "105.7"}, 403),
        ("requests", {"api_key": "falsch", "service_code": "o-ga", "lat": "19.8", "long": "105.7"}, 403),
        ("requests", {"api_key": "", "service_code": "khong", "lat": "19.8", "long": "105.7"}, 404),
        ("requests", {"api_key": "", "lat": "19.8", "long": "105.7"}, 400),
        ("requests", {"api_key": "", "service_code": "o-ga", "description": "x"}, 400),
        ("requests", {"api_key": "", "service_code": "o-ga", "lat": "19.8", "description": "x"}, 400),
        (
            "requests",
            {"api_key": "", "service_code": "den", "lat": "19.8", "long": "105.7", "description": "x"},
            400,
        ),
        (
            "requests",
            {"api_key": "", "service_code": "o-ga", "lat": "1", "long": "1", "description": "outside"},
            400,
        ),
        ("requests", {"api_key": "", "service_code": "o-ga", "address_id": "99999", "description": "x"}, 404),
        ("requests", {"api_key": "", "jurisdiction_id": "hue", "service_code": "o-ga"}, 404),
    ],
)
def test_errors_have_the_shape_and_the_code_of_the_standard(key, path, body, code):
    sent = body | ({"api_key": key} if body.get("api_key") == "" else {})
    answer = Client().post(f"{BASE}/{path}.json", sent)
    found = json.loads(answer.content)
    assert answer.status_code == code and found[0]["code"] == code and found[0]["description"]
    assert not Report.objects.exists()


def test_a_request_comes_in_with_attributes_and_pictures(key, town):
    Instance.objects.update_or_create(pk=1, defaults={"name": "T", "owner": "UBND", "ident_code": "H56"})
    body = {
        "api_key": key,
        "jurisdiction_id": "h56",
        "service_code": "den",
        "lat": "19.80",
        "long": "105.78",
        "attribute[mau]": "vang",
        "attribute[so-cot]": "12",
        "first_name": "Bí Mật",
        "last_name": "Lê Thị",
        "phone": "0912345678",
        "email": "bimat@example.vn",
        "description": "Tối om",
        "media": upload(picture(exif=True)),
        "media[]": upload(picture("PNG"), "b.png", "image/png"),
    }
    answer = Client().post(f"{BASE}/requests.json", body)
    code = json.loads(answer.content)[0]["service_request_id"]
    report = Report.objects.get(case__code=code)
    assert report.channel == "open311" and report.photos.count() == 2
    assert report.attributes == {"mau": "vang", "so-cot": "12"}
    assert report.reporter.name == "Lê Thị Bí Mật" and report.reporter.api_key is not None
    assert (
        Client().get(f"{BASE}/requests/{code}.json").status_code == 404
    )  # nothing before the desk has looked


def test_the_same_idempotency_key_makes_one_report(key):
    body = {"api_key": key, "service_code": "o-ga", "address_string": "Cầu", "description": "x"}
    word = str(uuid4())
    answers = [
        Client().post(f"{BASE}/requests.json", body, headers={"Idempotency-Key": word}) for _ in range(2)
    ]
    assert answers[0].content == answers[1].content and Report.objects.count() == 1


def test_a_flood_of_one_key_is_slowed(key):
    body = {"api_key": key, "service_code": "o-ga", "address_string": "Cầu", "description": "x"}
    codes = [Client().post(f"{BASE}/requests.xml", body).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 200, 429]


def test_a_picture_behind_an_address_is_fetched_later_and_never_from_inside(key, settings):
    body = {
        "api_key": key,
        "service_code": "o-ga",
        "address_string": "Cầu",
        "description": "x",
        "media_url": "http://127.0.0.1:1/anh.jpg",
    }
    token = json.loads(Client().post(f"{BASE}/requests.json", body).content)[0]["token"]
    assert json.loads(Client().get(f"{BASE}/tokens/{token}.json").content)[0]["service_request_id"] is None
    pending = PendingRequest.objects.select_related("api_key").get()
    report = take_media(pending=pending, now=clock.now())
    pending.refresh_from_db()
    assert report is not None and not report.photos.exists() and pending.body == {}
    request = json.loads(Client().get(f"{BASE}/tokens/{token}.json").content)[0]
    assert request == {"token": token, "service_request_id": report.case.code}


def test_the_filters_of_requests(key, published, town):
    from tinhso.citizen.models import ReportCategory

    lamp = send(town, ReportCategory.objects.get(code="den"), now=clock.now(), attributes={"mau": "vang"})
    Report.objects.update(visibility="published", published_at=clock.now())

    def codes(query: str) -> list[str]:
        return [
            row["service_request_id"]
            for row in json.loads(Client().get(f"{BASE}/requests.json?{query}").content)
        ]

    assert codes("") == [lamp.case.code, published.case.code]
    assert codes("service_code=o-ga") == [published.case.code]
    assert codes("status=closed") == []
    assert codes("status=open,closed&page=2&page_size=1") == [published.case.code]
    assert codes(f"service_request_id={lamp.case.code}&service_code=o-ga") == [lamp.case.code]
    assert codes("start_date=2020-01-01T00:00:00Z&end_date=2020-02-01T00:00:00Z") == []
    assert Client().get(f"{BASE}/requests.json?start_date=hom-qua").status_code == 400


def test_reading_takes_few_queries(key, published, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert Client().get(f"{BASE}/requests.json?extensions=true").status_code == 200


def test_the_pages_of_keys(town, key):
    page = Client().get("/open311/")
    assert page.status_code == 200 and "o-ga" in page.content.decode()
    asked = Client().post("/open311/xin-khoa/", {"name": "A", "email": "a@example.vn", "purpose": "b"})
    assert Client().get(asked["Location"]).status_code == 200
    desk = town.sign_in(Client(), "binh")
    assert "a@example.vn" in desk.get("/can-bo/phan-anh/khoa/").content.decode()
    assert Client().get("/open311/khoa/khong-co/").status_code == 404


def test_who_sends_without_a_phone_gets_the_secret_link_once_through_the_client(town, key, settings):
    settings.DEMO = True  # with a phone a code reaches them
    body = {"api_key": key, "service_code": "o-ga", "address_string": "Cầu", "description": "x"}
    client_token = str(uuid4())
    sent = (
        Client().post("/open311/v2/requests.json", body, headers={"Idempotency-Key": client_token}).json()[0]
    )
    assert link_path(UUID(client_token)) in sent["service_notice"]
    with_phone = Client().post("/open311/v2/requests.json", body | {"phone": "0912345678"}).json()[0]
    assert "/cua-toi/" not in with_phone["service_notice"]
    later = (
        Client()
        .post(
            "/open311/v2/requests.json",
            body | {"media_url": "https://example.vn/a.jpg"},
            headers={"Idempotency-Key": str(uuid4())},
        )
        .json()[0]
    )
    assert "/cua-toi/" in later["service_notice"]


def test_a_client_gets_no_link_to_what_came_by_another_way(town, key):
    """The key of an e-mail is reckoned from its Message-ID, which whoever was in copy knows."""
    known = send(town, ReportCategory.objects.get(code="o-ga")).case.client_key
    body = {"api_key": key, "service_code": "o-ga", "address_string": "Cầu", "description": "x"}
    for more in ({}, {"media_url": "https://example.vn/a.jpg"}):
        head = {"Idempotency-Key": str(known)}
        request = Client().post("/open311/v2/requests.json", body | more, headers=head).json()[0]
        assert "/cua-toi/" not in request["service_notice"]
