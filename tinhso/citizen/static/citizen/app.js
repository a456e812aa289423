/* The app on this phone: the service worker, what leaves with a sign-out, the button "install", sending what waits. */
(function () {
  "use strict";
  var tag = document.currentScript, given = tag.dataset;
  var able = "serviceWorker" in navigator && "indexedDB" in window;
  if (able && given.worker) {
    window.addEventListener("load", function () {
      navigator.serviceWorker.register(given.worker, { scope: "/", updateViaCache: "none" }).catch(function () { /* the site works without */ });
    });
  }
  /* Signing out: what was written under this account and not sent leaves this machine, but only when that is wanted. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!able || !given.signOut || form.getAttribute("action") !== given.signOut || form.dataset.cleared) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    Reports.all().catch(function () { return []; }).then(function (rows) {
      var own = rows.filter(function (row) { return row.owner; });
      var open = own.filter(function (row) { return row.state !== "sent"; });
      if (open.length && !window.confirm(given.unsent)) return;
      return Promise.all(own.map(function (row) { return Reports.remove(row.id); })).then(function () {
        return Reports.keep("owner", "");
      }).then(function () {
        form.dataset.cleared = "1";
        form.submit();
      });
    });
  }, true);

  var wish = null;
  function offer() {
    document.querySelectorAll("[data-install]").forEach(function (button) {
      button.hidden = !wish;
      button.onclick = function () { wish.prompt(); wish.userChoice.then(function () { wish = null; offer(); }); };
    });
  }
  window.addEventListener("beforeinstallprompt", function (event) { event.preventDefault(); wish = event; offer(); });
  window.addEventListener("appinstalled", function () { wish = null; offer(); });

  function flush() { if (window.Outbox) Outbox.flush().catch(function () { /* its state says why */ }); }
  if (able) {
    window.addEventListener("online", flush);
    window.addEventListener("load", flush);
  }
})();
