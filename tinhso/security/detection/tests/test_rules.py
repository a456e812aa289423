"""The register of rules: faults with their lines, versions, two persons."""

from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.detection.actions.register_rules import register_rules
from tinhso.security.detection.actions.switch_rule_off import switch_rule_off
from tinhso.security.detection.actions.switch_rule_on import switch_rule_on
from tinhso.security.detection.permissions import can_read_rules, can_switch_on
from tinhso.security.detection.tests.makers import COUNT, RULE, registered_rules, running_rule, town  # noqa: F401
from tinhso.security.models import DetectionRule
from tinhso.security.pages.refusals import SecurityForbidden

TODAY = NOW.date()


def test_what_a_rule_says_is_registered_and_it_waits_for_another(town):  # noqa: F811
    row = registered_rules(town)[0]
    assert (row.title, row.level, row.author, row.licence) == (
        "Xóa bản sao lưu bóng",
        3,
        "Lê Thị Cúc",
        "DRL-1.1",
    )
    assert (row.state, row.version, row.logsource) == ("pending", 1, "windows / process_creation")
    assert (row.tags, row.false_positives) == (["attack.impact"], ["Người quản trị dọn ổ đĩa"])
    assert EventRow.objects.filter(name="security.DetectionRuleRegistered").count() == 1


def test_the_same_form_or_the_same_words_are_one_rule_and_other_words_a_version(town):  # noqa: F811
    key = uuid4()
    first = registered_rules(town, key=key)[0]
    assert registered_rules(town, key=key)[0] == first == registered_rules(town)[0]
    second = registered_rules(town, RULE.replace("level: high", "level: critical"))[0]
    assert (second.version, second.key) == (2, first.key)
    with pytest.raises(EntryRefused, match="bản mới hơn"):
        switch_rule_on(rule=first, reported=True, by=town.actor("du"), now=NOW)
    switch_rule_on(rule=second, reported=True, by=town.actor("du"), now=NOW)
    third = running_rule(town, RULE.replace("level: high", "level: low"))
    second.refresh_from_db()
    assert (third.version, second.state, second.off_reason) == (3, "off", "Thay bằng bản 3")


def test_faults_are_told_with_their_lines_and_nothing_is_written(town):  # noqa: F811
    bad = RULE.replace("contains|all", "khong").replace("level: high", "level: cao")
    with pytest.raises(EntryRefused) as refused:
        registered_rules(town, RULE + "---\n" + bad)
    assert "Dòng 16" in str(refused.value) and refused.value.field == "text"
    assert not DetectionRule.objects.exists()
    assert len(registered_rules(town, RULE + "---\n" + bad, skip_faulty=True)) == 1


@pytest.mark.parametrize("text", ["", "  \n", "chữ", "a: [", "x" * 1_000_001, "---\n---"])
def test_what_is_no_rule_is_refused(town, text):  # noqa: F811
    with pytest.raises(EntryRefused):
        register_rules(text=text, skip_faulty=True, client_key=uuid4(), by=town.actor("cuc"), now=NOW)


def test_only_a_coordinator_registers_and_another_person_switches_on(town):  # noqa: F811
    with pytest.raises(SecurityForbidden):
        register_rules(text=RULE, skip_faulty=False, client_key=uuid4(), by=town.actor("anh"), now=NOW)
    row = registered_rules(town)[0]
    for who in ("cuc", "anh", "ho"):
        assert not can_switch_on(row, town.actor(who), on=TODAY)
        with pytest.raises(SecurityForbidden):
            switch_rule_on(rule=row, reported=True, by=town.actor(who), now=NOW)
    assert not can_read_rules(town.actor("anh"), on=TODAY)
    assert can_switch_on(row, town.actor("lam"), on=TODAY)
    switched = switch_rule_on(rule=row, reported=True, by=town.actor("du"), now=NOW)
    assert (switched.state, switched.decided_by) == ("on", town.du)
    assert EventRow.objects.filter(name="security.DetectionRuleSwitchedOn").count() == 1
    with pytest.raises(EntryRefused):
        switch_rule_on(rule=row, reported=True, by=town.actor("du"), now=NOW)


def test_a_correlation_wants_its_rules_on_before(town):  # noqa: F811
    both = registered_rules(town, RULE + "---\n" + COUNT)
    with pytest.raises(EntryRefused, match="11111111"):
        switch_rule_on(rule=both[1], reported=True, by=town.actor("du"), now=NOW)
    switch_rule_on(rule=both[0], reported=False, by=town.actor("du"), now=NOW)
    assert switch_rule_on(rule=both[1], reported=True, by=town.actor("du"), now=NOW).state == "on"


def test_off_says_why(town):  # noqa: F811
    row = running_rule(town)
    with pytest.raises(SecurityForbidden):
        switch_rule_off(rule=row, reason="Ồn", by=town.actor("anh"), now=NOW)
    for reason in ("", " ", "x" * 501):
        with pytest.raises(EntryRefused):
            switch_rule_off(rule=row, reason=reason, by=town.actor("cuc"), now=NOW)
    switched = switch_rule_off(rule=row, reason="Ồn", by=town.actor("cuc"), now=NOW)
    assert (switched.state, switched.off_reason) == ("off", "Ồn")
    with pytest.raises(EntryRefused):
        switch_rule_off(rule=row, reason="Ồn", by=town.actor("cuc"), now=NOW)
    assert EventRow.objects.filter(name="security.DetectionRuleSwitchedOff").count() == 1


def test_an_agency_reads_the_rules_that_are_on_and_nobody_else_any(town):  # noqa: F811
    running_rule(town)
    registered_rules(town, RULE.replace("5555", "6666"))

    def count(who):
        return DetectionRule.objects.visible_to(town.actor(who), on=TODAY).count()

    assert [count(who) for who in ("cuc", "lam", "anh", "ho")] == [2, 2, 1, 0]
