import pytest

from tinhso.lib import setting_forms as forms


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        (forms.FLAG, ["1", "0", "On", "no"], ["yess", "2", "tắt"]),
        (forms.number(1, 65535), ["1", "65535"], ["0", "65536", "80a", "-1", "1.5", "٣", "9" * 40]),
        (forms.SITE, ["https://tinh.vn", "http://tinh.vn:80/cong/"], ["tinh.vn", "ftp://a", "https://", "https://a?b=1"]),
        (forms.address("s3"), ["s3://kho/a?endpoint=https://x"], ["https://kho", "s3://", "s3:// kho", "s3://a:0"]),
        (forms.ADDRESSES, ["http://a, https://b"], ["http://a, b", ",".join(["http://a"] * 101)]),
        (forms.HOSTS, ["tinh.vn, .tinh.vn,[::1],*"], ["https://tinh.vn", "a b", "tinh.vn:80", "tinh vn"]),
        (forms.HOST_NAME, ["smtp.tinh.vn"], ["*", "smtp://a", "a:25"]),
        (forms.MAIL_ADDRESSES, ["a@b.vn, c@localhost"], ["a", "a@b@c", "a@b c"]),
        (
            forms.DATABASE,
            ["postgresql://a:b@h:5432/t", "postgres:///t?host=/run"],
            ["mysql://a/t", "postgresql://h:99x/t", "postgresql://h", "nonsense", "postgresql://[h/t"],
        ),
        (forms.LOG_TARGET, ["tls://a", "unix:///dev/log"], ["a:514", "unix://log", "tls://a:99999"]),
        (forms.ENGINE, ["duckdb", "spark://local"], ["mysql://a", "DuckDB"]),
        (forms.KEY, ["k" * 43], ["k" * 42, "k" * 42 + " "]),
        (forms.PUBLIC_KEYS, ["ab" * 32], ["xyz", "ab"]),
        (forms.json_of("url", "key"), ['{"url": "a", "key": "b"}'], ["{", "[]", '{"url": "a"}', '{"url": "", "key": "b"}']),
        (forms.one_of("A", "B"), ["A"], ["a", "C"]),
        (forms.TEXT, ["a\nb"], ["x" * 4001]),
    ],
    ids=lambda value: value.words if isinstance(value, forms.Form) else "",
)  # fmt: skip
def test_a_form_takes_what_it_says_and_nothing_else(form, right, wrong):
    assert all(form.holds(value) for value in right)
    assert not [value for value in wrong if form.holds(value)]


def test_a_file_and_a_folder_are_looked_for(tmp_path):
    file = tmp_path / "a.pem"
    file.write_text("x")
    assert forms.FILE.holds(str(file)) and forms.FILES.holds(f"{file}, {file}")
    assert not forms.FILE.holds(str(tmp_path)) and not forms.FILES.holds(f"{file},{file}x")
    file.write_bytes(b"x" * (forms.LARGEST_FILE + 1))
    assert not forms.FILE.holds(str(file)) and forms.ANY_FILE.holds(str(file))
    assert forms.FOLDER.holds(str(tmp_path)) and not forms.FOLDER.holds(str(file))
    assert not forms.ANY_FILE.holds(str(tmp_path)) and not forms.PATH.holds("x" * 1001)
