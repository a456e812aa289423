"""What the screen says: libraries in Vietnamese, our own words with English, one form for both."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django import forms

from tinhso.kernel.site import catalogues

ROOT = Path(__file__).resolve().parents[3]
OURS = sorted((ROOT / "tinhso").rglob("locale/*/LC_MESSAGES/*.po"))
OVERRIDE = ROOT / "tinhso/config/locale/vi/LC_MESSAGES/django.po"
LIBRARIES = {
    "django": ("conf", "contrib/auth", "contrib/contenttypes", "contrib/postgres", "contrib/sessions"),
    "allauth": ("",),
}
# Places of messages that no page of ours shows.
UNSEEN = re.compile(
    r"global_settings|views/csrf|views/templates|(^|/)(idp|providers|headless|usersessions|templates)/|apps\.py|admin"
)
UNNAMED = {"%s", "%d", "{}"}
HOLES = re.compile(r"%\(\w+\)s|%\(\w+\)d|%[sd]|\{\w*\}")


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def is_translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def folders() -> list[Path]:
    found = []
    for library, parts in LIBRARIES.items():
        spec = find_spec(library)
        assert spec is not None
        assert spec.origin is not None
        found += [Path(spec.origin).parent / part / "locale" for part in parts]
    return found


@pytest.mark.parametrize("folder", folders(), ids=lambda p: "/".join(p.parts[-3:-1]))
def test_what_a_library_says_is_vietnamese(folder):
    theirs = folder / "vi/LC_MESSAGES/django.po"
    known = [catalogue(OVERRIDE)] + ([catalogue(theirs)] if theirs.exists() else [])
    gaps = [
        message.id
        for message in catalogue(folder / "en/LC_MESSAGES/django.po")
        if message.id
        and any(not UNSEEN.search(place) for place, _line in message.locations)
        and not any(is_translated(k.get(message.id, message.context)) for k in known)
    ]
    assert gaps == []


@pytest.mark.parametrize("path", OURS, ids=lambda p: str(p.relative_to(ROOT / "tinhso")))
def test_a_translation_has_the_holes_of_its_original(path):
    for message in catalogue(path):
        if not message.id or not is_translated(message):
            continue
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for string in strings:
            ours, theirs = HOLES.findall(string), HOLES.findall(originals[-1])
            assert set(ours) <= set(theirs), message.id
            assert [h for h in ours if h in UNNAMED] == [h for h in theirs if h in UNNAMED], message.id


def test_every_word_of_the_site_has_its_english():
    app = ROOT / "tinhso/kernel/site"
    assert catalogues.catalogue_path(app).read_text() == catalogues.updated(app), "run: tinhso messages"
    assert catalogues.untranslated(catalogues.catalogue_path(app)) == []


@pytest.fixture
def compiled(tmp_path, settings):
    """The override and the site's English, compiled and put before everything else."""
    for language, path in (("vi", OVERRIDE), ("en", catalogues.catalogue_path(ROOT / "tinhso/kernel/site"))):
        target = tmp_path / language / "LC_MESSAGES/django.mo"
        target.parent.mkdir(parents=True)
        with path.open("rb") as source, target.open("wb") as file:
            write_mo(file, read_po(source, locale=language))
    settings.LOCALE_PATHS = [tmp_path]


def test_a_form_refuses_in_vietnamese(compiled):
    class Form(forms.Form):
        name = forms.CharField()
        age = forms.IntegerField()
        way = forms.ChoiceField(choices=[("1", "Một")])
        copies = forms.IntegerField(min_value=1)
        rows = forms.IntegerField(max_value=9)
        note = forms.CharField(max_length=3)
        code = forms.CharField(min_length=3)

    errors = Form(
        {"age": "x", "way": "9", "copies": "0", "rows": "10", "note": "dài quá", "code": "a"}
    ).errors
    assert errors["copies"] == ["Nhập số từ 1 trở lên."] and errors["rows"] == ["Nhập số không quá 9."]
    assert errors["note"] == ["Tối đa 3 ký tự, hiện có 7."]
    assert errors["code"] == ["Cần ít nhất 3 ký tự, hiện có 1."]
    assert errors["name"] == ["Chưa điền. Hãy điền mục này."]
    assert errors["age"] == ["Hãy nhập một số nguyên."]
    assert errors["way"] == ["Lựa chọn không có trong danh sách. Hãy chọn lại."]


def test_the_site_speaks_english_to_whoever_chose_it(compiled, client, db):
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    page = client.get("/tro-giup/").content.decode()
    assert "<h1>Help</h1>" in page
    assert "Tiếng Việt" in page
