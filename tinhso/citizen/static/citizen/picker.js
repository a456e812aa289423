/* Choosing a place on the server's own drawing, with or without a network: a tap, or arrow keys, + and -, Enter for the
   middle. What lies where is read from the centres of communes, by the same rule as on the server. */
(function () {
  "use strict";
  var REACH = 1.5, KM = 111.32, LIKELY = 4, NS = "http://www.w3.org/2000/svg", NAMES = 14;
  /* `room` holds the drawing, `words` the frame and the centres. Closed it is a picture that a page scrolls over; `open` takes taps. */
  function make(room, words, chosen) {
    var svg = room.querySelector("svg");
    var frame = JSON.parse(words.frame), areas = JSON.parse(words.areas), whole = svg.viewBox.baseVal;
    var home = [whole.x, whole.y, whole.width, whole.height], view = home.slice(), pin = null, at = null, fingers = {}, start = null, moved = false;
    var names = document.createElementNS(NS, "g"), written = svg.querySelector("g[aria-hidden]");
    svg.appendChild(names);
    function open(wanted) {
      room.classList.toggle("open", wanted);
      room.querySelector(".picker-zoom").hidden = !wanted;
      svg.setAttribute("preserveAspectRatio", wanted || !at ? "xMidYMid meet" : "xMidYMid slice");
      if (wanted) svg.setAttribute("tabindex", "0"); else svg.removeAttribute("tabindex");
    }
    function opened() { return room.classList.contains("open"); }
    function unit(lon, lat) { return [(lon - frame[0]) * frame[2], (frame[1] - lat) * frame[3]]; }
    function degrees(x, y) { return { lon: Math.round((frame[0] + x / frame[2]) * 1e5) / 1e5, lat: Math.round((frame[1] - y / frame[3]) * 1e5) / 1e5 }; }
    function place(node, spot) { node.setAttribute("transform", "translate(" + spot[0] + " " + spot[1] + ") scale(" + view[2] / home[2] + ")"); }
    function label(area) {
      var group = document.createElementNS(NS, "g"), text = document.createElementNS(NS, "text");
      text.setAttribute("class", "map-word");
      text.textContent = area[3].replace(/^(Phường|Xã|Thị trấn) /, "");
      group.appendChild(text);
      names.appendChild(group);
      place(group, unit(area[0], area[1]));
    }
    function draw() {
      svg.setAttribute("viewBox", view.join(" "));
      var near = view[2] < home[2] / 3;
      if (written) written.style.display = near ? "none" : "";
      names.textContent = "";
      if (near) areas.filter(function (area) {
        var spot = unit(area[0], area[1]);
        return spot[0] > view[0] && spot[0] < view[0] + view[2] && spot[1] > view[1] && spot[1] < view[1] + view[3];
      }).slice(0, NAMES).forEach(label);
      if (pin) place(pin, unit(at.lon, at.lat));
    }
    function zoom(by, x, y) {
      var wide = Math.max(home[2] / 60, Math.min(home[2], view[2] * by)), tall = wide * home[3] / home[2], share = wide / view[2];
      view = [x - (x - view[0]) * share, y - (y - view[1]) * share, wide, tall];
      hold();
    }
    function hold() {
      view[0] = Math.max(home[0], Math.min(home[0] + home[2] - view[2], view[0]));
      view[1] = Math.max(home[1], Math.min(home[1] + home[3] - view[3], view[1]));
      draw();
    }
    function middle() { return [view[0] + view[2] / 2, view[1] + view[3] / 2]; }
    function spot(event) {
      var box = svg.getBoundingClientRect();
      return [view[0] + (event.clientX - box.left) / box.width * view[2], view[1] + (event.clientY - box.top) / box.height * view[3]];
    }
    function list() { return Object.keys(fingers).map(function (one) { return fingers[one]; }); }
    function gap(two) { return Math.hypot(two[0].clientX - two[1].clientX, two[0].clientY - two[1].clientY) || 1; }
    svg.addEventListener("pointerdown", function (event) {
      if (!opened()) return;
      fingers[event.pointerId] = event;
      moved = false;
      start = list().length === 2 ? { gap: gap(list()) } : { x: event.clientX, y: event.clientY, view: view.slice() };
      if (svg.setPointerCapture) svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", function (event) {
      if (!fingers[event.pointerId]) return;
      fingers[event.pointerId] = event;
      var box = svg.getBoundingClientRect(), two = list();
      if (two.length === 2 && start.gap) {
        var by = start.gap / gap(two), centre = spot({ clientX: (two[0].clientX + two[1].clientX) / 2, clientY: (two[0].clientY + two[1].clientY) / 2 });
        start.gap = gap(two);
        moved = true;
        zoom(by, centre[0], centre[1]);
      } else if (start && start.view) {
        var dx = event.clientX - start.x, dy = event.clientY - start.y;
        if (Math.abs(dx) + Math.abs(dy) > 8) moved = true;
        if (!moved) return;
        view[0] = start.view[0] - dx / box.width * view[2];
        view[1] = start.view[1] - dy / box.height * view[3];
        hold();
      }
    });
    function up(event) {
      var was = fingers[event.pointerId];
      delete fingers[event.pointerId];
      if (!was || moved || event.type === "pointercancel") return;
      var tapped = spot(event);
      choose(degrees(tapped[0], tapped[1]));
    }
    svg.addEventListener("pointerup", up);
    svg.addEventListener("pointercancel", up);
    svg.addEventListener("keydown", function (event) {
      if (!opened()) return;
      var step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key], mid = middle();
      if (step) { view[0] += step[0] * view[2] / 8; view[1] += step[1] * view[3] / 8; hold(); }
      else if (event.key === "+" || event.key === "=") zoom(0.5, mid[0], mid[1]);
      else if (event.key === "-") zoom(2, mid[0], mid[1]);
      else if (event.key === "Enter") choose(degrees(mid[0], mid[1]));
      else return;
      event.preventDefault();
    });
    room.querySelectorAll("[data-zoom]").forEach(function (button) {
      button.onclick = function () { var mid = at ? unit(at.lon, at.lat) : middle(); zoom(button.dataset.zoom === "in" ? 0.5 : 2, mid[0], mid[1]); };
    });
    function choose(found) { if (chosen(found) !== false) show(found); }
    function show(found) {
      at = found;
      if (pin) pin.remove();
      pin = null;
      if (!found) { view = home.slice(); open(opened()); return draw(); }
      pin = document.createElementNS(NS, "g");
      pin.setAttribute("class", "map-pin map-here");
      var dot = document.createElementNS(NS, "circle");
      dot.setAttribute("class", "map-dot");
      pin.appendChild(dot);
      svg.appendChild(pin);
      var here = unit(found.lon, found.lat);
      if (view[2] > home[2] / 6) { view = [here[0] - home[2] / 16, here[1] - home[3] / 16, home[2] / 8, home[3] / 8]; }
      hold();
      open(opened());
    }
    draw();
    open(false);
    return { show: show, open: open, opened: opened, svg: svg, known: areas.length > 0, communes: function (found) { return communes(areas, found); } };
  }
  /* The codes of the communes in which the point may lie, the likeliest first. */
  function communes(areas, at) {
    var narrow = Math.cos(at.lat * Math.PI / 180);
    var near = areas.map(function (area) {
      var away = Math.hypot((area[0] - at.lon) * narrow, area[1] - at.lat) * KM;
      return { away: away, power: away * away - area[2] * area[2], area: area };
    }).filter(function (one) { return one.away <= 2 * REACH * one.area[2]; }).sort(function (a, b) { return a.power - b.power; });
    var codes = [];
    near.slice(0, LIKELY).forEach(function (one) {
      one.area[4].forEach(function (code) { if (codes.indexOf(code) < 0) codes.push(code); });
    });
    return codes;
  }
  /* Which agency the routes of today propose: [category, unit, commune | district | agency, name of the agency]. */
  function agency(routes, category, commune, district) {
    function lower(name) { return name.charAt(0).toLowerCase() + name.slice(1); }
    var own = routes.filter(function (one) { return one[0] === category && (!one[1] || one[1] === commune.code); });
    var best = own.filter(function (one) { return one[1]; })[0] || own[0];
    if (!best) return "";
    if (best[2] === "agency") return best[3];
    var name = best[2] === "district" ? district : commune.name;
    return name ? "UBND " + lower(name) : "";
  }
  window.Picker = { make: make, communes: communes, agency: agency };
})();
