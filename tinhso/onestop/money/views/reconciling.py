"""Đối soát: what the bank says of a day beside what we hold."""

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.people.public import Actor, actor_for, role_required
from tinhso.kernel.people.roles import DeskOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.context import data_note
from tinhso.kernel.site.forms import DayField, typed_day
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number
from tinhso.onestop.dossier.views.download import sent
from tinhso.onestop.models import CollectionAccount, Reconciliation, ReconciliationLine
from tinhso.onestop.money.actions.reconcile_day import reconcile_day
from tinhso.onestop.money.bank_client import BankRefused, BankSilent, statement
from tinhso.onestop.money.permissions import can_reconcile

MOST_DAYS = 60
F = ReconciliationLine.Finding
TONES = {F.MATCHED: "ok", F.TAKEN: "soon"}


class DayForm(forms.Form):
    day = DayField(
        label=gettext_lazy("Ngày"),
        widget=typed_day(),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={
            "required": gettext_lazy("Chọn ngày cần đối soát."),
            "invalid": gettext_lazy("Ngày không đúng; viết ngày/tháng/năm."),
        },
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not date(2020, 1, 1) <= day <= today():
            raise forms.ValidationError(_("Chỉ đối soát ngày đã qua hoặc hôm nay."))
        return day


def today() -> date:
    """Money moves by the bank's clock, not by the assumed day of a demo."""
    return timezone.now().astimezone(HANOI).date()


def account_of(by: Actor) -> CollectionAccount | None:
    """The account of the officer's desk, or of the desk below the agency that they head."""
    accounts = CollectionAccount.objects.select_related("agency").order_by("pk")
    return next((a for a in accounts if can_reconcile(by, a.agency_id, a.agency.parent_id)), None)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer, Head)
def reconciliations(request: HttpRequest) -> HttpResponse:
    """The days compared so far; the desk compares another one."""
    actor = actor_for(request)
    account = account_of(actor)
    form = DayForm(
        request.POST if request.method == "POST" else None, initial={"day": today() - timedelta(days=1)}
    )
    status = 200
    if request.method == "POST" and account:
        if form.is_valid():
            made = compared(request, account, form.cleaned_data["day"])
            if made:
                return redirect("reconciliation", made.pk)
        status = 422 if form.errors else 503
    rows = Reconciliation.objects.filter(account=account).order_by("-day")[:MOST_DAYS] if account else []
    context = {"account": account, "form": form, "table": days_table(list(rows))}
    return render(request, "onestop/money/reconciliations.html", context, status=status)


def compared(request: HttpRequest, account: CollectionAccount, day: date) -> Reconciliation | None:
    """Fetch the statement outside any transaction, then compare; None and a message where the bank gives none."""
    try:
        lines = statement(account.number, day)
    except BankSilent:
        messages.warning(request, _("Ngân hàng chưa trả lời. Thử lại sau; chưa có gì thay đổi."))
        return None
    except BankRefused:
        messages.warning(
            request, _("Ngân hàng từ chối cho xem sao kê. Liên hệ ngân hàng; chưa có gì thay đổi.")
        )
        return None
    return reconcile_day(account=account, day=day, lines=lines, by=actor_for(request), now=clock.now())


def days_table(rows: list[Reconciliation]) -> Table:
    columns = [
        Column(_("Ngày")),
        Column(_("Khớp"), number=True),
        Column(_("Nhận vào"), number=True),
        Column(_("Lệch"), number=True),
    ]
    counts: dict[int, list[str]] = {}
    lines = ReconciliationLine.objects.filter(reconciliation__in=rows)
    for pk, finding in lines.values_list("reconciliation_id", "finding"):
        counts.setdefault(pk, []).append(finding)
    return Table(_("Các ngày đã đối soát"), columns, [day_row(row, counts.get(row.pk, [])) for row in rows])


def day_row(row: Reconciliation, found: list[str]) -> list[Cell | str]:
    good, booked = found.count(F.MATCHED), found.count(F.TAKEN)
    wrong = len(found) - good - booked
    return [
        Cell(vn_date(row.day), url=reverse("reconciliation", args=[row.pk])),
        vn_number(good),
        vn_number(booked),
        vn_number(wrong),
    ]


def own_reconciliation(request: HttpRequest, pk: int) -> Reconciliation:
    found = Reconciliation.objects.select_related("account__agency").filter(pk=pk).first()
    actor = actor_for(request)
    if found is None or not can_reconcile(actor, found.account.agency_id, found.account.agency.parent_id):
        raise Http404
    return found


def lines_table(made: Reconciliation) -> Table:
    columns = [
        Column(_("Kết quả")),
        Column(_("Mã giao dịch")),
        Column(_("Ngân hàng (đồng)"), number=True),
        Column(_("Ta ghi (đồng)"), number=True),
    ]
    order = {F.MISSING: 0, F.DIFFERENT: 1, F.STRANGE: 2, F.TAKEN: 3, F.MATCHED: 4}
    lines = sorted(made.lines.all(), key=lambda line: (order[F(line.finding)], line.bank_ref))
    return Table(_("Đối soát"), columns, [line_row(line) for line in lines])


def line_row(line: ReconciliationLine) -> list[Cell | str]:
    url = reverse("payment", args=[line.payment_id]) if line.payment_id else ""
    return [
        Cell(line.get_finding_display(), tone=TONES.get(F(line.finding), "late")),  # type: ignore[arg-type]
        Cell(line.bank_ref, url=url),
        vn_number(line.bank_amount) if line.bank_amount is not None else "–",
        vn_number(line.our_amount) if line.our_amount is not None else "–",
    ]


@require_safe
@role_required(DeskOfficer, Head)
def reconciliation(request: HttpRequest, pk: int) -> HttpResponse:
    """One day, what is wrong first."""
    made = own_reconciliation(request, pk)
    return render(request, "onestop/money/reconciliation.html", {"made": made, "table": lines_table(made)})


@require_safe
@role_required(DeskOfficer, Head)
def reconciliation_csv(request: HttpRequest, pk: int) -> HttpResponse:
    made = own_reconciliation(request, pk)
    table = lines_table(made)
    rows = table.rows
    if note := data_note():
        table = Table(table.caption, [*table.columns, Column(_("Ghi chú"))], [])
        rows = [[*row, Cell(note)] for row in rows]
    text = Table(table.caption, table.columns, rows).as_csv()
    return sent(
        b"\xef\xbb\xbf" + text.encode(), "text/csv; charset=utf-8", f"doi-soat-{made.day.isoformat()}.csv"
    )
