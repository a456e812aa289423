"""The citizens' one box: codes lead to tracking, papers to their proof, places to their office, the rest is looked for."""

import pytest


@pytest.mark.long
@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("000 17 22 h56 240308 0012", "/tra-cuu/?ma=000.17.22.H56-240308-0012"),
        ("0001722562403080012", "/tra-cuu/?ma=000.17.22.H56-240308-0012"),
        ("pa240308vvtww", "/tra-cuu/?ma=PA-240308-VVTWW"),
        ("VROB 2BNZ 36HO OABO NQ3Y PTCJ OH", "/xac-minh/VROB2BNZ36HOOABONQ3YPTCJOH/"),
        ("dang ky ket hon co nguoi nuoc emi", ""),
        ("vrob2bnz36hoabonq3yptcjohm", "/xac-minh/VROB2BNZ36HOABONQ3YPTCJOHM/"),
        ("số 12/GP-STTTT", "/xac-minh/?so=12%2FGP-STTTT"),
        ("12/2024/QĐ-UBND", "/xac-minh/?so=12%2F2024%2FQ%C4%90-UBND"),
        ("phuong hac thanh", "/danh-ba/?q=phuong+hac+thanh"),
        ("UBND phường Hạc Thành", "/danh-ba/?q=phuong+hac+thanh"),
        ("61/2018/NĐ-CP", ""),
        ("khai sinh", ""),
        ("số đỏ", ""),
    ],
)
def test_what_is_typed_leads_where_it_belongs(town, catalogue, client, typed, leads):
    answer = client.get("/thu-tuc/", {"q": typed})
    assert (answer.status_code, answer.headers.get("Location", "")) == ((302, leads) if leads else (200, ""))


@pytest.mark.long
def test_nothing_found_is_said_honestly_with_ways_on(town, catalogue, client):
    page = client.get("/thu-tuc/", {"q": "zzqx wwvk"}).content.decode()
    assert "Chưa tìm thấy thủ tục hợp với “zzqx wwvk”" in page
    assert all(f'href="{way}' in page for way in ("/danh-ba/?q=zzqx%20wwvk", "/tra-cuu/", "/xac-minh/"))
    assert "&lt;b&gt;" in client.get("/thu-tuc/", {"q": "<b>zzqx"}).content.decode()


def test_the_page_of_proof_says_that_a_number_proves_nothing(town, client):
    page = client.get("/xac-minh/", {"so": "12/GP-STTTT<b>"}).content.decode()
    assert "Số không đủ để xác minh" in page and "12/GP-STTTT&lt;b&gt;" in page


def test_tracking_takes_a_code_in_any_spelling(shop, client):
    code = shop.dossier("receive").case.code
    page = client.get("/tra-cuu/", {"ma": code.replace(".", " ").replace("-", "").lower()}).content.decode()
    assert code in page and "Không tìm thấy" not in page
