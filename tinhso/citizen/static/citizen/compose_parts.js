/* The parts of one report. Each has `fill(row)` (shows what is kept) and `take(row)` (reads the fields into the row;
   returns what is missing, as pairs: words, field). `page` gives words, the form, the row and `save(changes)`. */
(function () {
  "use strict";
  function node(tag, text, into) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    into.appendChild(made);
    return made;
  }
  function button(words, label, into, press) {
    var made = node("button", words, into);
    made.type = "button";
    made.className = "button quiet small";
    node("span", ": " + label, made).className = "hidden";
    made.onclick = press;
  }
  function one(form, what) { return form.querySelector(what); }

  function photos(page, form) {
    var words = page.words, list = one(form, "[data-photos]"), room = one(form, "[data-editor]"), told = one(form, "[data-told]"), urls = [];
    function put(change) { return page.save(function (row) { change(row); return row; }).then(function (row) { fill(row); }); }
    function full() { told.textContent = words.full; }
    function cover(n) {
      room.hidden = false;
      form.classList.add("editing");
      one(room, "h2").focus();
      Photos.edit(room, page.row.photos[n].blob, { covered: words.covered }).then(function (blob) {
        return blob ? put(function (row) { row.photos[n] = { blob: blob }; }) : null;
      }).catch(full).then(function () {
        room.hidden = true;
        form.classList.remove("editing");
        var again = list.querySelectorAll("button")[n * 2];
        if (again) again.focus();
      });
    }
    function fill(row) {
      urls.forEach(function (url) { URL.revokeObjectURL(url); });
      urls = [];
      list.textContent = "";
      row.photos.forEach(function (photo, n) {
        var item = node("li", "", list), name = words.photoName.replace("{n}", n + 1), picture = node("img", "", item);
        picture.alt = name;
        picture.width = 160;
        picture.height = 120;
        picture.src = URL.createObjectURL(photo.blob);
        urls.push(picture.src);
        var line = node("p", "", item);
        button(words.photoCover, name, line, function () { cover(n); });
        button(words.photoDrop, name, line, function () {
          put(function (row) { row.photos.splice(n, 1); }).then(function () { one(form, "h2").focus(); }, full);
        });
      });
    }
    function add(files) {
      var most = Number(words.mostPhotos), have = page.row ? page.row.photos.length : 0, found = files.slice(0, Math.max(0, most - have));
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
        add(files).catch(full);
      });
    });
    /* Photos that came from the gallery's "share" were put into the draft as they are. */
    function shared(row) {
      var raw = row.photos.filter(function (photo) { return photo.raw; });
      if (!raw.length) return fill(row);
      page.save(function (row) { row.photos = row.photos.filter(function (photo) { return !photo.raw; }); return row; })
        .then(function () { return add(raw.map(function (photo) { return photo.blob; })); }).catch(full);
    }
    return { fill: function (row) { room.hidden = true; form.classList.remove("editing"); shared(row); }, take: function () { return []; } };
  }

  function where(page) {
    var form = page.form, fold = one(form, "[data-by-words]");
    function category() { return form.elements.category.value; }
    var place = PlaceField.make(form, { category: category, changed: page.changed, nearby: true });
    form.elements.category.addEventListener("change", place.agency);
    return {
      fill: function (row) {
        var said = row.answers;
        form.elements.lat.value = said.lat || "";
        form.elements.lon.value = said.lon || "";
        form.elements.commune.value = said.commune || "";
        form.elements.address.value = said.address || "";
        fold.open = !!(said.address || said.commune && !said.lat);
        place.fill(place.point());
        place.guess();
      },
      take: function (row) {
        var at = place.point(), commune = form.elements.commune;
        row.answers.lat = at ? at.lat : null;
        row.answers.lon = at ? at.lon : null;
        row.answers.commune = commune.value;
        row.answers.address = form.elements.address.value.trim();
        row.answers.place = commune.value ? commune.selectedOptions[0].textContent : "";
        return at || commune.value ? [] : [[page.words.placeNeed, "place-commune"]];
      }
    };
  }

  function what(page, form) {
    var words = page.words, fields = page.form.elements, choice = fields.category, urgent = one(form, "[data-urgent]");
    function questions() { return Array.from(form.querySelectorAll("[data-question]")); }
    function value(field) {
      return field.multiple ? Array.from(field.selectedOptions, function (o) { return o.value; }) : field.value.trim();
    }
    function show() {
      var chosen = choice.selectedOptions[0];
      urgent.textContent = chosen && chosen.dataset.urgent || "";
      urgent.hidden = !urgent.textContent;
      questions().forEach(function (field) { field.hidden = field.dataset.of !== choice.value; });
      form.querySelectorAll("[data-category]").forEach(function (chip) { chip.setAttribute("aria-pressed", String(chip.dataset.category === choice.value)); });
    }
    choice.addEventListener("change", show);
    form.querySelectorAll("[data-category]").forEach(function (chip) {
      chip.onclick = function () {
        choice.value = choice.value === chip.dataset.category ? "" : chip.dataset.category;
        choice.dispatchEvent(new Event("change", { bubbles: true }));
      };
    });
    return {
      fill: function (row) {
        choice.value = row.answers.category || "";
        fields.description.value = row.answers.description || "";
        var given = row.answers.attributes || {};
        questions().forEach(function (field) {
          var input = one(field, "select, input"), kept = given[field.dataset.question];
          if (field.dataset.of !== row.answers.category) return;
          if (input.multiple) Array.from(input.options).forEach(function (o) { o.selected = (kept || []).indexOf(o.value) >= 0; });
          else input.value = kept || "";
        });
        show();
      },
      take: function (row) {
        var missing = [], given = {};
        questions().forEach(function (field) {
          if (field.hidden) return;
          var said = value(one(field, "select, input"));
          if (said.length) given[field.dataset.question] = said;
          else if ("required" in field.dataset) missing.push([one(field, "label").textContent + ": " + words.answerNeed, one(field, "select, input").id]);
        });
        row.answers.category = choice.value;
        row.answers.title = choice.value ? choice.selectedOptions[0].textContent : "";
        row.answers.description = fields.description.value.trim();
        row.answers.attributes = given;
        if (!choice.value) missing.unshift([words.whatCategory, "what-category"]);
        if (!row.answers.description && !row.photos.length) missing.push([words.whatText, "what-text"]);
        return missing;
      }
    };
  }

  function contact(page, form) {
    var words = page.words, told = one(form, "[data-told]"), visitor = one(form, "[data-visitor]"), signed = one(form, "[data-signed]");
    var room = one(form, "[data-code-room]"), fields = page.form.elements, phone = fields.phone, check = "";
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
        fields.name.value = row.answers.name || "";
        fields.anonymous.checked = row.answers.anonymous !== false;
        told.textContent = "";
        room.hidden = true;
        visitor.open = !!(row.answers.phone || row.answers.name);
        step.ready = account().then(function (owner) {
          signed.hidden = !owner;
          visitor.hidden = !!owner;
          if (!owner && good()) known();
          page.owner = owner || null;
        });
      },
      take: function (row) {
        if (page.owner !== undefined) row.owner = page.owner;
        row.answers.anonymous = fields.anonymous.checked;
        if (!visitor.hidden) {
          row.answers.phone = plain();
          row.answers.name = fields.name.value.trim();
          if (plain() && !good()) return [[words.phoneNeed, "contact-phone"]];
        }
        return [];
      }
    };
    return step;
  }

  window.ComposeParts = { "anh": photos, "noi": where, "viec": what, "lien-he": contact };
})();
