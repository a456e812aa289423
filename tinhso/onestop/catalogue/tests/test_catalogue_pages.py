from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.kernel.law.models import Rule
from tinhso.kernel.site.models import Instance
from tinhso.onestop.catalogue.online_services import national_words
from tinhso.onestop.catalogue.places import level_of
from tinhso.onestop.catalogue.procedure_page.key_facts import place_fact
from tinhso.onestop.catalogue.procedure_page.page import procedure_page
from tinhso.onestop.models import Dossier, NoVersion, OnlineService, Procedure, ProcedureVersion
from tinhso.onestop.national_portal.catalogue import portal_procedures

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(catalogue):
    """Reads a page as a visitor of 8/3/2024."""
    shift(date(2024, 3, 8))
    days = [((date(2020, 1, 1), date(2025, 7, 1)), True), ((date(2025, 7, 1), None), False)]
    for valid, value in days:
        Rule.objects.create(key="own_portal_open", value=value, valid=valid, source="thử")
    return lambda url: Client().get(url)


def shift(day):
    Instance.objects.update_or_create(
        pk=1,
        defaults={
            "name": "Tỉnh thử",
            "owner": "UBND",
            "province_code": "38",
            "ident_code": "H56",
            "demo": True,
            "clock_offset": timedelta(days=(day - timezone.localdate()).days),
        },
    )


def words(response):
    return response.content.decode()


@pytest.mark.long
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("giay phep buu chinh", "1.003659"),
        ("so do", "cxm-gcn-dat-lan-dau"),
        ("lam giay khai sinh", "1.001193"),
        ("cap doi cccd", "cxm-doi-can-cuoc"),
        ("doc than", "1.004873"),
        ("giay doc than", "1.004873"),
        ("dang ky ket hon", "1.000894"),
        ("khai tu cho bo", "1.000656"),
        ("sao y cong chung", "cxm-chung-thuc-ban-sao"),
        ("xin con nuoi", "2.001263"),
        ("cat khau", "cxm-xoa-thuong-tru"),
        ("lay chong nuoc ngoai", "2.000806"),
        ("luat su mien phi", "2.000829"),
        ("giay ban xe", "2.000884"),
        ("giay uy quyen", "2.000884"),
        ("dat ten cho con", "1.001193"),
        ("tach khau", "1.010038"),
        ("ly lich tu phap", "cxm-ly-lich-tu-phap"),
        ("xay nha", "cxm-nha-o-rieng-le"),
        ("bang lai", "cxm-gplx-doi"),
        ("passport", "1.001456"),
        ("1.003659", "1.003659"),
    ],
)
def test_a_search_in_everyday_words_finds_the_procedure(visit, query, first):
    page = visit(f"/thu-tuc/?q={query}")
    assert first in [p.code for p in page.context["found"].procedures][:5]


@pytest.mark.long
def test_each_hit_shows_its_code(visit):
    assert "1.003659" in words(visit("/thu-tuc/?q=buu+chinh"))
    assert "mã chưa xác minh" in words(visit("/thu-tuc/?q=xay+nha"))


def test_nothing_found_leads_to_browsing_and_keeps_the_words(visit):
    page = words(visit("/thu-tuc/?q=zzzz"))
    assert "Chưa tìm thấy thủ tục hợp với “zzzz”" in page
    assert 'value="zzzz"' in page
    assert "?linh-vuc=ho-tich" in page
    assert "?su-kien=sinh-con" in page


def test_a_guess_is_shown_as_one_with_the_words_that_it_has(visit):
    page = words(visit("/thu-tuc/?q=kết+quả+xổ+số+hôm+nay"))
    assert "Chưa tìm thấy thủ tục hợp với “kết quả xổ số hôm nay”" in page
    assert "Có thể ông/bà cần, chúng tôi không chắc" in page
    assert "Khớp chữ “" in page
    assert page.count('class="hit"') <= 5


def test_a_paper_named_only_among_those_to_bring_leads_to_the_procedure(visit):
    assert "1.001193" in words(visit("/thu-tuc/?q=giấy+chứng+sinh"))


def test_english_words_find_what_has_a_vietnamese_name(visit):
    assert "1.000894" in words(visit("/thu-tuc/?q=marriage+registration"))
    assert "cxm-chung-thuc-ban-sao" in words(visit("/thu-tuc/?q=certified+copy"))


