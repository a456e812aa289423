"""What leaves the house with our address in it asks `site_url`, which refuses where there is none."""

from tests.house.sources import files, ours, short

# Links for programs become relative without an address; comparing with our own name finds nothing then.
MAY_DO_WITHOUT = {
    "tinhso/config/checks/address.py",
    "tinhso/config/environment.py",
    "tinhso/config/settings.py",
    "tinhso/kernel/people/management/commands/import_accounts.py",
    "tinhso/kernel/site/address.py",
    "tinhso/onestop/catalogue/api.py",
    "tinhso/opendata/harvest/actions/enter_source.py",
    "tinhso/opendata/catalogue/api.py",
    "tinhso/opendata/harvest/plan.py",
    "tinhso/opendata/harvest/reading.py",
}


def test_nobody_else_reads_the_setting():
    found = {
        short(path)
        for path in files("*.py")
        if ours(path)
        and "tests" not in path.parts
        and short(path).startswith("tinhso/")
        and "SITE_URL" in path.read_text()
    }
    # They write the variable's name for processes that they start or set up.
    found -= {"tinhso/config/commands/demo.py", "tinhso/config/setting_up/files.py"}
    assert found <= MAY_DO_WITHOUT, "use site_url() of tinhso.kernel.site.public"
