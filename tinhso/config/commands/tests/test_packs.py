"""`tinhso new-pack` and `tinhso check-pack`; what `load_pack`, `setup` and `check` say of a pack that is none or another province's."""

import pytest
from django.core.management import CommandError, call_command

from tinhso.config import cli
from tinhso.config.checks import doctor
from tinhso.config.commands import check_pack
from tinhso.config.commands.new_pack import SHIPPED
from tinhso.config.setting_up.questions import faults_of_pack
from tinhso.kernel.law.models import Rule
from tinhso.kernel.site.models import Instance

WORDS = ["--name", "Tỉnh Bình Hòa", "--code", "99", "--ident", "H99"]


@pytest.fixture
def pack(tmp_path, capsys):
    folder = tmp_path / "binh-hoa"
    assert cli.main(["new-pack", str(folder), *WORDS]) == 0
    assert f"tinhso check-pack {folder}" in capsys.readouterr().out
    return folder


def test_a_new_pack_is_whole(pack, capsys):
    assert cli.main(["check-pack", str(pack)]) == 0
    assert "nạp được" in capsys.readouterr().out


def test_words_that_name_no_province_and_a_folder_in_use_are_refused(pack, tmp_path, capsys):
    assert cli.main(["new-pack", str(pack), *WORDS]) == 2
    assert "đã có" in capsys.readouterr().err
    assert (
        cli.main(["new-pack", str(tmp_path / "x"), "--name", "Bình Hòa", "--code", "99", "--ident", "H99"])
        == 2
    )
    assert "bắt đầu bằng" in capsys.readouterr().err and not (tmp_path / "x").exists()


def test_faults_are_told_by_file_line_and_column_and_the_rest_is_counted(pack, capsys, monkeypatch):
    text = (pack / "units.csv").read_text("utf-8")
    (pack / "units.csv").write_text(text + "12345,1/7/2025,,Xã,xa,commune,98,,,,\n", "utf-8")
    assert cli.main(["check-pack", str(pack)]) == 1
    printed = capsys.readouterr().out
    assert "units.csv, dòng 3, cột valid_from: “1/7/2025” không phải ngày" in printed
    assert "units.csv, dòng 3, cột source: không được để trống" in printed and "2 chỗ sai" in printed
    monkeypatch.setattr(check_pack, "MOST_SHOWN", 1)
    assert cli.main(["check-pack", str(pack)]) == 1
    assert "… và 1 chỗ nữa" in capsys.readouterr().out
    assert "2 chỗ sai trong gói" in faults_of_pack(str(pack)) and faults_of_pack(str(SHIPPED)) == ""


@pytest.mark.django_db
def test_nothing_is_loaded_of_a_pack_with_faults(pack):
    (pack / "rules.csv").unlink()
    with pytest.raises(CommandError, match=r"rules\.csv: thiếu tệp này"):
        call_command("load_pack", str(pack))
    assert not Instance.objects.exists()


@pytest.mark.django_db
def test_a_rule_that_a_newer_program_reads_is_asked_for_by_the_doctor_and_by_the_next_load(pack):
    call_command("load_pack", str(pack))
    assert list(doctor.rules()) == []
    Rule.objects.filter(key="jobs.finished_days").delete()
    (found,) = doctor.rules()
    assert (
        found.level == "wrong"
        and "thiếu 1 quy tắc" in found.sentence
        and "jobs.finished_days" in found.sentence
    )
    lines = (pack / "rules.csv").read_text("utf-8").splitlines(keepends=True)
    (pack / "rules.csv").write_text("".join(one for one in lines if "jobs.finished_days" not in one), "utf-8")
    with pytest.raises(CommandError, match=r"thiếu quy tắc jobs\.finished_days"):
        call_command("load_pack", str(pack))


@pytest.mark.django_db
def test_whoever_names_no_province_is_given_none(settings):
    settings.PACK_IS_NAMED = False
    with pytest.raises(CommandError, match="Chưa nói gói của tỉnh nào"):
        call_command("load_pack")
    assert not Instance.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "command", ["load_pack", "load_catalogue", "load_data_sets", "load_report_categories"]
)
def test_a_pack_of_another_province_is_refused_in_a_sentence_and_the_doctor_names_it(command, settings):
    Instance.objects.create(
        pk=1, name="Tỉnh Số", owner="UBND tỉnh Bình Hòa", province_code="99", ident_code="H99"
    )
    settings.PROVINCE_PACK = SHIPPED
    with pytest.raises(CommandError, match="là của UBND tỉnh Bình Hòa"):
        call_command(command)
    found = [one for one in doctor.instance() if one.name == "gói dữ liệu tỉnh"]
    assert [one.level for one in found] == ["wrong"]
