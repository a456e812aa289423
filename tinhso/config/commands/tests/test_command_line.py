"""Completion and the manual are read off the commands' own parsers: none is missing, and shells and man take them."""

import shutil
import subprocess

import pytest

from tinhso.config import cli
from tinhso.config.parsers import COMMANDS, WITHOUT_WORDS, described, options_of


def printed(capsys, *words):
    code = cli.main(list(words))
    return code, capsys.readouterr().out


def completed(script, *words):
    """What bash offers for the last of these words."""
    line = " ".join(f"'{word}'" for word in words)
    deed = f"{script}\nCOMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _tinhso; echo ${{COMPREPLY[@]}}"
    done = subprocess.run(["bash", "-c", deed], capture_output=True, text=True, check=True)
    assert not done.stderr
    return done.stdout.split()


def test_bash_completes_every_command_and_its_options(capsys):
    code, script = printed(capsys, "completion", "bash")
    assert code == 0 and completed(script, "tinhso", "") == list(COMMANDS)
    assert completed(script, "tinhso", "check-") == ["check-pack"]
    assert {"--try", "--json", "--deploy"} <= set(completed(script, "tinhso", "check", "--"))
    assert completed(script, "tinhso", "worker", "f") == ["fast"]
    assert completed(script, "tinhso", "migrate", "--") == []
    for one in described():
        wanted = {name for option in options_of(one.parser) for name in option.option_strings}
        assert wanted - {"-h"} == set(completed(script, "tinhso", one.name, "--")), one.name


def test_zsh_has_every_command_with_what_it_is_for(capsys):
    _code, script = printed(capsys, "completion", "zsh")
    assert script.startswith("#compdef tinhso\n")
    for name, meaning in COMMANDS.items():
        assert f"'{name}:{meaning.replace(':', ',')}'" in script
        assert f"\n    {name}) _arguments " in script
    assert script.count("'") % 2 == 0 and script.count("{") == script.count("}")


def test_another_shell_is_refused(capsys):
    with pytest.raises(SystemExit):
        cli.main(["completion", "fish"])


def test_the_manual_tells_every_command_option_code_and_setting(capsys):
    code, page = printed(capsys, "manual")
    assert code == 0 and page.startswith(".TH TINHSO 1")
    for name in set(COMMANDS) - WITHOUT_WORDS:
        assert f".SS {name.replace('-', chr(92) + '-')}\n" in page
    assert "\\-\\-try" in page and ".B TINHSO_CLAMAV" in page and ".B 141" in page
    assert "TINHSO_SANDBOX" not in page


@pytest.mark.skipif(shutil.which("groff") is None, reason="no groff")
@pytest.mark.long
def test_man_reads_the_manual_without_a_warning(capsys):
    _code, page = printed(capsys, "manual")
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-Kutf8", "-ww"], input=page, capture_output=True, text=True, check=True
    )
    assert not done.stderr
    assert "tinhso backup" in done.stdout
