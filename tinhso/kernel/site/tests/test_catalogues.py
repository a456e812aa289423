from babel.messages.catalog import Catalog

from tinhso.kernel.site import catalogues


def app_with(tmp_path, template: str, module: str = ""):
    (tmp_path / "templates/x").mkdir(parents=True, exist_ok=True)
    (tmp_path / "templates/x/page.html").write_text(template)
    (tmp_path / "views.py").write_text(module)
    return tmp_path


def test_words_of_templates_and_modules_are_found(tmp_path):
    app = app_with(
        tmp_path,
        '{% load i18n %}{% translate "Nộp hồ sơ" %}{% blocktranslate count n=2 %}một{% plural %}{{ n }} việc'
        "{% endblocktranslate %}",
        'from django.utils.translation import gettext as _\nx = _("Đăng nhập")\n',
    )
    ids = {message.id for message in catalogues.template_catalogue(app) if message.id}
    assert ids == {"Nộp hồ sơ", ("một", "%(n)s việc"), "Đăng nhập"}


def test_a_translation_is_never_lost(tmp_path):
    app = app_with(tmp_path, '{% load i18n %}{% translate "Cũ" %}')
    path = catalogues.catalogue_path(app)
    path.parent.mkdir(parents=True)
    path.write_text(catalogues.updated(app).replace('msgid "Cũ"\nmsgstr ""', 'msgid "Cũ"\nmsgstr "Old"'))
    app_with(tmp_path, '{% load i18n %}{% translate "Mới" %}')
    path.write_text(catalogues.updated(app))
    assert '#~ msgstr "Old"' in path.read_text()
    assert catalogues.untranslated(path) == ["Mới"]
    app_with(tmp_path, '{% load i18n %}{% translate "Cũ" %}')
    path.write_text(catalogues.updated(app))
    second = catalogues.load(path).get("Cũ")
    assert second is not None
    assert second.string == "Old"
    assert path.read_text() == catalogues.updated(app)


def test_an_app_inside_another_keeps_its_own_words(tmp_path):
    app = app_with(tmp_path, '{% load i18n %}{% translate "Ngoài" %}')
    inner = app_with(tmp_path / "inner", '{% load i18n %}{% translate "Trong" %}')
    (inner / "apps.py").write_text("")
    assert isinstance(catalogues.template_catalogue(app), Catalog)
    assert {m.id for m in catalogues.template_catalogue(app) if m.id} == {"Ngoài"}
