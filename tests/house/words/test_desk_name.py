"""The one-stop desk has another name since 1/7/2025: what code shows names it by the rule of the day, or by what it does."""

from tests.house.sources import files, short

OLD = "Bộ phận " + "Một cửa"
BY_THE_DAY = {
    "tinhso/demo/cast.py",  # replaced by the name of the day, also for the teams
    "tinhso/demo/onestop/teams.py",
    "tinhso/kernel/law/slots.py",  # the reader of the rule itself
    "tinhso/kernel/site/context.py",  # where no rules are loaded
}


def test_nothing_that_code_shows_has_the_old_name_of_the_desk():
    shown = [path for path in files() if path.suffix in {".py", ".html", ".txt"} and "tinhso" in path.parts]
    named = {short(path) for path in shown if OLD in path.read_text()}
    exempt = {name for name in named if "/tests/" in name or "/migrations/" in name}
    assert named - exempt == BY_THE_DAY
