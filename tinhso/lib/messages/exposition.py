"""The text format in which Prometheus and its kin read numbers (exposition format, version 0.0.4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Family:
    """A name, what it means, and its values with their labels; of a histogram they are its buckets (`le`), and `ends` its
    sum and count."""

    name: str
    text: str
    samples: Iterable[tuple[float, Mapping[str, str]]]
    kind: str = "gauge"
    ends: Iterable[tuple[str, float]] = ()


def exposition(families: Iterable[Family]) -> str:
    return "".join(line + "\n" for family in families for line in _lines(family))


def _lines(family: Family) -> Iterable[str]:
    yield f"# HELP {family.name} {_escaped(family.text)}"
    yield f"# TYPE {family.name} {family.kind}"
    name = f"{family.name}_bucket" if family.kind == "histogram" else family.name
    for value, labels in family.samples:
        label_text = ",".join(f'{name}="{_label(text)}"' for name, text in labels.items())
        yield f"{name}{{{label_text}}} {value:.15g}" if label_text else f"{name} {value:.15g}"
    for end, value in family.ends:
        yield f"{family.name}_{end} {value:.15g}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _label(text: str) -> str:
    return _escaped(text).replace('"', '\\"')
