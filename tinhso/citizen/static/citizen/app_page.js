/* What this phone keeps: counted, and erased on request. */
(function () {
  "use strict";
  var button = document.querySelector("[data-clear]"), told = document.querySelector("[data-held]");
  if (!button || !window.Reports || !("indexedDB" in window)) return;
  function count() {
    return Reports.all().then(function (rows) { told.textContent = button.dataset.count.replace("{n}", rows.length); });
  }
  button.hidden = false;
  count();
  button.onclick = function () {
    if (!window.confirm(button.dataset.really)) return;
    Reports.clear().then(function () {
      var worker = navigator.serviceWorker && navigator.serviceWorker.controller;
      if (worker) worker.postMessage("forget");
      told.textContent = button.dataset.cleared;
      told.tabIndex = -1;
      told.focus();
    });
  };
})();