@pytest.mark.long
def test_browsing_goes_page_by_page_without_gaps(visit):
    seen, url = [], "/thu-tuc/"
    while url:
        page = visit(url)
        seen += [p.code for p in page.context["found"].procedures]
        url = page.context["next_url"]
    assert len(seen) == len(set(seen)) == page.context["found"].total
    assert "1.004376" not in seen  # the ministry's


def test_lists_are_narrowed_by_field_level_and_moment_of_life(visit):
    fields = visit("/thu-tuc/?linh-vuc=buu-chinh").context["found"].procedures
    assert {p.code for p in fields} == {"1.003659", "1.004470"}
    district = visit("/thu-tuc/?cap=district").context["found"].procedures
    assert "cxm-nha-o-rieng-le" in {p.code for p in district}
    life = visit("/thu-tuc/?su-kien=ket-hon").context["found"].procedures
    assert {p.code for p in life} == {"1.000894", "1.004873", "1.000593", "1.004746", "2.000806"}
    assert visit("/thu-tuc/?cap=central").context["found"].total == 2


@pytest.mark.parametrize(
    "query", ["?sau=x", "?sau=99999999999999", "?q=%00", "?cap=la", "?linh-vuc='--", "?q=" + "a" * 9000]
)
def test_odd_addresses_do_no_harm(visit, query):
    assert visit(f"/thu-tuc/{query}").status_code == 200


