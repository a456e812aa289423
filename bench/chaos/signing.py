"""The way of a dossier to its sealed result for `faults.py`, and what happens on it while nobody can sign.

As officials' browsers do it: our server gives the digest, the service on their machine the signature.
"""

import re
from typing import Any

import requests

from chaos.instance import Instance
from chaos.load import Browser, Ledger, Refused, where

HOW_MANY = 3
DRAFT = {
    "title": "Giấy phép bưu chính",
    "articles": "Cấp giấy phép.\nCó hiệu lực từ ngày ký.",
    "finding": "Đủ điều kiện.",
}
SIGN, SEAL = "ky", "dong-dau"
chosen: list[str] = []


def strike(instance: Instance) -> str:
    """Some dossiers come as far as the head's signature; then the service is away, and the head is told so."""
    ledger = Ledger(instance.state / "signing.jsonl")
    chosen[:] = waiting_dossiers(instance)
    for code in chosen:
        bring_to_signature(instance, code, ledger)
    instance.stop_box("signing_service")
    head = Browser(instance, "chi", ledger)
    for code in chosen:
        if sign(head, code, SIGN):
            raise SystemExit(f"{code} ký được khi không có dịch vụ ký")
    return f"dịch vụ ký tắt, {len(chosen)} hồ sơ chờ ký"


def mend(instance: Instance) -> str:
    """The same deeds again, each finished twice as when an answer got lost."""
    instance.start_box("signing_service")
    ledger = Ledger(instance.state / "signing.jsonl")
    head, clerk = Browser(instance, "chi", ledger), Browser(instance, "van", ledger)
    for code in chosen:
        if not sign(head, code, SIGN) or not sign(clerk, code, SEAL):
            raise SystemExit(f"{code} không ký được khi dịch vụ ký đã trở lại")
    return ""


def more(instance: Instance) -> list[str]:
    """Each result has one paper with one number, and was settled once."""
    papers = instance.query(
        "select c.code, count(distinct e.id) from casework_case c left join kernel_event e on e.case_id = c.id"
        " and e.name = 'casework.CaseSettled' where c.code = any(%s) group by 1",
        chosen,
    )
    return [f"{n} lần có kết quả ở {code}" for code, n in papers if n != 1]


def waiting_dossiers(instance: Instance) -> list[str]:
    sql = (
        "select code from casework_case where state = 'in_progress' and step = 'forward' order by id limit %s"
    )
    return [code for (code,) in instance.query(sql, HOW_MANY)]


def bring_to_signature(
    instance: Instance, code: str, ledger: Ledger, browser_of: type[Browser] = Browser
) -> None:
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("binh", "chuyen", {}),
        ("chi", "phan-cong", {"officer": ""}),
        ("emi", "trinh-ky", DRAFT),
    )
    for who, deed, words in steps:
        browser = browser_of(instance, who, ledger)
        page = browser.get(f"/can-bo/ho-so/{code}/").text
        given = {"ver": ver_on(page)} | words
        if "officer" in words:
            given["officer"] = re.findall(r'name="officer".*?<option value="(\d+)"', page, re.DOTALL)[0]
        where(browser.post(f"/can-bo/ho-so/{code}/{deed}/", given), "/can-bo/")


def ver_on(page: str) -> str:
    found = re.findall(r'name="ver" value="(\d+)"|data-ver="(\d+)"', page)
    if not found:
        raise Refused("không có nút nào trên trang hồ sơ")
    return next(one for one in found[0] if one)


def sign(browser: Browser, code: str, deed: str) -> bool:
    """Prepare, ask the service on this machine, bring what it gave; whether it was done."""
    path = f"/can-bo/ho-so/{code}/{deed}"
    ver = ver_on(browser.get(f"/can-bo/ho-so/{code}/").text)
    wish = browser.post(f"{path}/chuan-bi/", {"ver": ver}).json()
    if "token" not in wish:
        raise Refused(f"{code} {deed}: {wish}")
    asked = {key: wish[key] for key in ("holder", "document_id", "digest")}
    given = {"ver": ver, "token": wish["token"]}
    try:
        url = f"{browser.instance.url_of('signing_service')}/v1/requests"
        answer = requests.post(
            url, json=asked | {"digest_algorithm": "sha256", "approval": "auto"}, timeout=20
        ).json()
        given["cms"] = answer["cms"]
    except requests.RequestException:
        given["refused"] = "unavailable"
    done = browser.post(f"{path}/hoan-tat/", given).json()
    browser.post(f"{path}/hoan-tat/", given)
    return bool(done.get("done"))
