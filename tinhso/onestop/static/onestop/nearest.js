// Chooses the commune whose middle is nearest to the phone; the position itself stays on the phone.
(function () {
  "use strict";
  var list = document.querySelector("[data-nearest]"), ask = document.querySelector("[data-nearest-ask]"), told = document.querySelector("[data-nearest-told]");
  if (!list || !ask || !navigator.geolocation) return;
  ask.hidden = false;
  ask.addEventListener("click", function () {
    told.textContent = told.dataset.asking;
    navigator.geolocation.getCurrentPosition(function (found) {
      var lat = found.coords.latitude, lon = found.coords.longitude, best = null, least = Infinity;
      Array.prototype.forEach.call(list.options, function (option) {
        var at = (option.dataset.at || "").split(" ").map(Number);
        if (at.length !== 2) return;
        var across = (at[1] - lon) * Math.cos(lat * Math.PI / 180), away = across * across + (at[0] - lat) * (at[0] - lat);
        if (away < least) { least = away; best = option; }
      });
      if (!best) { told.textContent = told.dataset.denied; return; }
      best.selected = true;
      list.form.submit();
    }, function () { told.textContent = told.dataset.denied; }, { timeout: 15000, maximumAge: 300000 });
  });
})();
