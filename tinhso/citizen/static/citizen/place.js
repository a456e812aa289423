/* Where it is: the phone's own position (asked only after a tap), a commune and an address, a point on the map. Near
   by already reported: offered before a second report is written. */
(function () {
  "use strict";
  function device() {
    return new Promise(function (done, fail) {
      if (!navigator.geolocation) return fail({ code: 0 });
      navigator.geolocation.getCurrentPosition(function (found) {
        var at = found.coords;
        done({ lat: Math.round(at.latitude * 1e6) / 1e6, lon: Math.round(at.longitude * 1e6) / 1e6, within: Math.round(at.accuracy) });
      }, fail, { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 });
    });
  }
  function load(tag, address) {
    return new Promise(function (done, fail) {
      var node = document.createElement(tag);
      node.onload = done;
      node.onerror = fail;
      if (tag === "link") { node.rel = "stylesheet"; node.href = address; } else node.src = address;
      document.head.appendChild(node);
    });
  }
  /* Leaflet comes only when the map is wanted. */
  function mapFiles(given) {
    if (window.TinhsoMap) return Promise.resolve();
    return Promise.all([load("link", given.leafletCss), load("script", given.leaflet)]).then(function () {
      return load("script", given.mapScript);
    });
  }
  function near(url, at, category) {
    var asked = url + "?lat=" + at.lat + "&lon=" + at.lon + (category ? "&muc=" + encodeURIComponent(category) : "");
    return fetch(asked, { credentials: "same-origin" }).then(function (answer) { return answer.ok ? answer.json() : { reports: [] }; }).then(function (data) { return data.reports; });
  }
  window.Place = { device: device, mapFiles: mapFiles, near: near };
})();
