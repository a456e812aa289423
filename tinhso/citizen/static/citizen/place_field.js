/* Choosing where something is, beside a form's own fields `lat`, `lon`, `commune`: the phone's position (asked only after a
   tap), a point on the map, which commune that is in and who answers there. A form with `data-place-form` needs no more. */
(function () {
  "use strict";
  function one(room, what) { return room.querySelector(what); }
  function node(tag, text, into) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    into.appendChild(made);
    return made;
  }
  /* `given.category()` is what is reported, `given.changed()` hears of each choice. */
  function make(form, given) {
    var room = one(form, "[data-place-room]"), words = room.dataset, told = one(room, "[data-told]"), drop = one(room, "[data-drop]"), open = one(room, "[data-on-map]");
    var likely = one(room, "[data-likely]"), choices = one(room, "[data-choices]"), near = one(room, "[data-nearby-room]"), fields = form.elements, select = fields.commune;
    var routes = JSON.parse(words.routes || "[]"), map = Picker.make(one(room, "[data-picker]"), words, function (at) { return take(at, words.onMap); });
    function point() { return fields.lat.value ? { lat: Number(fields.lat.value), lon: Number(fields.lon.value) } : null; }
    /* A list, or a field with one of suggestions. */
    function option(code) { return Array.from(select.options || select.list && select.list.options || []).filter(function (one) { return one.value === code; })[0]; }
    function district(found) { return found.parentNode.tagName === "OPTGROUP" ? found.parentNode.label : ""; }
    function name(found) { return found.textContent + (district(found) ? ", " + district(found) : ""); }
    /* A point of which no commune is known lies outside: it is not kept, and what was chosen before stays. */
    function take(at, said, quiet) {
      if (at && map.known && !map.communes(at).length) { told.textContent = words.outside; return false; }
      fields.lat.value = at ? at.lat : "";
      fields.lon.value = at ? at.lon : "";
      drop.hidden = !at;
      offer(at);
      say(said);
      nearby(at);
      if (!quiet) given.changed();
      return true;
    }
    /* The commune first and boldly, then how its point is known. */
    function say(said) {
      var found = point() && select.value && option(select.value);
      told.textContent = "";
      if (found) { node("b", name(found), told); said = " · " + said; }
      told.appendChild(document.createTextNode(said));
    }
    /* Which communes the point may lie in, the likeliest chosen; whoever knows better takes another, or the list below. */
    function offer(at) {
      choices.textContent = "";
      var codes = at ? map.communes(at).filter(option).slice(0, 6) : [];
      codes.forEach(function (code, n) {
        var line = node("div", "", choices), box = node("input", "", line), label = node("label", name(option(code)), line);
        line.className = "choice";
        box.type = "radio";
        box.name = "likely";
        box.id = "likely-" + code;
        box.value = code;
        box.checked = n === 0;
        label.htmlFor = box.id;
        box.onchange = function () { commune(code); say(words.kept); given.changed(); };
      });
      likely.hidden = codes.length < 2;
      if (codes.length) commune(codes[0]);
    }
    function commune(code) { select.value = code; agency(); }
    function agency() {
      var found = select.value && option(select.value), category = given.category();
      var who = found ? Picker.agency(routes, category, { code: found.value, name: found.textContent.split(", ")[0] }, district(found) || found.textContent.split(", ")[1] || "") : "";
      one(room, "[data-agency]").textContent = who ? words.answersBy.replace("{name}", who) : found && !category && routes.length ? words.answersLater : "";
    }
    function nearby(at) {
      near.hidden = true;
      if (!at || navigator.onLine === false || !given.nearby) return;
      Place.near(words.nearUrl, at, given.category()).then(function (found) {
        near.hidden = !found.length;
        near.textContent = "";
        if (!found.length) return;
        node("p", words.nearby, near);
        var list = node("ul", "", near);
        found.forEach(function (report) {
          var link = node("a", report.title, node("li", "", list));
          link.href = report.url;
          node("span", " " + words.nearbyNote.replace("{m}", report.metres).replace("{n}", report.confirms), link.parentNode).className = "hint";
        });
      }).catch(function () { /* without a network nothing is offered */ });
    }
    function locate(quiet) {
      told.textContent = words.asking;
      return Place.device().then(function (at) { if (take(at, words.found.replace("{n}", at.within), quiet)) map.show(at); }, function () { told.textContent = words.denied; });
    }
    function unfold(wanted) {
      map.open(wanted);
      open.setAttribute("aria-expanded", String(wanted));
      one(room, "[data-map-hint]").hidden = !wanted;
      if (wanted) map.svg.focus();
    }
    one(room, "[data-device]").onclick = function () { locate(false); };
    open.onclick = function () { unfold(!map.opened()); };
    map.svg.addEventListener("click", function () { if (!map.opened()) unfold(true); });
    drop.onclick = function () { take(null, words.none); map.show(null); };
    select.addEventListener("change", agency);
    room.hidden = false;
    map.show(point());
    drop.hidden = !point();
    agency();
    return {
      agency: agency,
      point: point,
      fill: function (at) { map.show(at); drop.hidden = !at; choices.textContent = ""; likely.hidden = true; if (at) say(words.kept); else told.textContent = ""; agency(); },
      /* Whoever has allowed it before is not asked again; a place alone is no report yet. */
      guess: function () {
        if (point() || !navigator.permissions || !navigator.permissions.query) return;
        navigator.permissions.query({ name: "geolocation" }).then(function (found) { if (found.state === "granted" && !point()) locate(true); }).catch(function () { /* the button stays */ });
      }
    };
  }
  window.PlaceField = { make: make };
  document.querySelectorAll("form[data-place-form]").forEach(function (form) {
    var kind = form.elements.category;
    var place = make(form, { category: function () { return kind ? kind.value : form.dataset.placeForm; }, changed: function () { /* the form is sent as it is */ }, nearby: false });
    if (kind && kind.addEventListener) kind.addEventListener("change", place.agency);
  });
})();
