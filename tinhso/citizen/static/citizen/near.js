/* Reports around this phone, with pictures. The position is asked only after a tap, rounded to about a hundred metres. */
(function () {
  "use strict";
  var room = document.querySelector("[data-near]");
  if (!room || !window.fetch || !navigator.geolocation) return;
  var words = room.dataset, told = room.querySelector("[role=status]"), list = room.querySelector("[data-near-list]"), ask = room.querySelector("[data-locate]");
  function node(tag, kind, text, into) {
    var made = document.createElement(tag);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    into.appendChild(made);
    return made;
  }
  function away(metres) {
    if (metres < 1000) return words.awayM.replace("{n}", Math.round(metres / 50) * 50 || 50);
    return words.awayKm.replace("{n}", (Math.round(metres / 100) / 10).toString().replace(".", ","));
  }
  function show(found) {
    if (found.length || !list.dataset.filled) list.textContent = "";
    found.forEach(function (one) {
      var item = node("li", "", "", list);
      if (one.picture) {
        var picture = node("img", "", "", item);
        picture.src = one.picture;
        picture.alt = "";
        picture.width = 232;
        picture.height = 168;
      } else node("span", "no-picture", "", item);
      node("a", "headline", one.headline, item).href = one.url;
      node("p", "soft", away(one.metres) + " · " + one.sent, item);
      node("span", "tag " + one.tone, one.state, node("p", "", "", item));
    });
    told.textContent = found.length ? "" : words.none;
    ask.remove();
  }
  function read(at) {
    var url = words.near + "?rong=1&lat=" + at.lat.toFixed(3) + "&lon=" + at.lon.toFixed(3);
    return fetch(url, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).then(function (data) { show(data.reports.slice(0, Number(words.most) || 8)); }).catch(function () { told.textContent = words.failed; });
  }
  function locate() {
    told.textContent = words.asking;
    Place.device().then(read, function () { told.textContent = words.denied; });
  }
  ask.hidden = false; // its room is there from the start, so that nothing moves
  ask.querySelector("button").onclick = locate;
  /* Whoever has allowed it before is not asked again. */
  if (navigator.permissions && navigator.permissions.query) {
    navigator.permissions.query({ name: "geolocation" }).then(function (found) { if (found.state === "granted") locate(); }).catch(function () { /* the button stays */ });
  }
})();
