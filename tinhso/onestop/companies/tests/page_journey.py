"""The pages of a company's account, read as people do."""

from typing import Any

from tinhso.onestop.companies.actions.end_company_delegation import end_company_delegation
from tinhso.onestop.companies.tests.company_makers import make_company, make_delegation, make_offer
from tinhso.onestop.tests.makers import CODE, NOW, Shop

MINE, DESK = "/doanh-nghiep/cua-toi/", "/can-bo/nguoi-dai-dien/"


def read_companies(reader: Any, shop: Shop) -> None:
    """With one who acts for it, one whom it let before, and an offer that waits."""
    company = make_company(shop)
    make_offer(shop, company, procedures=[CODE])
    ended = make_delegation(shop, company)
    end_company_delegation(delegation=ended, by=shop.actor("an"), now=NOW)
    running = make_delegation(shop, company)
    at = f"{MINE}{company.pk}/"
    reader.read("an", MINE, f"{MINE}khai/", at, f"{at}uy-quyen/", f"{at}thoi-dai-dien/")
    reader.read("an", f"/doanh-nghiep/uy-quyen/{running.pk}/ket-thuc/")
    reader.read("dung", MINE, f"/ho-so/nop-cho-doanh-nghiep/{CODE}/")
    reader.read("binh", DESK, f"{DESK}ghi/", f"{DESK}{company.pk}/")
