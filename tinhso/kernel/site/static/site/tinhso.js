/* What saves a page load or a double sending; every page works without it. */
(function () {
  "use strict";
  var summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  /* On a phone tabs are one row that scrolls: the page's own is brought into sight. */
  var here = document.querySelector(".tabs [aria-current]");
  if (here) here.closest("ul").scrollLeft = here.offsetLeft - here.closest("ul").offsetLeft;

  /* Who signs out leaves no copy of typed answers ("draft …", onestop/draft.js) to whoever has the machine next. */
  function leave() {
    try {
      Object.keys(localStorage).filter(function (key) { return key.indexOf("draft ") === 0; }).forEach(function (key) { localStorage.removeItem(key); });
    } catch (error) { /* nothing can be kept there either */ }
  }

  /* Sends a form once; again after some seconds (the answer may be a file) or when the page comes back. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if ("leaves" in form.dataset) leave();
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(function () { delete form.dataset.sent; }, 8000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  /* "/" leads to the officers' search; a menu closes by Escape or by a press beside it. */
  function close(but) {
    document.querySelectorAll("header details[open], .bottom details[open]").forEach(function (one) { one.open = one.contains(but); });
  }
  document.addEventListener("click", function (event) { close(event.target); });
  document.addEventListener("keydown", function (event) {
    var box = document.querySelector("[data-slash]");
    if (event.key === "Escape") {
      if (event.target.closest("details")) event.target.closest("details").firstElementChild.focus();
      close(null);
    }
    if (event.key === "/" && box && !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { event.preventDefault(); box.focus(); }
  });
})();
