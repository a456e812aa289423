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
        if (form.requestSubmit) form.requestSubmit(); else form.submit(); /* the event again: others leave with it too */
      });
    });
  }, true);

  var wish = null;
  function offer() {
    document.querySelectorAll("[data-install]").forEach(function (button) {
      button.hidden = !wish;
      button.onclick = function () { wish.prompt(); wish.userChoice.then(function () { wish = null; offer(); }); };
    });
    hint(!!wish);
  }
  /* Once on this phone, wherever the box stands; an iPhone offers no button, so it is told the way. */
  function hint(able) {
    var box = document.querySelector("[data-install-hint]"), apple = /iPhone|iPad/.test(navigator.userAgent) && navigator.standalone === false;
    if (!box) return;
    try {
      if (!(able || apple) || localStorage.getItem("install-hint")) { if (!able) box.hidden = true; return; }
      localStorage.setItem("install-hint", "1");
    } catch (error) { return; }
    box.hidden = false;
    box.querySelector("[data-how]").hidden = able;
    box.querySelector("[data-later]").onclick = function () { box.hidden = true; };
  }
  hint(false);
  window.addEventListener("beforeinstallprompt", function (event) { event.preventDefault(); wish = event; offer(); });
  window.addEventListener("appinstalled", function () { wish = null; offer(); });

  /* A strip on every page tells what was written on this phone and has not arrived, and what it waits for. */
  function strip(rows) {
    var old = document.querySelector("[data-outbox]"), main = document.getElementById("main");
    if (old) old.remove();
    number(rows.length);
    if (!rows.length || !main) return;
    var signin = rows.some(function (row) { return row.why === "signin" || row.why === "owner"; });
    var failed = rows.some(function (row) { return row.state === "failed"; });
    var told = document.createElement("div"), link = document.createElement("a");
    told.className = "wrap";
    told.dataset.outbox = String(rows.length);
    told.setAttribute("role", "status");
    link.className = "notice soon";
    link.href = signin ? given.signIn + "?next=" + encodeURIComponent(given.compose) : given.compose;
    link.textContent = (signin ? given.waitsSignin : failed ? given.waitsFailed : given.waits).replace("{n}", rows.length);
    told.appendChild(link);
    main.parentNode.insertBefore(told, main);
  }
  /* The same number beside the word of reports, in the bar of a phone and in the menu of a desktop. */
  function number(n) {
    document.querySelectorAll("[data-unsent-count]").forEach(function (one) { one.remove(); });
    if (!n) return;
    document.querySelectorAll('.bottom > a[href="' + given.reports + '"], .top a[href="' + given.reports + '"]').forEach(function (link) {
      var count = document.createElement("b");
      count.dataset.unsentCount = "";
      count.textContent = " " + n;
      count.title = given.waits.replace("{n}", n);
      link.appendChild(count);
    });
  }
  function tell() { return Outbox.badge().then(strip).catch(function () { /* a browser that keeps nothing */ }); }

  /* Whose this phone is must be known before the network goes: what is written without one belongs to that account. */
  function owner() {
    try {
      var signed = document.querySelector('form[action="' + given.signOut + '"]');  /* only there while somebody is signed in */
      if (!signed) return sessionStorage.removeItem("outbox-owner");
      if (sessionStorage.getItem("outbox-owner")) return;
      Outbox.server().then(function () { sessionStorage.setItem("outbox-owner", "1"); }).catch(function () { /* the next page asks */ });
    } catch (error) { /* a browser without a store for the session asks when something is sent */ }
  }
  function flush() { if (window.Outbox) Outbox.flush().catch(function () { /* its state says why */ }); }
  if (able && window.Outbox) {
    Reports.listen(tell);
    tell();
    window.addEventListener("online", flush);
    window.addEventListener("load", flush);
    window.addEventListener("load", owner);
  }
})();
