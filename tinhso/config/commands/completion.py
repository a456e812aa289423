"""In đoạn lệnh để bash hoặc zsh tự điền lệnh và tùy chọn của tinhso khi bấm Tab.

bash: tinhso completion bash > /etc/bash_completion.d/tinhso      (hoặc: source <(tinhso completion bash))
zsh:  tinhso completion zsh > một thư mục của $fpath, tên tệp _tinhso
"""

import argparse
import shlex

from tinhso.config.parsers import COMMANDS, described, options_of, values_of

BASH = """# bash: tinhso completion bash
_tinhso() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} offered=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    offered={names}
  else
    case "${{COMP_WORDS[1]}}" in
{cases}
    esac
  fi
  COMPREPLY=($(compgen -W "$offered" -- "$word"))
}}
complete -o default -F _tinhso tinhso
"""
ZSH = """#compdef tinhso
# zsh: tinhso completion zsh
_tinhso() {{
  if (( CURRENT == 2 )); then
    local -a offered=({names})
    _describe 'tinhso' offered
    return
  fi
  case "$words[2]" in
{cases}
    *) _files ;;
  esac
}}
_tinhso "$@"
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=["bash", "zsh"], help="vỏ lệnh")


def run(arguments: argparse.Namespace) -> int:
    print(bash() if arguments.shell == "bash" else zsh(), end="")
    return 0


def bash() -> str:
    cases = []
    for one in described():
        words = [*_flags(one.parser), *values_of(one.parser)]
        cases.append(f"      {one.name}) offered={shlex.quote(' '.join(words))} ;;")
    return BASH.format(names=shlex.quote(" ".join(COMMANDS)), cases="\n".join(cases))


def zsh() -> str:
    cases = []
    for one in described():
        options = [
            _quoted(f"{name}[{_within(option.help or '')}]{_value(option)}")
            for option in options_of(one.parser)
            for name in option.option_strings
        ]
        values = values_of(one.parser)
        rest = _quoted(f"*:x:({' '.join(values)})" if values else "*:x:_files")
        cases.append(f"    {one.name}) _arguments {' '.join([*options, rest])} ;;")
    names = " ".join(_quoted(f"{name}:{meaning.replace(':', ',')}") for name, meaning in COMMANDS.items())
    return ZSH.format(names=names, cases="\n".join(cases))


def _flags(parser: argparse.ArgumentParser) -> list[str]:
    return [name for option in options_of(parser) for name in option.option_strings if name.startswith("--")]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "’") + "'"


def _within(text: str) -> str:
    """A help inside the brackets of zsh."""
    return text.replace("[", "(").replace("]", ")").replace(":", ",").replace("%%", "%")


def _value(option: argparse.Action) -> str:
    if option.nargs == 0:
        return ""
    return f":x:({' '.join(map(str, option.choices))})" if option.choices else ":x:_files"
