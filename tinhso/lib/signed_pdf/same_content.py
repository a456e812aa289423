"""Whether a PDF shows the same before and after something was appended.

First only the objects that were written anew are looked at: where each of them says what it said, all that stood there says it.
Otherwise both are walked side by side from the catalogue down, to tell what is seen from what is not. Left out is what signing
itself adds: proofs of certificates, time stamps, signature fields of later signers with their boxes, metadata.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.lib.signed_pdf.opened_pdf import UNREADABLE, PdfUnreadable, read_leniently

MOST_OBJECTS = 40_000
VISIBLE = ("/Pages", "/AcroForm", "/OpenAction", "/AA", "/OCProperties", "/Names", "/Dests", "/Collection")
OF_SIGNING = frozenset({"/DSS", "/Metadata", "/Version", "/Extensions", "/Perms"})
UNSEEN = frozenset({"/Metadata", "/LastModified", "/PieceInfo"})
OF_FORMS = frozenset({"/Fields", "/SigFlags", "/DR", "/DA"})
"""Fonts and defaults of fields: what a field shows stands in its own box, which is compared."""
OF_A_SIGNATURE_BOX = frozenset({"/V", "/AP", "/AS", "/M", "/F", "/MK", "/DA", "/Lock", "/SV", "/DV"})
OF_A_FILLED_BOX = frozenset({"/V", "/AP", "/AS", "/M", "/I", "/RV"})
"""Its words and how they look within its area; not the area, its flags or what happens when it is touched."""
HIDDEN = 0b10  # of /F

Number = tuple[int, int]
Values = Mapping[Number, bool]
"""The objects that are signatures, by number and generation, and whether each is a time stamp: they are long, and not read anew."""
Pairs = list[tuple[Any, Any]]


class Compared(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    UNSURE = "unsure"


class TooMuch(Exception):
    """More objects than are compared."""


def compare(before: bytes, after: PdfFileReader, values: Values, *, may_fill: bool = False) -> Compared:
    """`changed` where pages, boxes, fields, actions or attachments differ; `unsure` where only what is not seen differs, or where
    either cannot be read. With `may_fill` what stands in the fields of its form may differ, not where they lie or what they do."""
    try:
        earlier = read_leniently(before)
        overwritten = OverwrittenObjects(earlier, after, values)
        if not overwritten.leave_signatures():
            return Compared.CHANGED
        if overwritten.are_same():
            return Compared.SAME
        if not Walk(earlier, after, values, may_fill=may_fill).shows_same():
            return Compared.CHANGED
        return Compared.SAME if may_fill else Compared.UNSURE
    except (PdfUnreadable, TooMuch, *UNREADABLE):
        return Compared.UNSURE


def shows_same(before: PdfFileReader, after: PdfFileReader, values: Values) -> bool:
    """Walked down to the last object that is seen. Raises TooMuch, and what pyHanko raises of damaged files."""
    return Walk(before, after, values).shows_same()


class Comparison:
    """What two objects must have in common; how the objects behind their references are compared is the heirs' matter."""

    def __init__(
        self, before: PdfFileReader, after: PdfFileReader, values: Values, *, may_fill: bool = False
    ) -> None:
        self.before, self.after, self._values, self._may_fill = before, after, values, may_fill

    def parts(self, one: Any, other: Any) -> Pairs | None:
        """What has to be the same for these two to be; None where they are not."""
        if isinstance(one, generic.DictionaryObject) and isinstance(other, generic.DictionaryObject):
            if isinstance(one, generic.StreamObject) != isinstance(other, generic.StreamObject):
                return None
            if isinstance(one, generic.StreamObject) and not _same_data(one, other):
                return None
            return self._entries(one, other)
        if isinstance(one, generic.ArrayObject) and isinstance(other, generic.ArrayObject):
            return _paired(list(_items(one)), list(_items(other)))
        return [] if type(one) is type(other) and one == other else None

    def _entries(self, one: Any, other: Any) -> Pairs | None:
        left_out = UNSEEN | ({"/Length"} if isinstance(one, generic.StreamObject) else set())
        is_page = plain(entry_of(one, "/Type")) == "/Page"
        if is_page:
            left_out |= {"/Annots", "/Tabs"}
        if "/FT" in one and _is_signature_field(one):
            if "/V" not in one:
                left_out |= OF_A_SIGNATURE_BOX
            elif number_of(entry_of(one, "/V")) != number_of(entry_of(other, "/V")):
                return None
            left_out |= {"/V"}
        elif self._may_fill and _is_field_or_box(one) and not _is_signature_field(one):
            left_out |= OF_A_FILLED_BOX
        found = paired_entries(one, other, left_out)
        if not is_page or found is None:
            return found
        boxes = self.without_new_signatures(array(one, "/Annots"), array(other, "/Annots"))
        return None if boxes is None else found + boxes

    def form_parts(self, one: Any, other: Any) -> Pairs | None:
        """Of two /AcroForm, of which the first may be missing."""
        before = one if isinstance(one, generic.DictionaryObject) else generic.DictionaryObject()
        after = other if isinstance(other, generic.DictionaryObject) else generic.DictionaryObject()
        fields = self.without_new_signatures(array(before, "/Fields"), array(after, "/Fields"))
        entries = paired_entries(before, after, OF_FORMS)
        return None if fields is None or entries is None else fields + entries

    def without_new_signatures(self, one: list[Any], other: list[Any]) -> Pairs | None:
        """Pairs of what stood before, where all that came to it are signatures; None otherwise."""
        known = {number_of(item) for item in one}
        old = [item for item in other if number_of(item) in known or not self._is_new_signature(plain(item))]
        return _paired(one, old)

    def _is_new_signature(self, field: Any) -> bool:
        """A field that bears a signature; of a time stamp, or of none, only where it shows nothing: it could lie over the page."""
        if not isinstance(field, generic.DictionaryObject) or not _is_signature_field(field):
            return False
        owner = field if "/V" in field else plain(entry_of(field, "/Parent"))
        value = number_of(entry_of(owner, "/V")) if isinstance(owner, generic.DictionaryObject) else None
        return (value is not None and self._values.get(value) is False) or _shows_nothing(field)


