import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.template.loader import render_to_string

import tinhso
from tinhso.lib.forms import parse_step, render_step, summarise
from tinhso.lib.forms.check import checked_form
from tinhso.onestop.data import reading

ROOT = Path(tinhso.__file__).parent
DAY = date(2024, 3, 8)
FORMS = sorted(path.stem for path in (ROOT / "onestop/data/forms").glob("*-?.json"))


def form(name):
    return checked_form(reading.form(name))


@pytest.mark.parametrize("name", FORMS)
def test_every_page_of_every_form_renders_with_all_its_errors(name):
    f = form(name)
    for step in f.steps:
        parsed = parse_step(f, step.id, {}, {}, on=DAY)
        page = render_step(
            f, step.id, {}, errors=parsed.errors, typed=parsed.typed, units=[("14797", "Phường X")]
        )
        html = render_to_string("onestop/form/step.html", {"page": page})
        assert parsed.errors
        for target, message in page.problems:
            assert f'id="{target}"' in html, (step.id, message)
        assert "style=" not in html
        assert "<script" not in html


def test_rows_carry_their_buttons_and_prefix():
    f = form("giay-phep-xay-dung-nha-o-1")
    page = render_step(f, "buoc_cong_trinh", {}, rows={"cac_tang": 2})
    html = render_to_string("onestop/form/step.html", {"page": page})
    for part in (
        'name="_them" value="cac_tang"',
        'name="_bot" value="cac_tang.1"',
        'data-prefix="cac_tang.1."',
    ):
        assert part in html
    assert html.index('aria-hidden="true"') < html.index('name="_bot"')


def test_a_choice_shows_its_hint_and_is_described_by_it():
    page = render_step(form("khai-sinh-1"), "buoc_tre", {})
    html = render_to_string("onestop/form/step.html", {"page": page})
    assert 'aria-describedby="f-giay_to_sinh_1_hint"' in html
    assert 'id="f-giay_to_sinh_1_hint">Nộp văn bản của người làm chứng' in html


def test_what_people_typed_is_shown_as_text_only():
    f = form("don-chung-1")
    typed = {"noi_dung": ["<script>alert(1)</script>"]}
    html = render_to_string(
        "onestop/form/step.html", {"page": render_step(f, "buoc_noi_dung", {}, typed=typed)}
    )
    assert "&lt;script&gt;" in html
    assert "<script" not in html


def test_the_summary_renders():
    f = form("don-chung-1")
    parts = summarise(f, {"viec_de_nghi": "Cấp lại <b>", "noi_dung": "một\nhai"})
    html = render_to_string("onestop/form/summary.html", {"parts": parts})
    assert "Cấp lại &lt;b&gt;" in html
    assert "một<br>hai" in html


@pytest.mark.skipif(shutil.which("node") is None, reason="no JavaScript engine on this machine")
def test_the_browser_decides_as_the_server_does():
    script = f"""
        const holds = require({json.dumps(str(ROOT / "onestop/static/onestop/show_if.js"))});
        const table = require({json.dumps(str(ROOT / "lib/forms/logic_cases.json"))});
        const wrong = table.cases.filter(c => holds(c[1], c[2]) !== c[3]).map(c => c[0]);
        console.log(JSON.stringify(wrong));
    """
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
