"""What taking a list of accounts over would do: accounts, posts and delegations that are new or changed. Writes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tinhso.kernel.people.account_import.list import COLUMNS, Entry, Fault, Reader, Signs, read_list
from tinhso.kernel.people.models import Agency, Delegation, Post, User
from tinhso.kernel.people.posts.actions.ask_for_delegation import in_words
from tinhso.kernel.people.posts.actions.ask_for_list import PostRequest
from tinhso.kernel.people.posts.signing_fields import signing_fields
from tinhso.kernel.people.roles import Administrator, Head, decides, reads_personal_data
from tinhso.lib.files.spreadsheets import Line

NO_FIELD = "không có lĩnh vực này trong danh mục thủ tục; ghi mã lĩnh vực, để trống khi ký mọi lĩnh vực"


@dataclass
class AccountPlan:
    """Entries by what is to be done with them; `missing` are officers of today whom the list does not name."""

    accounts: list[Entry] = field(default_factory=list)  # one for each new account
    details: list[tuple[User, Entry]] = field(default_factory=list)  # name, e-mail or phone differ
    posts: list[Entry] = field(default_factory=list)
    moved: list[tuple[Post, Entry]] = field(default_factory=list)  # title, roles or end differ
    delegations: list[Entry] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    missing: list[User] = field(default_factory=list)
    named: list[str] = field(default_factory=list)

    @property
    def refused(self) -> int:
        return len({fault.row for fault in self.faults})

    @property
    def accepts_any(self) -> bool:
        """Whether at least one line can be done, or stands already as it says."""
        done = (self.accounts, self.details, self.posts, self.moved, self.delegations)
        return any(done) or self.unchanged > 0


def plan_accounts(content: bytes, *, on: date, administrators: bool = False) -> AccountPlan:
    """Compare each line with the accounts, posts and delegations of that day. FileRefused.

    Six queries, seven where a line names a field.
    """
    plan, standing = AccountPlan(), Standing(on)
    reader = Reader(agencies_by_code(on), administrators)
    lines = read_list(content)
    entries = list(good(lines, reader, standing, plan))
    plan.named = list(dict.fromkeys(line["username"].lower() for line in lines if line["username"]))
    new: set[str] = set()
    changed: set[int] = set()
    for entry in entries:
        user = standing.users.get(entry.username)
        if user is None and entry.username not in new:
            new.add(entry.username)
            plan.accounts.append(entry)
        elif user and user.pk not in changed and differs(user, details := details_of(user, entry, plan)):
            changed.add(user.pk)
            plan.details.append((user, details))
        put_post(entry, user, standing, plan)
    put_delegations(entries, standing, plan)
    plan.missing = [user for name, user in sorted(standing.officers.items()) if name not in plan.named]
    return plan


def good(lines: Iterable[Line], reader: Reader, standing: "Standing", plan: AccountPlan) -> Iterable[Entry]:
    for line in lines:
        entry, faults = reader.read(line)
        if entry and (wrong := standing.refuses(entry)):
            faults = [Fault(entry.row, COLUMNS[wrong[0]], wrong[1])]
        plan.faults += faults
        if entry and not faults:
            yield entry


def agencies_by_code(on: date) -> dict[str, Agency]:
    """The agencies of the day by code, and by identity code."""
    rows = list(Agency.objects.on(on))
    found = {one.ident_code: one for one in rows if one.ident_code and one.kind != Agency.Kind.DESK}
    return found | {one.code: one for one in rows}


class Standing:
    """Accounts, posts and delegations as they are on that day."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.users = {user.username.lower(): user for user in User.objects.all().defer("password")}
        self.addresses = {u.email.lower(): name for name, u in self.users.items() if u.email}
        self.posts: dict[tuple[int, int], list[Post]] = {}
        self.officers: dict[str, User] = {}
        for post in Post.objects.select_related("user", "agency").order_by("pk"):
            self.posts.setdefault((post.user_id, post.agency_id), []).append(post)
            if post.holds_on(on) and post.user.is_active:
                self.officers[post.user.username.lower()] = post.user
        rows = Delegation.objects.standing().values_list(
            "giver__user__username", "receiver_id", "field", "valid"
        )
        self.delegated = {(giver.lower(), receiver, field): valid for giver, receiver, field, valid in rows}

    def refuses(self, entry: Entry) -> tuple[str, str] | None:
        """Why an entry cannot be, for what stands here already."""
        user = self.users.get(entry.username)
        if user and user.person_id is not None:
            return "username", "tên đăng nhập này là tài khoản của người dân"
        owner = self.addresses.get(entry.email.lower()) if entry.email else None
        if owner not in (None, entry.username):
            return "email", f"đã dùng cho tài khoản {owner}"
        if not entry.agency.exists_on(entry.starts or self.on):
            return "starts", "vào ngày này cơ quan không tồn tại"
        if entry.ends and entry.ends <= (entry.starts or self.on):
            return "ends", "không sau ngày bắt đầu"
        return None

    def post_of(self, user: User, agency: Agency) -> Post | None:
        """The post at that agency that runs today or later."""
        rows = self.posts.get((user.pk, agency.pk), [])
        return next((p for p in rows if p.valid.upper is None or p.valid.upper > self.on), None)


