"""How the program says that it is protected: each control with a proof that exists and the values in force."""

import re
from datetime import date
from pathlib import Path

import pytest

from tinhso.config.compliance import registers
from tinhso.kernel.law.models import Rule

ROOT = Path(__file__).resolve().parents[3]
DAY = date(2024, 3, 8)


@pytest.mark.long
def test_every_control_names_a_proof_that_exists_and_rules_that_the_pack_has(whole_province):
    rows = registers.controls(DAY)
    assert len(rows) > 20
    for _group, requirement, measure, proof in rows:
        assert (ROOT / proof).is_file(), requirement
        assert not re.search(r"\{[a-z_.]+\}", measure), (requirement, measure)


def test_a_changed_rule_changes_the_dossier(whole_province):
    Rule.objects.filter(key="security.lock_minutes").update(value=77)
    assert any("Khóa 77 phút" in row[2] for row in registers.controls(DAY))
