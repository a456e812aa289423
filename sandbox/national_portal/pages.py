"""SANDBOX: the few pages of the pretended portal, in plain HTML."""

from html import escape

from sandbox.national_portal.register import Catalogue, Json
from tinhso.lib.messages.portal_wire import STATES, read_moment

NAME = "Cổng DVC quốc gia – HỆ THỐNG THỬ NGHIỆM (sandbox)"
STYLE = """body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1rem;color:#1b1b1b;background:#fff}
.band{background:#7a1f1f;color:#fff;padding:.5rem 1rem;margin:-1rem -1rem 1rem}label{display:block;font-weight:600;margin-top:1rem}
input,select,textarea,button{font:inherit;padding:.5rem;max-width:100%;box-sizing:border-box;min-height:2.75rem}
input[type=text],select,textarea{width:100%}button{background:#0b4f8a;color:#fff;border:0;margin-top:1rem;padding:.5rem 1.25rem}
code{overflow-wrap:anywhere}li{margin:.35rem 0}"""


def page(title: str, body: str) -> bytes:
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)} - {NAME}</title>'
        f"<style>{STYLE}</style><body><p class=band>{NAME}</p><main><h1>{escape(title)}</h1>{body}"
        f"<p><a href='/'>Trang đầu</a></p></main></body></html>"
    ).encode()


def home(catalogue: Catalogue, filings: list[Json]) -> bytes:
    offered = [(code, known) for code, known in catalogue.procedures.items() if known.get("everyday", True)]
    rows = "".join(
        f'<li><a href="/nop-ho-so/{escape(code)}/">{escape(known["name"])}</a></li>'
        for code, known in offered[:300]
    )
    mine = "".join(
        f'<li><a href="/ho-so/{escape(f["code"])}/"><code>{escape(f["code"])}</code></a> {escape(f["person"]["name"])}</li>'
        for f in filings[-30:][::-1]
    )
    return page(
        "Nộp hồ sơ trực tuyến",
        f"<p>Đây không phải Cổng thật. Người nộp là nhân vật mô phỏng.</p><h2>Hồ sơ đã nộp</h2><ul>{mine or '<li>chưa có</li>'}</ul>"
        f"<h2>Thủ tục</h2><ul>{rows}</ul>"
        '<p><a href="/doi-soat/">Đối soát với tỉnh</a></p>',
    )


def comparison(lines: list[str]) -> bytes:
    """What the last comparison found, and how to run one."""
    found = "".join(f"<li>{escape(line)}</li>" for line in lines)
    how = "<p>Chạy <code>tinhso compare_portal --portal</code> kèm địa chỉ của trang này ở máy của tỉnh.</p>"
    return page(
        "Đối soát với tỉnh", (f"<ul>{found}</ul>" if found else "<p>Chưa đối soát lần nào.</p>") + how
    )


def filing_form(
    code: str, catalogue: Catalogue, error: str = "", typed: dict[str, str] | None = None
) -> bytes:
    known, typed = catalogue.procedures[code], typed or {}
    people = "".join(
        f'<option value="{escape(p["id_number"])}"{" selected" if typed.get("person") == p["id_number"] else ""}>'
        f"{escape(p['name'])}</option>"
        for p in catalogue.persons
    )
    body = f'<p role="alert"><strong>{escape(error)}</strong></p>' if error else ""
    body += f'<p>Mã thủ tục <code>{escape(code)}</code></p><form method="post">'
    body += f'<label for="person">Người nộp (đăng nhập VNeID mô phỏng)</label><select id="person" name="person">{people}</select>'
    if known.get("communes"):
        options = "".join(
            f'<option value="{escape(c)}"{" selected" if typed.get("commune") == c else ""}>{escape(name)}</option>'
            for c, name in catalogue.communes
        )
        body += f'<label for="commune">Xã, phường nơi làm thủ tục</label><select id="commune" name="commune">{options}</select>'
    for field in known.get("fields", []):
        name, label = escape(field["id"]), escape(field["label"])
        value = escape(typed.get(f"f.{field['id']}", ""))
        body += f'<label for="f-{name}">{label}</label><input type="text" id="f-{name}" name="f.{name}" maxlength="1000" value="{value}">'
    papers = "".join(f"<li>{escape(p['name'])}</li>" for p in known.get("papers", []))
    body += f"<h2>Giấy tờ</h2><p>Hệ thống thử nghiệm tự đính kèm một tệp PDF trống cho mỗi giấy tờ.</p><ul>{papers or '<li>không có</li>'}</ul>"
    if fee := int(known.get("fee", 0)):
        shown = f"{fee:,}".replace(",", ".")
        body += f'<label><input type="checkbox" name="pay" value="1" checked> Nộp phí, lệ phí {shown} đồng (mô phỏng)</label>'
    return page(str(known["name"]), body + "<button>Nộp hồ sơ</button></form>")