def details_of(user: User, entry: Entry, plan: AccountPlan) -> Entry:
    """The entry as far as it changes the account: of one that was signed in with, its owner alone changes the addresses."""
    if user.last_login is None or (user.email, user.phone) == (entry.email, entry.phone):
        return entry
    reason = "tài khoản đã dùng: thư điện tử, điện thoại do chủ tài khoản tự đổi, có mã xác nhận; giữ như cũ"
    plan.faults.append(Fault(entry.row, COLUMNS["email"], reason))
    return replace(entry, email=user.email, phone=user.phone)


def differs(user: User, entry: Entry) -> bool:
    return (user.full_name, user.email, user.phone) != (entry.full_name, entry.email, entry.phone)


def put_post(entry: Entry, user: User | None, standing: Standing, plan: AccountPlan) -> None:
    post = standing.post_of(user, entry.agency) if user else None
    if post is None:
        plan.posts.append(entry)
    elif (post.title, tuple(post.roles), post.valid.upper) == (entry.title, entry.roles, entry.ends):
        plan.unchanged += 1
    elif post.valid.lower >= standing.on:
        reason = "vị trí đang ghi bắt đầu hôm nay hoặc sau này; sửa ở trang Cơ quan"
        plan.faults.append(Fault(entry.row, COLUMNS["title"], reason))
    else:
        plan.moved.append((post, entry))


def put_delegations(entries: list[Entry], standing: Standing, plan: AccountPlan) -> None:
    """Whoever gives must head an agency by the list or already; what is written already is not written again."""
    heads = {entry.username for entry in entries if Head.code in entry.roles}
    heads |= {
        posts[0].user.username.lower()
        for posts in standing.posts.values()
        if any(Head.code in post.roles and post.holds_on(standing.on) for post in posts)
    }
    fields = signing_fields() if any(entry.signs and entry.signs.field for entry in entries) else {}
    for entry in entries:
        if entry.signs is None:
            continue
        if fault := wrong_right(entry, entry.signs, heads, fields):
            plan.faults.append(fault)
            continue
        user = standing.users.get(entry.username)
        post = standing.post_of(user, entry.agency) if user else None
        if post is None or (entry.signs.giver, post.pk, entry.signs.field) not in standing.delegated:
            plan.delegations.append(entry)


def wrong_right(entry: Entry, signs: Signs, heads: set[str], fields: Mapping[str, str]) -> Fault | None:
    """Why nobody can be let sign so."""
    if signs.giver not in heads:
        reason = f"“{signs.giver[:40]}” không giữ vị trí thủ trưởng nào, cả trong danh sách"
        return Fault(entry.row, COLUMNS["giver"], reason)
    if signs.field and signs.field not in fields:
        return Fault(entry.row, COLUMNS["field"], NO_FIELD)
    return None


def posts_to_confirm(plan: AccountPlan, on: date) -> list[PostRequest]:
    """The posts that give somebody a decision or personal data, and the rights to sign: what a second person confirms before."""
    entries = list(plan.posts)
    entries += [entry for post, entry in plan.moved if needs_word(set(entry.roles) - set(post.roles))]
    posts = [
        PostRequest(e.username, e.agency, e.title, e.roles, e.starts or on, e.ends)
        for e in entries
        if needs_word(e.roles)
    ]
    return posts + [right_of(e, e.signs) for e in plan.delegations if e.signs]


def needs_word(roles: Iterable[str]) -> bool:
    codes = list(roles)
    return decides(codes) or reads_personal_data(codes)


def right_of(entry: Entry, signs: Signs) -> PostRequest:
    words = in_words(signs.capacity, signs.giver, signs.field, signs.paper, signs.starts)
    return PostRequest(entry.username, entry.agency, words, (), signs.starts, signs.ends)


def lockable(users: Iterable[User], on: date) -> tuple[list[User], list[User]]:
    """Of officers the list does not name: those that may be locked by it, and the administrators who may not."""
    rows = list(users)
    keepers = set(
        Post.objects.on(on).with_role(Administrator.code).filter(user__in=rows).values_list("user", flat=True)
    )
    return [u for u in rows if u.pk not in keepers], [u for u in rows if u.pk in keepers]


def started(entry: Entry, on: date) -> Entry:
    """With the day on which its post begins."""
    return replace(entry, starts=entry.starts or on)
