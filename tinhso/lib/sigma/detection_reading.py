"""What a detection or a filter asks of an event, parsed by pySigma; whatever cannot be asked is a fault with its line."""

import re
from typing import Any

from pyparsing import ParseBaseException
from sigma.conditions import ConditionFieldEqualsValueExpression
from sigma.exceptions import SigmaConditionError, SigmaError, SigmaRegularExpressionError
from sigma.rule import SigmaDetection, SigmaDetections

from tinhso.lib.sigma.documents import Document, Fault
from tinhso.lib.sigma.placeholders import fill_placeholders
from tinhso.lib.sigma.rules import LogSource, Rule, condition_items
from tinhso.lib.sigma.statements import CannotAsk, statement_of

MOST_CONDITION = 4000
DEEPEST = 40
MOST_ITEMS = 6000
Placeholders = dict[str, tuple[str, ...]]
TOO_DEEP = "Quy tắc lồng quá sâu."
TRANSLATED = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"Unknown modifier '([^']*)'", "Không biết bổ ngữ “{}” của trường."),
        (r"incompatible to value type", "Bổ ngữ không hợp với kiểu của giá trị này."),
        (r"Invalid CIDR expression", "Dải địa chỉ (CIDR) không đúng."),
        (r"Detection '([^']*)' not defined", "condition không đúng: không có phần “{}”."),
        (r"Selector '([^']*)' doesn't match", "condition không đúng: “{}” không gọi được phần nào."),
        (r"pipe syntax", "condition không đúng: dấu | của bản cũ đã bỏ; dùng quy tắc correlation."),
        (r"with wildcards is not allowed|must not contain wildcards", "Giá trị này không được có * hay ?."),
        (
            r"windash modifier expands at most",
            "windash mở tối đa ba dấu gạch trong một giá trị; hãy tách ra.",
        ),
        (r"only applicable to unmodified", "Bổ ngữ này chỉ dùng cho giá trị chưa qua bổ ngữ khác."),
    )
)


def read_detection(document: Document, rule: Rule, placeholders: Placeholders) -> None:
    _read_logsource(document, rule)
    section = document.value.get("detection")
    if not isinstance(section, dict):
        rule.faults.append(
            Fault(document.line_of("detection"), "Thiếu phần detection, hoặc phần ấy không gồm các khóa.")
        )
        return
    _read_section(document, rule, "detection", section, placeholders)


def read_filter(document: Document, rule: Rule, placeholders: Placeholders) -> None:
    _read_logsource(document, rule)
    section = document.value.get("filter")
    if not isinstance(section, dict):
        rule.faults.append(Fault(document.line_of("filter"), "Phần filter phải gồm các khóa."))
        return
    names = section.get("rules")
    names = [names] if isinstance(names, str) else names
    if names is None or not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        rule.faults.append(
            Fault(
                document.line_of("filter", "rules"),
                "filter cần “rules”: danh sách id hay tên quy tắc, hoặc any.",
            )
        )
        return
    rule.filtered = tuple(one if one != "any" and one.lower() != "any" else "any" for one in names) or (
        "any",
    )
    _read_section(
        document, rule, "filter", {key: one for key, one in section.items() if key != "rules"}, placeholders
    )


def _read_logsource(document: Document, rule: Rule) -> None:
    found = document.value.get("logsource")
    if not isinstance(found, dict):
        rule.faults.append(Fault(document.line_of("logsource"), "Thiếu logsource."))
        return
    parts = [found.get(name) for name in ("category", "product", "service")]
    if not any(parts) or not all(one is None or isinstance(one, str) for one in parts):
        rule.faults.append(
            Fault(document.line_of("logsource"), "logsource cần category, product hay service, đều là chữ.")
        )
        return
    rule.logsource = LogSource(*(str(one or "").strip().lower()[:100] for one in parts))


def _read_section(
    document: Document, rule: Rule, part: str, section: dict[str, Any], placeholders: Placeholders
) -> None:
    texts = section.get("condition")
    texts = [texts] if isinstance(texts, str) else texts
    if not isinstance(texts, list) or not texts or not all(isinstance(one, str) for one in texts):
        rule.faults.append(Fault(document.line_of(part, "condition"), "Thiếu condition."))
        return
    detections = {}
    for name, definition in section.items():
        if name in {"condition", "timeframe"}:
            continue
        made = _detection(document, rule, (part, str(name)), _usual_names(definition))
        if made is not None:
            detections[str(name)] = made
    if "timeframe" in section:
        rule.faults.append(
            Fault(
                document.line_of(part, "timeframe"), "timeframe của bản cũ đã bỏ; dùng quy tắc correlation."
            )
        )
    if rule.faults:
        return
    for index, text in enumerate(texts):
        line = document.line_of(part, "condition", index)
        _condition(rule, text, detections, line, placeholders)
    _check_places(document, rule, part, section)
    rule.fields = tuple(
        dict.fromkeys(
            one.field
            for condition in rule.conditions
            for one in condition_items(condition)
            if isinstance(one, ConditionFieldEqualsValueExpression)
        )
    )