def dossier(filing: Json, known: Json | None, outgoing: list[Json], catalogue: Catalogue) -> bytes:
    name = str(catalogue.procedures.get(filing["procedure"], {}).get("name", filing["procedure"]))
    state_labels = {"waiting": "đang chuyển đến tỉnh", "taken": "tỉnh đã nhận", "refused": "tỉnh không nhận"}
    letters = "".join(
        f"<li>{escape(o['body']['Loai'])}: {state_labels[o['state']]}{'. ' + escape(o['said']) if o['state'] != 'taken' and o['said'] else ''}</li>"
        for o in outgoing
    )
    body = f"<p><code>{escape(filing['code'])}</code> · {escape(filing['person']['name'])}</p><h2>Tin đã gửi</h2><ul>{letters}</ul>"
    if known is None:
        return page(name, body + "<p>Tỉnh chưa báo trạng thái.</p>" + deeds(filing["code"], 1))
    state = known["state"]
    body += (
        f"<h2>Trạng thái {state}: {STATES[state]}</h2><p>Mã của tỉnh <code>{escape(known['code'])}</code></p>"
    )
    if due := known["row"].get("NgayHenTra"):
        body += f"<p>Hẹn trả {read_moment(due):%H:%M ngày %d/%m/%Y}</p>"
    for extra in known["row"].get("DanhSachHoSoBoSung", []):
        body += f"<p>Cần bổ sung: {escape(extra['NoiDungBoSung'])}</p>"
    for number, paper in enumerate(known["row"].get("DanhSachGiayToKetQua", [])):
        href = f"/ho-so/{escape(filing['code'])}/ket-qua/{number}/"
        body += f'<p><a href="{href}">Giấy tờ kết quả: {escape(paper["TenGiayTo"])}</a> số {escape(paper["GiayToId"])}</p>'
    steps = "".join(
        f"<li>{read_moment(s['at']):%H:%M %d/%m/%Y} · {s['state']} {STATES[s['state']]}: {escape(s['words'])}</li>"
        for s in known["steps"]
    )
    return page(name, body + f"<h2>Quá trình</h2><ol>{steps}</ol>" + deeds(filing["code"], state))


def deeds(code: str, state: int) -> str:
    """What the citizen may still do."""
    found = ""
    if state == 5:
        found += (
            f'<form method="post" action="/ho-so/{escape(code)}/bo-sung/"><label for="t">Nội dung bổ sung</label>'
            '<textarea id="t" name="text" maxlength="4000" required></textarea><button>Gửi bổ sung</button></form>'
        )
    if state in {1, 2, 4, 5, 6}:
        found += (
            f'<form method="post" action="/ho-so/{escape(code)}/rut/"><label for="r">Lý do rút hồ sơ</label>'
            '<input type="text" id="r" name="text" maxlength="1000" required><button>Rút hồ sơ</button></form>'
        )
    return found