class OverwrittenObjects(Comparison):
    """The objects of before that were written again afterwards, each beside what it was."""

    def are_same(self) -> bool:
        """Two references are the same where their numbers are: what is behind them was written again, or stands as it stood."""
        proofs = self._numbers_below(entry_of(self.before.root, "/DSS"))
        free = {
            number_of(entry_of(self.before.trailer, "/Info")),
            number_of(entry_of(self.before.root, "/Metadata")),
        }
        return all(
            self._is_same(number)
            for number in self._overwritten()
            if number not in proofs and number not in free
        )

    def leave_signatures(self) -> bool:
        """Whether no signature was written again: another reason, name or time would stand where the signer's own stood."""
        return all(self._is_same(number) for number in self._overwritten() if number in self._values)

    def _overwritten(self) -> Iterator[Number]:
        table, former = self.after.xrefs, self.before.xrefs
        found = {
            (one.idnum, one.generation)
            for revision in range(table.total_revisions)
            for one in table.explicit_refs_in_revision(revision) | table.refs_freed_in_revision(revision)
        }
        for idnum, generation in sorted(found):
            reference = generic.Reference(idnum, generation)
            was = _place(former, reference)
            if was is not None and was != _place(table, reference):
                yield idnum, generation

    def _is_same(self, number: Number) -> bool:
        one = self.before.get_object(generic.Reference(*number, pdf=self.before))
        other = self.after.get_object(generic.Reference(*number, pdf=self.after))
        if number == number_of(entry_of(self.before.trailer, "/Root")):
            return self._all_same(paired_entries(one, other, OF_SIGNING | {"/AcroForm"})) and self._all_same(
                self.form_parts(plain(entry_of(one, "/AcroForm")), plain(entry_of(other, "/AcroForm")))
            )
        if number == number_of(entry_of(self.before.root, "/AcroForm")):
            return self._all_same(self.form_parts(one, other))
        if isinstance(one, generic.ArrayObject) and isinstance(other, generic.ArrayObject):
            return self._all_same(self.without_new_signatures(list(_items(one)), list(_items(other))))
        return self._all_same(self.parts(one, other))

    def _all_same(self, pairs: Pairs | None) -> bool:
        waiting = pairs
        while waiting:
            one, other = waiting.pop()
            numbers = number_of(one), number_of(other)
            if numbers == (None, None):
                found = self.parts(one, other)
                if found is None:
                    return False
                waiting += found
            elif numbers[0] != numbers[1]:
                return False
        return waiting is not None

    def _numbers_below(self, top: Any) -> set[Number]:
        """Of what was signed: whoever appends has no hand in it."""
        seen: set[Number] = set()
        waiting = [top]
        while waiting:
            one = waiting.pop()
            if number := number_of(one):
                if number in seen:
                    continue
                seen.add(number)
            value = plain(one)
            if isinstance(value, generic.DictionaryObject):
                waiting += [entry_of(value, name) for name in value]
            elif isinstance(value, generic.ArrayObject):
                waiting += _items(value)
            if len(seen) > MOST_OBJECTS:
                raise TooMuch
        return seen


