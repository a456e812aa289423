"""SANDBOX: what an official of the pretended software sees: the requests, and the buttons that decide them."""

from html import escape

from sandbox.civil_status.registers import OPEN, STATES, Json
from sandbox.national_portal.pages import STYLE
from tinhso.lib.messages.linked_wire import PARTS, RECORDS

NAME = "Phần mềm hộ tịch, cư trú, BHXH – HỆ THỐNG THỬ NGHIỆM (sandbox)"
MOST = 50


def page(title: str, body: str) -> bytes:
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)} - {NAME}</title>'
        f"<style>{STYLE}</style><body><p class=band>{NAME}</p><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    ).encode()


def home(requests: list[Json], faults: dict[str, object]) -> bytes:
    rows = "".join(_row(row) for row in requests[-MOST:][::-1]) or "<p>Chưa có yêu cầu nào.</p>"
    fault_list = ", ".join(f"{escape(name)} {escape(str(value))}" for name, value in faults.items())
    return page(
        "Yêu cầu từ tỉnh",
        f"<p>Đây không phải phần mềm thật. Mỗi yêu cầu được xử lý sau thời gian chờ (wait, giây), hoặc ngay khi bấm nút.</p>"
        f'<p>Sự cố giả lập: <code>{fault_list}</code></p><form method="post" action="/sandbox/loi">'
        f'<label for="wait">Thời gian xử lý (giây)</label><input id="wait" name="wait" inputmode="decimal">'
        f'<label for="refuse">Tỷ lệ từ chối (0 đến 1)</label><input id="refuse" name="refuse" inputmode="decimal">'
        f"<button>Đặt</button></form>{rows}",
    )


def _row(row: Json) -> str:
    body = row["body"]
    what = RECORDS.get(body.get("LoaiDangKy", ""), PARTS[body["Phan"]])
    found = f"<h2>{escape(what)}</h2><p><code>{escape(body['MaHoSo'])}</code> · {escape(body['CoQuan'])} · <strong>{STATES[row['state']]}</strong> {escape(row['result'].get('So', row['said']))}</p>"
    if row["state"] != OPEN:
        return found
    key = escape(row["key"])
    return (
        f'{found}<form method="post" action="/sandbox/xu-ly/{key}"><button>Cấp số ngay</button></form>'
        f'<form method="post" action="/sandbox/xu-ly/{key}"><label for="l{key}">Lý do từ chối</label>'
        f'<input type="text" id="l{key}" name="ly_do" required><button>Từ chối</button></form>'
    )