def _usual_names(definition: Any) -> Any:
    """The same with `utf16le`, as the specification calls it, under the name that the parser knows."""
    if isinstance(definition, list):
        return [_usual_names(one) for one in definition]
    if isinstance(definition, dict):
        return {
            "|".join("wide" if part == "utf16le" else part for part in key.split("|"))
            if isinstance(key, str)
            else key: value
            for key, value in definition.items()
        }
    return definition


def _detection(document: Document, rule: Rule, path: tuple[str, ...], definition: Any) -> Any:
    try:
        return SigmaDetection.from_definition(definition)
    except RecursionError:
        rule.faults.append(Fault(document.line_of(*path), TOO_DEEP))
    except (SigmaError, TypeError, ValueError, AttributeError, LookupError) as error:
        line = document.line_of(*path)
        why: BaseException = error
        if isinstance(definition, dict):
            for key, value in definition.items():
                try:
                    SigmaDetection.from_definition({key: value})
                except (SigmaError, TypeError, ValueError, AttributeError, LookupError) as inner:
                    line, why = document.line_of(*path, str(key)), inner
                    break
        rule.faults.append(Fault(line, words_of(why)))
    return None


def _condition(
    rule: Rule, text: str, detections: dict[str, Any], line: int, placeholders: Placeholders
) -> None:
    if len(text) > MOST_CONDITION or text.count("(") > DEEPEST or text.split().count("not") > 4 * DEEPEST:
        rule.faults.append(Fault(line, f"condition dài quá {MOST_CONDITION} ký tự hoặc lồng quá sâu."))
        return
    try:
        condition = SigmaDetections(dict(detections), [text]).parsed_condition[0].parsed
        if condition is None or len(condition_items(condition)) > MOST_ITEMS:
            raise CannotAsk(f"Điều kiện rỗng hoặc có quá {MOST_ITEMS} giá trị.")
        condition = fill_placeholders(condition, placeholders)
        statement_of(condition)
        rule.conditions.append(condition)
    except RecursionError:
        rule.faults.append(Fault(line, TOO_DEEP))
    except CannotAsk as why:
        rule.faults.append(Fault(line, str(why)))
    except (SigmaError, ParseBaseException, TypeError, AttributeError, LookupError) as error:
        rule.faults.append(Fault(line, words_of(error)))


def _check_places(document: Document, rule: Rule, part: str, section: dict[str, Any]) -> None:
    """Give a fault of a value the line of its field where one of the section's items has it alone."""
    if not rule.faults:
        return
    for name, definition in section.items():
        if not isinstance(definition, dict):
            continue
        for key, value in definition.items():
            alone = SigmaDetections({"x": SigmaDetection.from_definition({key: value})}, ["x"])
            try:
                statement_of(alone.parsed_condition[0].parsed)
            except CannotAsk as why:
                line = document.line_of(part, str(name), str(key))
                rule.faults[:] = [
                    Fault(line, one.words) if one.words == str(why) else one for one in rule.faults
                ]
            except SigmaError:
                continue


def words_of(error: BaseException) -> str:
    """What pySigma refuses, in Vietnamese; its own words, in quotes, only where none of these says it."""
    message = str(error).replace("\x00", "")[:300]
    if isinstance(error, SigmaRegularExpressionError):
        return (
            "Biểu thức chính quy không chạy được ở đây (không nhận nhìn trước, nhìn sau, tham chiếu ngược, "
            f"hoặc viết sai); bộ phân tích báo: “{message[-120:]}”."
        )
    for pattern, words in TRANSLATED:
        if found := pattern.search(message):
            return words.replace("{}", "".join(found.groups())[:80])
    if isinstance(error, SigmaConditionError | ParseBaseException):
        return "condition không đúng: kiểm tra từ nối, ngoặc và tên các phần."
    return f"Không đúng quy cách Sigma; bộ phân tích báo: “{message[:200]}”."