class Walk(Comparison):
    """Two readings side by side, down to the last object."""

    def shows_same(self) -> bool:
        self._left = MOST_OBJECTS
        return all(self._area(key, self.before.root, self.after.root) for key in VISIBLE)

    def _area(self, key: str, before: Any, after: Any) -> bool:
        one, other = entry_of(before, key), entry_of(after, key)
        pairs = self.form_parts(plain(one), plain(other)) if key == "/AcroForm" else [(one, other)]
        return pairs is not None and self._same(pairs)

    def _same(self, waiting: Pairs) -> bool:
        """With a stack of its own: a tree of pages may be deeper than Python goes. Pairs that were met are held for the same."""
        seen: set[tuple[Number, Number]] = set()
        while waiting:
            left, right = waiting.pop()
            one, other = number_of(left), number_of(right)
            if one and other:
                if (one, other) in seen:
                    continue
                seen.add((one, other))
            self._left -= 1
            if self._left < 0:
                raise TooMuch
            found = self.parts(plain(left), plain(right))
            if found is None:
                return False
            waiting += found
        return True


def _place(table: Any, reference: generic.Reference) -> Any:
    """Where an object stands; None where there is none."""
    try:
        return table[reference]
    except UNREADABLE:
        return None


def _paired(one: list[Any], other: list[Any]) -> Pairs | None:
    return list(zip(one, other, strict=True)) if len(one) == len(other) else None


def paired_entries(one: Any, other: Any, left_out: frozenset[str] | set[str]) -> Pairs | None:
    """None where one has a name that the other lacks."""
    names = {name for name in one if name not in left_out}
    if names != {name for name in other if name not in left_out}:
        return None
    return [(entry_of(one, name), entry_of(other, name)) for name in names]


def _shows_nothing(field: Any) -> bool:
    """Hidden, without a picture, or without an area; a field with boxes of its own is judged by them."""
    boxes = array(field, "/Kids")
    if boxes:
        return all(_shows_nothing(plain(box)) for box in boxes)
    flags = plain(entry_of(field, "/F"))
    if isinstance(flags, int) and flags & HIDDEN:
        return True
    edges = [float(plain(edge)) for edge in array(field, "/Rect")]
    return not edges or edges[0] == edges[2] or edges[1] == edges[3] or _is_empty(entry_of(field, "/AP"))


def _is_field_or_box(found: Any) -> bool:
    return "/FT" in found or bool(plain(entry_of(found, "/Subtype")) == "/Widget")


def _is_signature_field(field: Any) -> bool:
    kind = plain(entry_of(field, "/FT"))
    if _is_empty(kind):
        parent = plain(entry_of(field, "/Parent"))
        kind = plain(entry_of(parent, "/FT")) if isinstance(parent, generic.DictionaryObject) else None
    return bool(kind == "/Sig")


def _same_data(one: Any, other: Any) -> bool:
    return bool(one.encoded_data == other.encoded_data or one.data == other.data)


def array(owner: Any, name: str) -> list[Any]:
    """Its items as they are written; none where there is no array."""
    found = plain(entry_of(owner, name))
    return list(_items(found)) if isinstance(found, generic.ArrayObject) else []


def _items(found: Any) -> Iterator[Any]:
    for place in range(len(found)):
        yield found.raw_get(place)


def entry_of(owner: Any, name: str) -> Any:
    """As it is written: a reference stays one."""
    return owner.raw_get(name) if name in owner else generic.NullObject()


def plain(value: Any) -> Any:
    """The object itself."""
    return value.get_object() if isinstance(value, generic.IndirectObject) else value


def number_of(value: Any) -> Number | None:
    """Of a reference; None of what stands here itself."""
    return (value.idnum, value.generation) if isinstance(value, generic.IndirectObject) else None


def _is_empty(value: Any) -> bool:
    return value is None or isinstance(plain(value), generic.NullObject)
