/* What saves a page load or a double sending; every page works without it. */
(function () {
  "use strict";
  var summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  /* Sends a form once; again after some seconds (the answer may be a file) or when the page comes back. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(function () { delete form.dataset.sent; }, 8000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  /* The worklist with the keyboard: J and K move, Enter opens, X marks. "Select all" in the head. */
  var list = document.querySelector("table[data-worklist]");
  if (!list) return;
  var rows = Array.prototype.filter.call(list.tBodies[0].rows, function (row) { return row.querySelector("a[href]"); });
  var at = -1;
  function go(to) {
    if (!rows.length) return;
    if (rows[at]) rows[at].classList.remove("at");
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].classList.add("at");
    rows[at].querySelector("a[href]").focus();
    rows[at].scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("keydown", function (event) {
    var on = event.target;
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(on.tagName) && on.type !== "checkbox";
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    var key = event.key.toLowerCase();
    if (key === "j") go(at + 1);
    else if (key === "k") go(at - 1);
    else if (key === "enter" && rows[at] && on === document.body) rows[at].querySelector("a[href]").click();
    else if (key === "x" && rows[at]) {
      var box = rows[at].querySelector("input[type=checkbox]");
      if (box) box.click();
    }
  });
  var all = list.querySelector("thead input[type=checkbox]");
  if (all) all.addEventListener("change", function () {
    list.querySelectorAll("tbody input[type=checkbox]").forEach(function (box) { box.checked = all.checked; });
  });
})();
