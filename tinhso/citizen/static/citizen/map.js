/* The map: Leaflet over tiles of the instance's setting, else over the outlines of communes, else on a plain ground. */
(function () {
  "use strict";
  var L = window.L, HOME = [[19.28, 104.37], [20.67, 106.08]];
  function colour(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }
  function ground(map, words) {
    if (words.tiles) L.tileLayer(words.tiles, { maxZoom: 19, attribution: words.tilesCredit }).addTo(map);
    return fetch(words.outlines, { credentials: "same-origin" }).then(function (answer) { return answer.ok ? answer.json() : null; }).then(function (areas) {
      if (!areas || !areas.features.length) return;
      var style = { color: colour("--edge"), weight: 1, fillColor: colour("--card"), fillOpacity: words.tiles ? 0 : 1 };
      var layer = L.geoJSON(areas, {
        style: style, interactive: false,
        pointToLayer: function (area, at) { return L.circleMarker(at, { radius: 3, color: style.color, interactive: false }); }
      }).addTo(map);
      layer.bringToBack();
      map.attributionControl.addAttribution(areas.source || "");
      if (!words.kept) map.fitBounds(layer.getBounds());
    }).catch(function () { /* the map stays plain */ });
  }
  function make(room, words) {
    var map = L.map(room, { zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, attributionControl: true });
    map.attributionControl.setPrefix("");
    map.fitBounds(HOME);
    ground(map, words);
    return map;
  }
  /* Choosing a point: a tap, or the arrow keys to move the map and Enter for its middle. */
  function choose(room, words, chosen) {
    var map = make(room, words), pin = null;
    function round(at) { return { lat: Math.round(at.lat * 1e6) / 1e6, lon: Math.round(at.lng * 1e6) / 1e6 }; }
    map.on("click", function (event) { chosen(round(event.latlng)); });
    room.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && event.target === room) { event.preventDefault(); chosen(round(map.getCenter())); }
    });
    return {
      show: function (at) {
        if (pin) pin.remove();
        pin = null;
        setTimeout(function () { map.invalidateSize(); }, 0);
        if (!at) return;
        words.kept = "1";
        pin = L.marker([at.lat, at.lon], { icon: L.divIcon({ className: "map-pin", iconSize: [20, 20] }), keyboard: false }).addTo(map);
        map.setView([at.lat, at.lon], Math.max(map.getZoom(), 15));
      }
    };
  }
  window.TinhsoMap = { make: make, choose: choose, colour: colour };
})();
