"""Which rules are run together: references resolved, filters laid over what they filter, and why some cannot run."""

from dataclasses import dataclass, field

from tinhso.lib.sigma.logsources import unknown_logsource
from tinhso.lib.sigma.predicates import Piece, joined
from tinhso.lib.sigma.rules import LogSource, Rule, RuleKind
from tinhso.lib.sigma.statements import statement_of

DEEPEST_CHAIN = 10


@dataclass
class Plan:
    """`rules` by their place; `refused` says of a place why it is not run."""

    rules: list[Rule]
    reported: set[int]
    """Whose finds are told; the rest run where one of these refers to them."""
    declared: LogSource | None = None
    refused: dict[int, str] = field(default_factory=dict)
    pieces: dict[int, Piece] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    """Correlations, each after those that it refers to."""
    members: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Of a correlation: the places of its rules."""
    wanted: dict[int, set[str]] = field(default_factory=dict)
    """Of a rule: fields whose values correlations above it ask for."""

    def name_in(self, place: int, name: str, rule: int) -> str:
        """What rule number `rule` of the correlation at `place` calls the field."""
        return str(self.rules[place].correlation.field_in(name, self._keys_of(place, rule)))

    def _keys_of(self, place: int, rule: int) -> tuple[str, ...]:
        return (self.rules[place].correlation.rules[rule], *self.rules[self.members[place][rule]].keys)


def plan_of(
    rules: list[Rule], *, reported: set[int] | None = None, declared: LogSource | None = None
) -> Plan:
    """Without `reported`, all tell but those that a correlation refers to and that does not say `generate`."""
    plan = Plan(rules, set(), declared)
    by_key = _by_key(plan)
    for place, rule in enumerate(rules):
        if rule.faults:
            plan.refused[place] = "; ".join(one.words for one in rule.faults)
        elif rule.kind is RuleKind.DETECTION and (why := unknown_logsource(rule.logsource, declared)):
            plan.refused[place] = why
    for place, rule in enumerate(rules):
        if rule.kind is RuleKind.CORRELATION and place not in plan.refused:
            _resolve(plan, place, by_key, ())
    if reported is None:
        silent = {
            member
            for place, members in plan.members.items()
            if not plan.rules[place].generate
            for member in members
        }
        reported = set(range(len(rules))) - silent
    plan.reported = reported - {place for place, one in enumerate(rules) if one.kind is RuleKind.FILTER}
    _want(plan)
    _write_pieces(plan)
    return plan


def _by_key(plan: Plan) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, rule in enumerate(plan.rules):
        for key in rule.keys:
            if rule.kind is not RuleKind.FILTER:
                found.setdefault(key, place)
    return found


def _resolve(plan: Plan, place: int, by_key: dict[str, int], above: tuple[int, ...]) -> None:
    """Put the correlation into the order after what it refers to, or say why it cannot be."""
    if place in plan.order or place in plan.refused:
        return
    if place in above or len(above) >= DEEPEST_CHAIN:
        plan.refused[place] = f"Các correlation gọi nhau thành vòng, hoặc quá {DEEPEST_CHAIN} tầng."
        return
    members = []
    for name in plan.rules[place].correlation.rules:
        member = by_key.get(name, by_key.get(name.lower()))
        if member is None:
            plan.refused[place] = f"Không có quy tắc “{name[:100]}” mà correlation này gọi."
            return
        if plan.rules[member].kind is RuleKind.CORRELATION:
            _resolve(plan, member, by_key, (*above, place))
        if member in plan.refused:
            plan.refused.setdefault(
                place, f"Quy tắc “{name[:100]}” mà nó gọi không chạy được: {plan.refused[member]}"
            )
            return
        members.append(member)
    plan.members[place] = tuple(members)
    if missing := _missing_alias(plan, place):
        plan.refused[place] = missing
        del plan.members[place]
        return
    plan.order.append(place)


def _missing_alias(plan: Plan, place: int) -> str:
    correlation = plan.rules[place].correlation
    for name in (*correlation.group_by, *correlation.fields):
        for rule, called in enumerate(correlation.rules):
            if not plan.name_in(place, name, rule):
                return f"aliases “{name[:60]}” không nói tên trường của quy tắc “{called[:100]}”."
    return ""


def _want(plan: Plan) -> None:
    """From the outermost correlation down: what each rule has to hand up."""
    for place in reversed(plan.order):
        correlation = plan.rules[place].correlation
        names = {*correlation.group_by, *correlation.fields} | plan.wanted.get(place, set())
        for rule, member in enumerate(plan.members[place]):
            found = plan.wanted.setdefault(member, set())
            found.update(one for name in names if (one := plan.name_in(place, name, rule)))


def _write_pieces(plan: Plan) -> None:
    """The statements of every detection that tells or is asked for by a correlation, with its filters."""
    asked = {member for members in plan.members.values() for member in members}
    filters = [one for one in plan.rules if one.kind is RuleKind.FILTER and not one.faults]
    for place, rule in enumerate(plan.rules):
        if rule.kind is not RuleKind.DETECTION or place in plan.refused or place not in plan.reported | asked:
            continue
        pieces = [joined([statement_of(one) for one in rule.conditions], "or")]
        for one in filters:
            if one.logsource.covers(rule.logsource) and (
                "any" in one.filtered
                or any(key in {*one.filtered, *map(str.lower, one.filtered)} for key in rule.keys)
            ):
                pieces.append(joined([statement_of(condition) for condition in one.conditions], "or"))
        plan.pieces[place] = joined([Piece(f"({one.sql})", one.parameters) for one in pieces], "and")
