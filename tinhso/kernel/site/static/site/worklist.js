/* Tables of work with the keyboard, the bar of deeds below them, and counts that keep up; every page works without it. */
(function () {
  "use strict";
  var list = document.querySelector("table[data-worklist]"), form = list && list.closest("form");
  var rows = list ? Array.prototype.filter.call(list.querySelectorAll("tbody tr"), function (row) { return row.querySelector("a[href]"); }) : [];
  var at = -1, before = "", place = "at:" + location.pathname;

  function box(row) { return row && row.querySelector("input[type=checkbox]:not([disabled])"); }
  function boxes() { return rows.map(box).filter(Boolean); }
  function count() {
    var n = boxes().filter(function (one) { return one.checked; }).length;
    document.querySelectorAll("[data-chosen]").forEach(function (to) { to.textContent = n; });
    rows.forEach(function (row) { row.classList.toggle("on", Boolean(box(row) && box(row).checked)); });
    return n;
  }
  function go(to, still) {
    if (!rows.length) return;
    if (rows[at]) rows[at].classList.remove("at");
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].classList.add("at");
    if (still) return;
    rows[at].querySelector("a[href]").focus();
    rows[at].scrollIntoView({ block: "nearest" });
  }
  function mark(some, on) { some.forEach(function (one) { if (one && one.checked !== on) one.click(); }); count(); }
  function group() {
    var own = rows.filter(function (row) { return row.parentNode === rows[at].parentNode; }).map(box).filter(Boolean);
    mark(own, !own.every(function (one) { return one.checked; }));
  }
  function press(key) {
    var to = document.querySelector('[data-key="' + key + '"]:not([hidden]):not([disabled])');
    if (!to) return false;
    if (key === "escape") { mark(boxes(), false); return true; }
    if (to.tagName === "SELECT" || to.tagName === "TEXTAREA" || to.type === "text" || to.type === "search") { to.focus(); return true; }
    if (to.type === "submit" && form && form.contains(to) && !count() && box(rows[at])) mark([box(rows[at])], true);
    to.click();
    if (to.tagName === "SUMMARY" && to.parentNode.open) {
      var field = to.parentNode.querySelector("textarea, select, input:not([type=hidden])");
      if (field) field.focus();
    }
    return true;
  }

  /* Where one was in the list is kept for the way back: the same row, or the one that took its place. */
  function keep() { if (rows[at]) try { sessionStorage.setItem(place, at + "|" + (rows[at].dataset.row || "")); } catch (e) { return; } }
  function back() {
    var kept = "";
    try { kept = sessionStorage.getItem(place) || ""; } catch (e) { kept = ""; }
    if (!kept) return go(0, true);
    var code = kept.split("|")[1], same = rows.findIndex(function (row) { return code && row.dataset.row === code; });
    go(same >= 0 ? same : Number(kept.split("|")[0]), document.activeElement !== document.body);
  }
  if (rows.length) {
    if (!document.querySelector("[autofocus], [data-focus]")) back(); else go(0, true);
    window.addEventListener("pagehide", keep);
    list.addEventListener("change", count);
    list.addEventListener("focusin", function (event) { var row = event.target.closest("tr"), n = rows.indexOf(row); if (n >= 0 && n !== at) go(n, true); });
    var all = list.querySelector("thead input[type=checkbox]");
    if (all) all.addEventListener("change", function () { mark(boxes(), all.checked); });
    var none = document.querySelector("[data-none]");
    if (none) none.addEventListener("click", function () { mark(boxes(), false); });
    count();
  }

  document.addEventListener("keydown", function (event) {
    var on = event.target, key = event.key.toLowerCase();
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(on.tagName) && on.type !== "checkbox" && on.type !== "radio") {
      if (key === "escape") on.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    var first = before === "g";
    before = key;
    if (location.hash === "#phim" && key === "escape") { location.hash = "main"; return; }
    if (key === "?") { location.hash = "phim"; document.querySelector("#phim a").focus(); }
    else if (first && /^[1-9]$/.test(key)) {
      var side = document.querySelectorAll("nav.side li > a")[Number(key) - 1];
      if (side) side.click();
    }
    else if (rows.length && key === "j") go(at + 1);
    else if (rows.length && key === "k") go(at - 1);
    else if (key === "enter" && rows[at] && on === document.body) rows[at].querySelector("a[href]").click();
    else if (key === "x" && event.shiftKey && rows[at]) group();
    else if (key === "x" && box(rows[at])) mark([box(rows[at])], !box(rows[at]).checked);
    else if ((key.length === 1 || key === "escape") && press(key)) event.preventDefault();
  });

  /* A paper that is ticked as lacking writes its line into the text of the supplement; unticked it goes again, if nobody changed it. */
  document.addEventListener("change", function (event) {
    var line = event.target.dataset.line, text = line && event.target.form && event.target.form.elements.text;
    if (!text) return;
    var lines = text.value.split("\n").filter(function (one) { return one.trim() && one !== line; });
    if (event.target.checked) lines.push(line);
    text.value = lines.join("\n");
    var shut = text.closest("details");
    if (shut) shut.open = true;
  });

  /* Counts in the menu and of an open list keep up without a reload; the list itself waits until it is asked for. What was
     told last is shown at once on the next page, and asked again when it is older than the time between two questions. */
  var live = document.querySelector("[data-counts]"), list_of = document.querySelector("[data-every]"), fresh = document.querySelector("[data-fresh]");
  var every = Number(list_of ? list_of.dataset.every : 30) * 1000, stored = live && "counts:" + live.dataset.for;
  function show(counts) {
    var changed = false;
    document.querySelectorAll("[data-count]").forEach(function (to) {
      var n = to.dataset.count.split(",").reduce(function (sum, key) { return sum + (counts[key] || 0); }, 0);
      var now = n.toLocaleString("vi-VN");
      if (to.tagName === "B") to.hidden = !n;
      else if (to.textContent !== now) changed = true;
      to.textContent = now;
    });
    if (changed && fresh) fresh.hidden = false;
  }
  function ask() {
    if (document.hidden) return;
    fetch(live.dataset.counts, { credentials: "same-origin", headers: { "X-Requested-With": "counts" } }).then(function (answer) { return answer.ok && !answer.redirected ? answer.json() : null; }).then(function (told) {
      if (!told) return;
      show(told.counts);
      try { sessionStorage.setItem(stored, JSON.stringify([Date.now(), told.counts])); } catch (e) { return; }
    }).catch(function () { return null; });
  }
  if (live) {
    var last = null;
    try { last = JSON.parse(sessionStorage.getItem(stored)); } catch (e) { last = null; }
    if (last && !list_of) show(last[1]);
    if (list_of || !last || Date.now() - last[0] > every / 6) ask();
    setInterval(ask, every);
    document.addEventListener("worked", ask);
  }
})();
