/* The report wizard: one task a page, each step kept at once in the browser's own database; the address says which
   step of which report (#noi/<id>), so that "back" and closing the browser lose nothing. */
(function () {
  "use strict";
  var root = document.getElementById("compose");
  if (!root || !("indexedDB" in window) || !window.Promise || !HTMLCanvasElement.prototype.toBlob) return;
  var words = root.dataset, order = ["anh", "noi", "viec", "lien-he", "kiem-tra"], steps = {};
  var page = {
    words: words,
    row: null,
    save: function (change) {
      return Reports.change(page.row.id, function (row) { return change(row); }).then(function (row) {
        if (row) page.row = row;
        return row;
      });
    }
  };
  function part(name) { return root.querySelector('[data-step="' + name + '"]'); }
  function show(name) {
    Array.from(root.querySelectorAll("[data-step]")).forEach(function (one) { one.hidden = one.dataset.step !== name; });
    problem(name, "");
    var head = part(name).querySelector("h1");
    document.title = document.title.replace(/^.*? - /, head.textContent + " - ");
    head.focus();
    window.scrollTo(0, 0);
  }
  function problem(name, text) {
    var told = part(name).querySelector("[data-problem]");
    if (!told) return;
    told.hidden = !text;
    told.textContent = text;
  }
  function go(name, id) { location.hash = name === "list" ? "" : name + "/" + id; }
  function list() { return ComposeList.show(part("list"), words, function (row) { go(row.why === "phone" || row.why === "account" ? "lien-he" : row.state === "failed" ? "kiem-tra" : "anh", row.id); }); }

  function summary(row) {
    var room = part("kiem-tra").querySelector("[data-summary]"), said = row.answers;
    room.textContent = "";
    function line(label, text, step) {
      ComposeList.node("dt", label, room);
      var value = ComposeList.node("dd", text + " ", room), link = ComposeList.node("a", words.change, value);
      link.href = "#" + step + "/" + row.id;
      ComposeList.node("span", ": " + label, link).className = "hidden";
    }
    line(words.sumPhotos, words.photos.replace("{n}", row.photos.length), "anh");
    line(words.sumPlace, [said.address, said.place, said.lat ? words.point : ""].filter(Boolean).join(", "), "noi");
    line(words.sumWhat, said.title || "", "viec");
    line(words.sumText, said.description || "", "viec");
    line(words.sumContact, row.owner ? words.accountShort : [said.name, said.phone].filter(Boolean).join(", "), "lien-he");
    line(words.sumPublic, said.anonymous === false ? words.named : words.anonymous, "lien-he");
    problem("kiem-tra", row.state === "failed" ? row.message : "");
  }
  function open() {
    var at = location.hash.slice(1).split("/"), name = at[0], id = at[1];
    if (order.indexOf(name) < 0 || !id) { page.row = null; show("list"); return list(); }
    return Reports.get(id).then(function (row) {
      if (!row || row.state === "sent" || row.state === "sending") return go("list");
      return (row.state === "draft" ? Promise.resolve(row) : Reports.change(id, { state: "draft" })).then(function (kept) {
        page.row = kept;
        show(name);
        if (name === "kiem-tra") summary(Object.assign({}, kept, { state: row.state }));
        else step(name).fill(kept);
        var back = part(name).querySelector("[data-back]");
        if (back) back.href = "#" + order[order.indexOf(name) - 1] + "/" + id;
      });
    });
  }
  function step(name) { return steps[name] || (steps[name] = ComposeSteps[name](page, part(name))); }
  function take(name) {
    var missing = "";
    return Promise.resolve(step(name).ready).then(function () { return page.save(function (row) { missing = step(name).take(row); return row; }); }).then(function () { return missing; });
  }
  function next(event, name) {
    event.preventDefault();
    if (name === "kiem-tra") return send();
    take(name).then(function (missing) {
      if (!missing) return go(order[order.indexOf(name) + 1], page.row.id);
      problem(name, missing);
    }).catch(function () { problem(name, words.full); });
  }
  function send() {
    var row = page.row, said = row.answers, gap = "";
    if (!said.lat && !said.commune) gap = "noi";
    else if (!said.category || !said.description && !row.photos.length) gap = "viec";
    else if (!row.owner && said.phone && !/^0\d{9}$/.test(said.phone)) gap = "lien-he";
    if (gap) return go(gap, row.id);
    return Outbox.queue(row.id).then(function () { go("list"); }, function () { problem("kiem-tra", words.full); });
  }
  order.forEach(function (name) { part(name).addEventListener("submit", function (event) { next(event, name); }); });
  root.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-step]");
    if (form && page.row && steps[form.dataset.step] && !event.target.matches("[type=file]")) take(form.dataset.step);
  });
  part("list").querySelector("[data-new]").onclick = function () {
    Reports.make({}).then(function (row) { go("anh", row.id); });
  };
  window.addEventListener("hashchange", open);
  window.addEventListener("online", list);
  window.addEventListener("offline", list);
  Reports.listen(function () { if (!page.row) list(); });
  document.getElementById("compose-plain").hidden = true;
  root.hidden = false;
  open();
})();
