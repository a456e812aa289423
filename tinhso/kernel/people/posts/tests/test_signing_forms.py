"""Who decides and how it is signed: the line of the issuer and the lines of the signature never name two authorities."""

import pytest

from tinhso.kernel.people.posts.signing_forms import (
    block_of_title,
    body_or_head,
    head_title,
    joined,
    of_agency,
)
from tinhso.kernel.people.posts.tests.signing_makers import (
    BODY,
    CHAIRMAN,
    COMBINATIONS,
    DIRECTOR,
    HEAD,
    HEALTH,
    KT,
    PROVINCE,
    form,
    post,
)


@pytest.mark.parametrize(("shown", "capacity", "issuer", "lines"), COMBINATIONS)
def test_issuer_and_signature_name_one_authority(shown, capacity, issuer, lines):
    assert (shown.capacity, shown.issuer, shown.lines) == (capacity, issuer, lines)
    assert shown.block == {"lines": lines, "name": shown.right.post.user.full_name}
    # the body is signed for where it decides, and nowhere else
    assert lines[0].startswith("TM.") == (issuer == PROVINCE.name)


def test_each_combination_has_a_mark_of_its_own():
    forms = [one[0] for one in COMBINATIONS if one[0].agency == PROVINCE]
    marks = {(one.who, one.right.capacity, one.right.post.title): one.mark for one in forms}
    assert marks[BODY, "", "Chủ tịch"] != marks[HEAD, "", "Chủ tịch"]
    assert marks[BODY, KT, "Phó Chủ tịch"] != marks[HEAD, KT, "Phó Chủ tịch"]


@pytest.mark.parametrize(
    ("one", "lines"),
    [
        (form(PROVINCE, BODY, CHAIRMAN), [f"TM. {PROVINCE.name}", "Chủ tịch"]),
        (
            form(PROVINCE, BODY, post("Phó Chủ tịch"), KT, CHAIRMAN),
            [f"TM. {PROVINCE.name}", "KT. Chủ tịch", "Phó Chủ tịch"],
        ),
        (form(PROVINCE, HEAD, CHAIRMAN), [f"Chủ tịch {PROVINCE.name}"]),
        (
            form(HEALTH, HEAD, post("Phó Giám đốc", HEALTH), KT, DIRECTOR),
            ["KT. Giám đốc Sở Y tế", "Phó Giám đốc"],
        ),
        (form(HEALTH, HEAD, DIRECTOR), ["Giám đốc Sở Y tế"]),
    ],
)
def test_where_several_agencies_sign_each_block_says_whose_it_is(one, lines):
    assert of_agency(one)["lines"] == lines
    assert one.lines != lines  # and the form itself stays as it was


@pytest.mark.parametrize(
    ("title", "agency", "words"),
    [
        ("Chánh Thanh tra", "Thanh tra tỉnh", "Chánh Thanh tra tỉnh"),
        ("Trưởng Ban", "Ban Quản lý Khu kinh tế", "Trưởng Ban Quản lý Khu kinh tế"),
        ("Giám đốc Sở Y tế", "Sở Y tế", "Giám đốc Sở Y tế"),
        ("Giám đốc", "Sở Y tế", "Giám đốc Sở Y tế"),
    ],
)
def test_what_title_and_agency_both_say_stands_once(title, agency, words):
    assert joined(title, agency) == words


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Quyền Chủ tịch", "Chủ tịch"),
        ("Phó Giám đốc điều hành", "Giám đốc"),
        ("Chủ tịch UBND xã", "Chủ tịch"),
        ("Phó Chủ tịch Ủy ban nhân dân huyện", "Chủ tịch"),
        ("Chánh Văn phòng", "Chánh Văn phòng"),
    ],
)
def test_the_office_of_the_head_is_named_and_not_who_holds_it(title, head):
    assert head_title(title) == head


def test_of_who_signed_a_report_only_the_title_is_on_record():
    assert block_of_title("Chủ tịch", "A", BODY)["lines"] == ["TM. Ủy ban nhân dân", "Chủ tịch"]
    assert block_of_title("Phó Chủ tịch", "A", BODY)["lines"] == [
        "TM. Ủy ban nhân dân",
        "KT. Chủ tịch",
        "Phó Chủ tịch",
    ]
    assert block_of_title("Phó Giám đốc", "A", HEAD)["lines"] == ["KT. Giám đốc", "Phó Giám đốc"]
    assert block_of_title("", "", BODY)["lines"] == ["TM. Ủy ban nhân dân"]


OF_THE_AGENCY = [one[0] for one in COMBINATIONS if one[0].right.capacity not in ("TL.", "TUQ.")]


@pytest.mark.parametrize("shown", OF_THE_AGENCY)
def test_a_report_is_signed_as_every_other_paper(shown):
    """By its title alone; TL. and TUQ. sign no report: it is its agency's head or deputy who does."""
    title, name = shown.right.post.title, shown.right.post.user.full_name
    assert block_of_title(title, name, shown.who) == shown.block


def test_where_nobody_may_sign_the_body_is_still_named():
    assert body_or_head(PROVINCE, BODY) == PROVINCE.name
    assert body_or_head(HEALTH, HEAD) == "Người đứng đầu Sở Y tế"
