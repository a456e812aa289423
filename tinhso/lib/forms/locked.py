"""Parts of composed questions that nobody types, because an identity says them: by the source that would fill them in."""

from collections.abc import Iterator, Mapping
from typing import Any

from tinhso.lib.forms.definition import FormDefinition, children
from tinhso.lib.forms.field import Field
from tinhso.lib.forms.field_types import GROUP_TYPES
from tinhso.lib.forms.readers import read


def locked_inputs(form: FormDefinition, sources: Mapping[str, str]) -> dict[str, str]:
    """The text of each input whose part has its source in `sources`, by the name of the input."""
    return {f"{f.id}.{part.id}": text for f, part, text in _parts(form, sources)}


def with_locked(
    form: FormDefinition, answers: Mapping[str, Any], sources: Mapping[str, str]
) -> dict[str, Any]:
    """The answers with these parts as their sources say; a question that is not answered yet stays so."""
    found = dict(answers)
    for f, part, text in _parts(form, sources):
        if isinstance(found.get(f.id), Mapping):
            found[f.id] = found[f.id] | {part.id: read(part, text)}
    return found


def _parts(form: FormDefinition, sources: Mapping[str, str]) -> Iterator[tuple[Field, Field, str]]:
    for f in form.fields.values():
        if f.type in GROUP_TYPES and f.prefill:
            yield from ((f, part, sources[part.prefill]) for part in children(f) if sources.get(part.prefill))
