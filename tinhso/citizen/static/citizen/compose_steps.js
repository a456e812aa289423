/* The steps of one report. Each has `fill(row)` (shows what is kept) and `take(row)` (reads the fields into the row;
   returns what is missing in words, "" when nothing is). `page` gives words, the elements and `save(changes)`. */
(function () {
  "use strict";
  var node = ComposeList.node;
  function one(form, what) { return form.querySelector(what); }

  function photos(page, form) {
    var words = page.words, list = one(form, "[data-photos]"), room = one(form, "[data-editor]"), told = one(form, "[data-told]"), urls = [];
    function put(change) { return page.save(function (row) { change(row); return row; }).then(fill); }
    function cover(n) {
      room.hidden = false;
      form.classList.add("editing");
      one(room, "h2").focus();
      Photos.edit(room, page.row.photos[n].blob, { covered: words.covered }).then(function (blob) {
        return blob ? put(function (row) { row.photos[n] = { blob: blob }; }) : null;
      }).then(function () {
        room.hidden = true;
        form.classList.remove("editing");
        var again = list.querySelectorAll("button")[n * 2];
        if (again) again.focus();
      });
    }
    function fill() {
      urls.forEach(function (url) { URL.revokeObjectURL(url); });
      urls = [];
      list.textContent = "";
      page.row.photos.forEach(function (photo, n) {
        var item = node("li", "", list), name = words.photoName.replace("{n}", n + 1), picture = node("img", "", item);
        picture.alt = name;
        picture.width = 160;
        picture.height = 120;
        picture.src = URL.createObjectURL(photo.blob);
        urls.push(picture.src);
        var line = node("p", "", item);
        ComposeList.button(words.photoCover, name, line, function () { cover(n); });
        ComposeList.button(words.photoDrop, name, line, function () {
          put(function (row) { row.photos.splice(n, 1); }).then(function () { one(form, "h1").focus(); });
        });
      });
    }
    function add(files) {
      var most = Number(words.mostPhotos), found = files.slice(0, Math.max(0, most - page.row.photos.length));
      var many = files.length > found.length ? words.photoMany.replace("{n}", most) : "";
      told.textContent = words.photoWorking;
      return found.reduce(function (before, file) {
        return before.then(function (bad) {
          return Photos.clean(file).then(function (blob) {
            return put(function (row) { row.photos.push({ blob: blob }); }).then(function () { return bad; });
          }, function () { return words.photoBad; });
        });
      }, Promise.resolve("")).then(function (bad) {
        told.textContent = [bad, many].filter(Boolean).join(" ") || words.photoReady;
      });
    }
    form.querySelectorAll("[data-photo]").forEach(function (field) {
      field.addEventListener("change", function () {
        var files = Array.from(field.files);
        field.value = "";
        add(files).catch(function () { told.textContent = words.full; });
      });
    });
    /* Photos that came from the gallery's "share" were put into the draft as they are. */
    function shared() {
      var raw = page.row.photos.filter(function (photo) { return photo.raw; });
      if (!raw.length) return fill();
      page.save(function (row) { row.photos = row.photos.filter(function (photo) { return !photo.raw; }); return row; })
        .then(function () { return add(raw.map(function (photo) { return photo.blob; })); });
    }
    return { fill: function () { told.textContent = ""; room.hidden = true; form.classList.remove("editing"); shared(); }, take: function () { return ""; } };
  }

  function place(page, form) {
    var words = page.words, told = one(form, "[data-told]"), drop = one(form, "[data-point-drop]"), room = one(form, "[data-map]");
    var near = one(form, "[data-nearby]"), map = null;
    function point(at, said) {
      return page.save(function (row) {
        row.answers.lat = at ? at.lat : null;
        row.answers.lon = at ? at.lon : null;
        return row;
      }).then(function () {
        told.textContent = said;
        drop.hidden = !at;
        if (map) map.show(at);
        if (at) nearby(at);
      });
    }
    function nearby(at) {
      if (!words.nearUrl || navigator.onLine === false) return;
      Place.near(words.nearUrl, at, page.row.answers.category).then(function (found) {
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
    one(form, "[data-device]").onclick = function () {
      told.textContent = words.placeAsking;
      Place.device().then(function (at) {
        return point(at, words.placeFound.replace("{n}", at.within));
      }, function () { told.textContent = words.placeDenied; });
    };
    one(form, "[data-map-open]").onclick = function () {
      Place.mapFiles(words).then(function () {
        room.hidden = false;
        map = map || TinhsoMap.choose(room, words, function (at) { point(at, words.placeMap); });
        map.show(page.row.answers.lat ? page.row.answers : null);
      }).catch(function () { told.textContent = words.placeNomap; });
    };
    one(form, "[data-drop]").onclick = function () { point(null, words.placeNone); };
    return {
      fill: function (row) {
        form.elements.commune.value = row.answers.commune || "";
        form.elements.address.value = row.answers.address || "";
        told.textContent = row.answers.lat ? words.placeMap : "";
        drop.hidden = !row.answers.lat;
        near.hidden = true;
      },
      take: function (row) {
        row.answers.commune = form.elements.commune.value;
        row.answers.address = form.elements.address.value.trim();
        row.answers.place = form.elements.commune.value ? form.elements.commune.selectedOptions[0].textContent : "";
        return row.answers.lat || row.answers.commune ? "" : words.placeNeed;
      }
    };
  }

  function what(page, form) {
    var words = page.words, choice = form.elements.category, urgent = one(form, "[data-urgent]");
    function questions() { return Array.from(form.querySelectorAll("[data-question]")); }
    function value(field) {
      return field.multiple ? Array.from(field.selectedOptions, function (o) { return o.value; }) : field.value.trim();
    }
    function show() {
      var chosen = choice.selectedOptions[0];
      urgent.textContent = chosen && chosen.dataset.urgent || "";
      urgent.hidden = !urgent.textContent;
      questions().forEach(function (field) { field.hidden = field.dataset.category !== choice.value; });
    }
    choice.onchange = show;
    return {
      fill: function (row) {
        choice.value = row.answers.category || "";
        form.elements.description.value = row.answers.description || "";
        var given = row.answers.attributes || {};
        questions().forEach(function (field) {
          var input = one(field, "select, input"), kept = given[field.dataset.question];
          if (field.dataset.category !== row.answers.category) return;
          if (input.multiple) Array.from(input.options).forEach(function (o) { o.selected = (kept || []).indexOf(o.value) >= 0; });
          else input.value = kept || "";
        });
        show();
      },
      take: function (row) {
        var missing = "", given = {};
        questions().forEach(function (field) {
          if (field.hidden) return;
          var said = value(one(field, "select, input"));
          if (said.length) given[field.dataset.question] = said;
          else if ("required" in field.dataset) missing = one(field, "label").textContent + ": " + words.answerNeed;
        });
        row.answers.category = choice.value;
        row.answers.title = choice.value ? choice.selectedOptions[0].textContent : "";
        row.answers.description = form.elements.description.value.trim();
        row.answers.attributes = given;
        if (!choice.value) return words.whatCategory;
        if (!row.answers.description && !row.photos.length) return words.whatText;
        return missing;
      }
    };
  }

  function contact(page, form) {
    var words = page.words, told = one(form, "[data-told]"), visitor = one(form, "[data-visitor]"), signed = one(form, "[data-signed]");
    var room = one(form, "[data-code-room]"), phone = form.elements.phone, check = "";
    function plain() { return phone.value.replace(/[ .-]/g, "").replace(/^\+84/, "0"); }
    function good() { return /^0\d{9}$/.test(plain()); }
    function refused(error) { told.textContent = error.why === "network" ? words.phoneLater : error.message || words.whyError; }
    function known() {
      return Reports.word("proof").then(function (kept) {
        var same = kept && kept.phone === plain();
        one(form, "[data-ask-code]").hidden = same;
        if (same) { told.textContent = words.phoneGood; room.hidden = true; }
        return same;
      });
    }
    phone.oninput = function () { if (good()) known(); else one(form, "[data-ask-code]").hidden = false; if (!plain()) told.textContent = ""; };
    one(form, "[data-ask-code]").onclick = function () {
      if (!good()) { told.textContent = words.phoneNeed; return; }
      Outbox.server().then(function (server) {
        return Outbox.post(words.phoneUrl, server.csrf, JSON.stringify({ phone: plain() }));
      }).then(function (answer) {
        check = answer.check;
        room.hidden = false;
        told.textContent = words.phoneSent;
        one(form, "#contact-code").focus();
      }).catch(refused);
    };
    one(form, "[data-confirm-code]").onclick = function () {
      var code = one(form, "#contact-code").value.trim();
      Outbox.server().then(function (server) {
        return Outbox.post(words.codeUrl, server.csrf, JSON.stringify({ check: check, code: code }));
      }).then(function (answer) {
        return Reports.keep("proof", { phone: plain(), proof: answer.token });
      }).then(known).then(function () { return page.save(function (row) { row.answers.phone = plain(); return row; }); }).catch(refused);
    };
    /* Who is signed in, as the server says; without an answer within four seconds, as it was the last time. */
    function account() {
      var asked = Outbox.server().then(function (server) { return Reports.keep("owner", server.owner).then(function () { return server.owner; }); });
      var waited = new Promise(function (done, fail) { setTimeout(fail, 4000); });
      return Promise.race([asked, waited]).catch(function () { return Reports.word("owner"); });
    }
    var step = {
      ready: null,
      fill: function (row) {
        phone.value = row.answers.phone || "";
        form.elements.name.value = row.answers.name || "";
        form.elements.anonymous.checked = row.answers.anonymous !== false;
        told.textContent = "";
        room.hidden = true;
        step.ready = account().then(function (owner) {
          signed.hidden = !owner;
          visitor.hidden = !!owner;
          if (!owner && good()) known();
          return page.save(function (kept) { kept.owner = owner || null; return kept; });
        });
      },
      take: function (row) {
        row.answers.anonymous = form.elements.anonymous.checked;
        if (!visitor.hidden) {
          row.answers.phone = plain();
          row.answers.name = form.elements.name.value.trim();
          if (plain() && !good()) return words.phoneNeed;
        }
        return "";
      }
    };
    return step;
  }

  window.ComposeSteps = { "anh": photos, "noi": place, "viec": what, "lien-he": contact };
})();
