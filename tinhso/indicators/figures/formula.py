"""The formula of a figure in words: each measure by its name and what of it counts, with the way to its definition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.indicators.definitions.definition import Definition
from tinhso.indicators.sources.sources import known_measure
from tinhso.kernel.site.declare import Text
from tinhso.lib.expressions import Constant, MeasureRef, Node, Operation
from tinhso.lib.numbers import vn_number

CONDITIONS: dict[str, Text] = {
    "channel=online_result": gettext_lazy("nộp trực tuyến, kết quả điện tử"),
    "class=conduct": gettext_lazy("về hành vi, thái độ"),
    "class=policy": gettext_lazy("về cơ chế, chính sách, thủ tục"),
    "counted_in=day": gettext_lazy("thời hạn theo ngày"),
    "counted_in=working_day": gettext_lazy("thời hạn theo ngày làm việc"),
    "first=in_time": gettext_lazy("không muộn hơn giờ hẹn đầu tiên"),
    "first=period": gettext_lazy("mỗi thứ một lần trong kỳ"),
    "identity=verified": gettext_lazy("đã xác minh danh tính"),
    "index=dti": "DTI",
    "index=ict": "ICT Index",
    "index=papi": "PAPI",
    "index=par": "PAR INDEX",
    "index=pci": "PCI",
    "index=sipas": "SIPAS",
    "kind=fixed|mobile": gettext_lazy("cố định, di động"),
    "kind=internet": "Internet",
    "kind=partly": gettext_lazy("một phần"),
    "kind=wholly": gettext_lazy("toàn trình"),
    "opinion=disliked": gettext_lazy("bị đánh giá không hài lòng"),
    "opinion=good": gettext_lazy("không quá hạn, không gửi lại, không bị đánh giá không hài lòng"),
    "paid=online": gettext_lazy("nộp trực tuyến"),
    "papers=file": gettext_lazy("có tệp giấy tờ"),
    "parts=whole": gettext_lazy("đủ nội dung"),
    "period=last_year": gettext_lazy("cùng kỳ năm trước"),
    "result=file": gettext_lazy("có tệp kết quả"),
    "reuse=reused": gettext_lazy("có giấy tờ dùng lại"),
    "satisfied=yes": gettext_lazy("hài lòng"),
    "scenario=plan": gettext_lazy("kế hoạch"),
    "service=post": gettext_lazy("bưu chính"),
    "service=telecom": gettext_lazy("viễn thông"),
    "shared=shared": gettext_lazy("qua Kho quản lý dữ liệu điện tử"),
    "signed=yes": gettext_lazy("ký số"),
    "state=leader": gettext_lazy("người đứng đầu trực tiếp"),
    "timeliness=early|on_time": gettext_lazy("trước hoặc đúng hạn"),
    "verdict=on_time": gettext_lazy("đúng hạn"),
}
SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
UNSAID = ("procedure",)  # the page says of which one


@dataclass(frozen=True)
class FormulaPart:
    """A measure with the way to its definition, or a sign between two; `url` is "" where there is no way."""

    text: str
    url: str = ""


def formula_parts(
    definition: Definition, names: Mapping[MeasureRef, str], address: str = "", *, linked: bool = True
) -> list[FormulaPart]:
    """`names` has the measures in the order in which the page at `address` (this one, unless said) explains them."""
    places = {ref: f"{address}#so-do-{number}" for number, ref in enumerate(names, 1)} if linked else {}
    words = {ref: words_of(ref, name) for ref, name in names.items()}

    def read(node: Node, inside: bool) -> Iterator[FormulaPart]:
        if isinstance(node, Constant):
            yield FormulaPart(vn_number(node.value))
        elif isinstance(node, MeasureRef):
            yield FormulaPart(words.get(node) or _unexplained(node), places.get(node, ""))
        else:
            yield from bracketed(node, inside)

    def bracketed(node: Operation, inside: bool) -> Iterator[FormulaPart]:
        if inside:
            yield FormulaPart("(")
        yield from read(node.left, node.sign in "*/")
        yield FormulaPart(SIGNS[node.sign])
        yield from read(node.right, node.sign != "+")
        if inside:
            yield FormulaPart(")")

    scaled = definition.is_ratio or definition.factor != 1 or definition.annualized
    found = list(read(definition.numerator, scaled))
    if definition.denominator is not None:
        found += [FormulaPart(SIGNS["/"]), *read(definition.denominator, True)]
    if definition.factor != 1:
        found.append(FormulaPart(f"{SIGNS['*']}{definition.factor}"))
    if definition.annualized:
        found.append(FormulaPart(f" × {definition.days_of_a_year} ÷ " + _("số ngày của kỳ")))
    return found


def _unexplained(ref: MeasureRef) -> str:
    """Of a measure that cannot be counted where the page asks: it has no definition there, but its name."""
    measure = known_measure(ref.code)
    return words_of(ref, str(measure.name)) if measure is not None else str(ref)


def words_of(ref: MeasureRef, name: str) -> str:
    """Its name, and in brackets which of it count."""
    codes = [f"{name}={'|'.join(values)}" for name, values in ref.where if name not in UNSAID]
    inside = ", ".join(str(CONDITIONS.get(code, code)) for code in codes)
    return f"{name} ({inside})" if inside else name
