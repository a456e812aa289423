/* One page for one report, each part kept at once in the browser's own database; the address says which report it is
   (#<id>), so that "back" and closing the browser lose nothing. Nothing is kept before something is said. */
(function () {
  "use strict";
  var root = document.getElementById("compose");
  if (!root || !("indexedDB" in window) || !window.Promise || !HTMLCanvasElement.prototype.toBlob) return;
  var words = root.dataset, form = root.querySelector("form"), order = ["anh", "noi", "viec", "lien-he"], parts = {}, making = null, sending = false;
  var page = {
    words: words,
    form: form,
    row: null,
    /* The first word makes the row. */
    begun: function () {
      if (page.row) return Promise.resolve(page.row);
      making = making || Reports.make({}).then(function (row) {
        page.row = row;
        history.replaceState(null, "", "#" + row.id);
        return row;
      });
      return making;
    },
    save: function (change) {
      return page.begun().then(function (row) { return Reports.change(row.id, change); }).then(function (row) {
        if (row) page.row = row;
        return row;
      });
    },
    changed: function () { keep().catch(full); }
  };
  function full() { problems([[words.full, ""]]); }
  function part(name) { return parts[name] || (parts[name] = ComposeParts[name](page, form.querySelector('[data-part="' + name + '"]'))); }
  function problems(found) {
    var box = form.querySelector("[data-problem]"), list = box.querySelector("ul");
    list.textContent = "";
    found.forEach(function (one) {
      var line = document.createElement("li"), link = document.createElement("a");
      link.textContent = one[0];
      if (one[1]) { link.href = "#" + one[1]; link.onclick = function (event) { event.preventDefault(); reach(one[1]); }; }
      line.appendChild(one[1] ? link : document.createTextNode(one[0]));
      list.appendChild(line);
    });
    box.hidden = !found.length;
    if (found.length) { box.focus(); box.scrollIntoView(); }
  }
  function reach(id) {
    var field = document.getElementById(id), fold = field.closest("details");
    if (fold) fold.open = true;
    field.focus();
  }
  /* Reads all parts into the row, before sending not until it is known whose it is; what is missing, as pairs: words, field. */
  function keep(whose) {
    var missing = [];
    return Promise.resolve(whose ? part("lien-he").ready : null).then(function () {
      return page.save(function (row) {
        missing = [].concat.apply([], order.map(function (name) { return part(name).take(row); }));
        return row;
      });
    }).then(function () { return missing; });
  }
  function others() {
    return Reports.all().then(function (rows) {
      var more = rows.filter(function (row) { return row.state !== "sent" && (!page.row || row.id !== page.row.id); });
      var told = root.querySelector("[data-others]");
      told.hidden = !more.length;
      told.querySelector("a").textContent = words.others.replace("{n}", more.length);
    });
  }
  function open() {
    var id = location.hash.slice(1), shown = new URL(location.href).searchParams.get("muc");
    sending = false;
    return (id ? Reports.get(id) : Promise.resolve(null)).then(function (row) {
      if (row && (row.state === "sent" || row.state === "sending")) { location.replace(words.list + "#" + id); return null; }
      return !row || row.state === "draft" ? row : Reports.change(id, { state: "draft" }).then(function (kept) { return Object.assign({ said: row.message }, kept); });
    }).then(function (row) {
      page.row = row;
      making = null;
      var said = row || { photos: [], answers: { category: shown } };
      order.forEach(function (name) { part(name).fill(said); });
      problems(row && row.said ? [[row.said, ""]] : []);
      return others();
    });
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (sending) return;  /* a second tap of the same thumb */
    sending = true;
    keep(true).then(function (missing) {
      problems(missing);
      if (missing.length) { sending = false; return; }
      return Outbox.queue(page.row.id, true).then(function () { location.assign(words.list + "#" + page.row.id); });
    }).catch(function () { sending = false; full(); });
  });
  form.addEventListener("change", function (event) { if (!event.target.matches("[type=file]")) page.changed(); });
  var typing = null;
  form.addEventListener("input", function (event) {
    if (!event.target.matches("textarea, [type=text]")) return;
    clearTimeout(typing);
    typing = setTimeout(page.changed, 800);
  });
  window.addEventListener("hashchange", open);
  window.addEventListener("pageshow", function (event) { if (event.persisted) open(); });
  document.getElementById("compose-plain").hidden = true;
  root.hidden = false;
  open();
})();