def test_the_list_takes_few_queries(visit, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        visit("/thu-tuc/")
    with django_assert_max_num_queries(12):
        visit("/thu-tuc/?q=khai+sinh")


def test_a_procedure_shows_every_part_of_the_law(visit, django_assert_max_num_queries):
    with django_assert_max_num_queries(
        11
    ):  # the last three are read at most every few seconds: sources, any desk, hours
        page = words(visit("/thu-tuc/1.003659/"))
    for part in (
        "Trình tự thực hiện",
        "Cách thức thực hiện",
        "Thành phần và số lượng hồ sơ",
        "Thời hạn giải quyết",
    ):
        assert part in page
    for part in ("Đối tượng thực hiện", "Cơ quan thực hiện", "Kết quả thực hiện", "Phí, lệ phí", "Mẫu đơn"):
        assert part in page
    for part in (
        "Yêu cầu, điều kiện",
        "Căn cứ pháp lý",
        "30 ngày kể từ",
        "10.750.000 đồng",
        "Sở Thông tin và Truyền thông",
    ):
        assert part in page
    assert "Cổng Dịch vụ công quốc gia</a>" not in page


@pytest.mark.long
def test_after_july_2025_citizens_are_sent_to_the_national_portal(visit):
    shift(date(2025, 11, 24))
    page = words(visit("/thu-tuc/1.003659/"))
    assert "Nộp hồ sơ tại Cổng Dịch vụ công quốc gia</a>" in page
    assert "Sở Khoa học và Công nghệ" in page
    old = visit("/thu-tuc/cxm-nha-o-rieng-le/")
    assert (old.status_code, old["Location"]) == (302, "/thu-tuc/1.013225/")
    relief = visit("/thu-tuc/cxm-tro-giup-khan-cap/")
    assert relief.context["page"].level == "commune"


def test_a_procedure_of_a_vertical_agency_says_whose_it_is(visit):
    page = words(visit("/thu-tuc/cxm-doi-can-cuoc/"))
    assert "do Công an (Công an tỉnh và Công an cấp xã) giải quyết" in page
    assert "Phòng Cảnh sát quản lý hành chính" in page
    assert "Nộp hồ sơ tại cổng của cơ quan giải quyết</a>" in page
    assert "/ho-so/nop/" not in page


def test_a_procedure_of_a_ministry_names_it_and_is_not_offered_here(visit):
    page = words(visit("/thu-tuc/1.004376/"))
    assert "do Bộ " in page
    assert "Nộp hồ sơ tại Cổng Dịch vụ công quốc gia</a>" in page
    assert "/ho-so/nop/" not in page


@pytest.mark.long
def test_lists_are_narrowed_by_online_level_and_subject_with_the_counts_that_were_promised(visit):
    for facet in visit("/thu-tuc/").context["found"].facets.kinds:
        assert visit(f"/thu-tuc/?muc-do={facet.code}&cap=").context["found"].total >= facet.count > 0
    for facet in visit("/thu-tuc/").context["found"].facets.levels:
        assert visit(f"/thu-tuc/?cap={facet.code}").context["found"].total == facet.count
    people = visit("/thu-tuc/?doi-tuong=citizen").context["found"].total
    assert 0 < people < visit("/thu-tuc/").context["found"].total


def test_the_page_of_a_procedure_shows_level_date_and_national_portal_of_each_service(visit):
    service = OnlineService.objects.on(date(2024, 3, 8)).filter(kind="partly").first()
    page = words(visit(f"/thu-tuc/{service.procedure.code}/"))
    assert "Trực tuyến từ" in page
    assert service.reason in unescape(page)
    assert national_words(service) in page


@pytest.mark.long
def test_the_list_of_services_is_filtered_counted_and_paged(visit, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        every = visit("/dich-vu-cong-truc-tuyen/").context["listed"]
    assert every.total == sum(f.count for f in every.kinds) == sum(f.count for f in every.levels)
    for kind in every.kinds:
        assert visit(f"/dich-vu-cong-truc-tuyen/?muc-do={kind.code}").context["listed"].total == kind.count
    joined = visit("/dich-vu-cong-truc-tuyen/?dvcqg=co").context["listed"].total
    missing = visit("/dich-vu-cong-truc-tuyen/?dvcqg=chua").context["listed"].total
    assert joined + missing == every.total
    second = words(visit("/dich-vu-cong-truc-tuyen/?trang=2"))
    assert "Trang trước" in second and "Trang sau" in second
    for odd in ("?trang=x", "?trang=99999", "?muc-do=%00", "?cap='"):
        assert visit(f"/dich-vu-cong-truc-tuyen/{odd}").status_code == 200
    assert "Không có dịch vụ nào" in words(visit("/dich-vu-cong-truc-tuyen/?cap=central"))


def test_the_leaflet_is_one_page_of_a4(visit):
    answer = visit("/thu-tuc/1.003659/to-huong-dan.pdf")
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfFileReader(BytesIO(answer.content)).root["/Pages"]
    assert pages["/Count"] == 1
    assert [round(float(n)) for n in pages["/Kids"][0]["/MediaBox"]][2:] == [595, 842]
    assert visit("/thu-tuc/1.003659/to-huong-dan.pdf").content == answer.content
    assert visit("/thu-tuc/cxm-can-cuoc-tre-em/to-huong-dan.pdf").status_code == 404  # nothing written


def test_no_leaflet_whose_code_would_lead_nowhere(visit, settings):
    """On an HTTPS site its QR code read `http://127.0.0.1:8000`."""
    visit("/thu-tuc/1.003659/to-huong-dan.pdf")
    settings.SITE_URL = ""
    answer = visit("/thu-tuc/1.003659/to-huong-dan.pdf")
    assert answer.status_code == 503 and "chưa được khai địa chỉ của cổng" in words(answer)


@pytest.mark.long
@pytest.mark.parametrize("day", [date(2024, 3, 8), date(2025, 11, 24)])
def test_the_leaflet_of_the_longest_procedures_is_one_page_too(visit, day):
    """The procedures with most to say, by the letters of what a leaflet takes from them."""
    shift(day)
    versions = ProcedureVersion.objects.in_force(day).filter(procedure__valid__contains=day)
    longest = sorted(versions.select_related("procedure"), key=letters)[-12:]
    for version in longest:
        answer = visit(f"/thu-tuc/{version.procedure.code}/to-huong-dan.pdf")
        assert PdfFileReader(BytesIO(answer.content)).root["/Pages"]["/Count"] == 1, version.procedure.code


def letters(version):
    papers = sum(len(paper["name"]) for paper in version.papers)
    return len(version.procedure.name) + papers + len(version.manner_text) + 40 * len(version.papers)


def test_a_procedure_with_the_general_form_says_so(visit):
    page = words(visit("/thu-tuc/1.010945/"))
    assert "Đơn đề nghị giải quyết thủ tục hành chính" in page
    assert "chưa được nhập vào hệ thống" in page


def test_a_written_procedure_without_a_form_of_its_own_says_how_it_is_filed(visit):
    page = words(visit("/thu-tuc/2.000829/"))
    assert "chưa được nhập vào hệ thống" not in page
    assert "hồ sơ lập theo đơn chung" in page
    assert "hộ tịch điện tử dùng chung" in words(visit("/thu-tuc/1.003583/"))


def test_birth_is_free_in_time_and_done_the_same_day(visit):
    page = words(visit("/thu-tuc/1.001193/"))
    for part in (
        "Trong ngày làm việc nhận đủ hồ sơ",
        "không thu",
        "8.000 đồng",
        "Giấy chứng sinh",
        "Nộp hồ sơ",
    ):
        assert part in page


def test_the_polices_procedure_has_its_parts_but_no_form_here(visit):
    page = words(visit("/thu-tuc/1.004222/"))
    for part in ("do Công an (Công an cấp xã", "7 ngày làm việc", "20.000 đồng", "chỗ ở hợp pháp"):
        assert part in page
    assert 'id="mau-don"' not in page
    assert "Nộp hồ sơ tại cổng của cơ quan giải quyết</a>" in page
    assert "/ho-so/nop/" not in page


@pytest.mark.long
@pytest.mark.parametrize("day", [date(2024, 3, 8), date(2025, 5, 5)])  # before and after 1/3/2025
def test_what_a_vertical_agency_settles_is_never_filed_here_whatever_its_channels(visit, town, day):
    """Police procedures are filed online, at their owner's portal: whose they are keeps them from ours."""
    shift(day)
    citizen = Client()
    citizen.force_login(town.an)
    versions = ProcedureVersion.objects.in_force(day).filter(channels__contains=["online"])
    online = {version.procedure_id for version in versions}
    found = Procedure.objects.on(day).filter(pk__in=online).select_related("field")
    theirs = [procedure for procedure in found if procedure.competence == "vertical"]
    assert len(theirs) >= 9
    for procedure in theirs:
        page = procedure_page(procedure, on=day)
        assert (page.own_portal, page.is_filed_here, page.file_elsewhere) == (True, False, True)
        assert level_of(procedure, day) is None
        assert citizen.get(f"/ho-so/nop/{procedure.code}/").status_code == 404
        assert citizen.post(f"/ho-so/nop/{procedure.code}/", {"client_key": uuid4()}).status_code == 404
    assert not Dossier.objects.exists()


def test_what_is_not_done_online_has_no_button(visit):
    for code in ("1.003583", "2.001263"):
        page = visit(f"/thu-tuc/{code}/")
        assert not page.context["page"].is_filed_here
        assert "/ho-so/nop/" not in words(page)


def test_the_criminal_record_is_filed_at_the_police_after_march_2025(visit):
    assert "Sở Tư pháp" in words(visit("/thu-tuc/cxm-ly-lich-tu-phap/"))
    shift(date(2025, 11, 24))
    page = words(visit("/thu-tuc/cxm-ly-lich-tu-phap/"))
    assert "do Phòng Hồ sơ nghiệp vụ, Công an tỉnh giải quyết" in page


def test_an_unknown_code_is_not_found(visit):
    assert visit("/thu-tuc/9.999999/").status_code == 404


def test_pages_only_read(visit):
    assert Client().post("/thu-tuc/").status_code == 405


def test_a_procedure_that_stands_no_more_has_no_version_to_file(visit):
    """Its last version may have no end of its own: the counter, a helper and the national portal ask here."""
    ended = Procedure.objects.get(code="cxm-nha-o-rieng-le")
    assert ProcedureVersion.objects.of(ended, date(2025, 6, 30))
    with pytest.raises(NoVersion):
        ProcedureVersion.objects.of(ended, date(2025, 7, 1))
    assert "cxm-nha-o-rieng-le" not in portal_procedures(date(2025, 11, 24))


def test_whose_a_procedure_is_is_told_by_the_first_that_names_it(visit):
    day = date(2024, 3, 8)
    ours = Procedure.objects.on(day).select_related("field").get(code="cxm-doi-can-cuoc")
    page = procedure_page(ours, on=day)
    assert page.owner == place_fact(ours, page.version, page.level).value == ours.field.owner != ""
    ours.field.owner = ""
    page = replace(page, version=ProcedureVersion(agency_text="Công an xã"))
    assert page.owner == "Công an xã"
    assert replace(page, version=None).owner == ours.level_words != ""
    assert place_fact(ours, page.version, page.level).value == ours.level_words
    ours.field.ministry = "Bộ A"
    central = replace(page, level="central", national=SimpleNamespace(promulgated_by="Bộ B"))
    assert central.owner == "Bộ B"
    assert replace(central, national=None).owner == "Bộ A"
    ours.field.ministry = ""
    assert replace(central, national=None).owner == "Công an xã"
