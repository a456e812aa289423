/* The map over the list of reports: dots and clusters that the server counted, asked anew when the map is moved. */
(function () {
  "use strict";
  var frame = document.querySelector("[data-reports-map]");
  if (!frame || !window.fetch) return;
  var words = frame.dataset, button = frame.querySelector("button"), told = frame.querySelector("[role=status]"), room = frame.querySelector(".map");
  var map = null, layer = null;
  frame.hidden = false;

  function dot(area, at) {
    var said = area.properties, many = said.count > 1;
    var icon = window.L.divIcon({ className: "map-dot", iconSize: many ? [36, 36] : [20, 20], html: many ? String(Number(said.count)) : "" });
    var label = many ? words.cluster.replace("{n}", said.count) : said.title + ", " + said.state;
    var pin = window.L.marker(at, { icon: icon, title: label, alt: label });
    if (many) pin.on("click", function () { map.setView(at, Math.min(map.getZoom() + 3, 19)); });
    else pin.bindPopup(popup(said));
    return pin;
  }
  function popup(said) {
    var box = document.createElement("div"), link = document.createElement("a");
    link.href = said.url;
    link.textContent = said.title;
    box.appendChild(link);
    box.appendChild(document.createElement("br"));
    box.appendChild(document.createTextNode(said.state));
    return box;
  }
  function ask() {
    var box = map.getBounds(), at = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map(function (one) { return one.toFixed(5); });
    var url = new URL(words.reportsMap, location.href);
    url.searchParams.set("bbox", at.join(","));
    url.searchParams.set("zoom", Math.min(30, Math.round(map.getZoom())));
    fetch(url, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }).then(function (found) {
      if (layer) layer.remove();
      layer = window.L.geoJSON(found, { pointToLayer: dot }).addTo(map);
      var n = found.features.reduce(function (sum, one) { return sum + one.properties.count; }, 0);
      told.textContent = words.told.replace("{n}", n);
    }).catch(function () { told.textContent = words.failed; });
  }
  function show() {
    room.hidden = !room.hidden;
    button.setAttribute("aria-expanded", String(!room.hidden));
    button.textContent = room.hidden ? words.show : words.hide;
    if (room.hidden || map) return;
    Place.mapFiles(words).then(function () {
      map = window.TinhsoMap.make(room, words);
      map.on("moveend", ask);
      ask();
    }).catch(function () { told.textContent = words.failed; room.hidden = true; });
  }
  button.onclick = show;
})();
