/* The reports on this phone: the one just sent with its code, what each waits for, why it failed, and what can be done about it. */
(function () {
  "use strict";
  var urls = [];
  function node(tag, text, into) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    if (into) into.appendChild(made);
    return made;
  }
  function button(words, label, into, press) {
    var made = node("button", words, into);
    made.type = "button";
    made.className = "button quiet small";
    node("span", ": " + label, made).className = "hidden";
    made.onclick = press;
    return made;
  }
  function title(words, row) {
    return row.answers.title || (row.answers.description || "").slice(0, 60) || words.untitled;
  }
  function state(words, row) {
    if (row.state !== "waiting") return words[row.state];
    return navigator.onLine === false || row.why === "network" ? words.waiting : words.queued;
  }
  function offline(rows) {
    return navigator.onLine === false || rows.some(function (row) { return row.state === "waiting" && row.why === "network"; });
  }
  function why(words, row) {
    if (row.state === "sent") return words.code.replace("{code}", row.code);
    if (row.message) return row.message;
    if (row.state === "waiting" || row.state === "failed") {
      var key = row.why && "why" + row.why.charAt(0).toUpperCase() + row.why.slice(1);
      return row.why ? words[key] || words.whyError : "";
    }
    return "";
  }
  function tone(row) { return { failed: "late", sent: "good", waiting: "soon" }[row.state] || ""; }

  function moment(ms) {
    var at = new Date(ms), two = function (n) { return ("0" + n).slice(-2); };
    return two(at.getHours()) + ":" + two(at.getMinutes()) + " " + two(at.getDate()) + "/" + two(at.getMonth() + 1);
  }
  function size(words, row) {
    if (!row.photos.length) return "";
    var bytes = row.photos.reduce(function (sum, photo) { return sum + (photo.blob ? photo.blob.size : 0); }, 0);
    return words.size.replace("{n}", row.photos.length).replace("{kb}", Math.ceil(bytes / 1024));
  }
  function thumb(row, into) {
    var photo = row.photos[0] && row.photos[0].blob, made = node(photo ? "img" : "span", "", into);
    if (!photo) { made.className = "no-picture"; return; }
    made.alt = "";
    made.width = 116;
    made.height = 84;
    made.src = URL.createObjectURL(photo);
    urls.push(made.src);
  }
  function card(words, row, go) {
    var made = node("article"), label = title(words, row);
    made.className = "report-row";
    made.dataset.report = row.id;
    thumb(row, made);
    var body = node("div", "", made);
    node("h2", label, body).className = "headline";
    node("p", [words.saved.replace("{at}", moment(row.sent || row.changed || row.made)), size(words, row)].filter(Boolean).join(" · "), body).className = "soft";
    var tag = node("span", state(words, row), node("p", "", body));
    tag.className = "tag " + tone(row);
    tag.dataset.state = row.state;
    if (why(words, row)) node("p", why(words, row), body).dataset.why = row.why || "";
    var line = node("p", "", body);
    line.className = "row";
    if (row.state === "sent") {
      var link = node("a", words.open, line);
      link.href = row.url;
      node("span", ": " + label, link).className = "hidden";
      if (row.own) node("a", words.own, line).href = row.own;
    }
    if (row.why === "signin" || row.why === "owner") node("a", words.signin, line).href = words.signinUrl;
    if (row.state === "draft" || row.state === "failed") button(row.why === "phone" ? words.confirm : words.edit, label, line, function () { go(row); });
    if (row.state === "failed" || row.state === "waiting") button(words.retry, label, line, function () { Outbox.queue(row.id); });
    if (row.state === "waiting" || row.state === "sending") button(words.cancel, label, line, function () { Outbox.cancel(row.id); });
    if (row.state !== "sending") button(words.remove, label, line, function () {
      if (row.state === "sent" || window.confirm(words.really)) Reports.remove(row.id);
    });
    return made;
  }
  /* What stands above: the one just sent with its code, else how many wait or failed. */
  function head(room, words, rows, id) {
    var own = rows.filter(function (row) { return row.id === id; })[0], done = room.querySelector("[data-done]"), told = room.querySelector("[data-open]");
    var open = rows.filter(function (row) { return row.state !== "sent" && row.state !== "draft"; });
    var failed = open.filter(function (row) { return row.state === "failed"; });
    var kind = failed.length ? "failed" : open.length ? open.some(function (row) { return row.state === "sending"; }) ? "sending" : offline(rows) ? "offline" : "waiting" : "none";
    var words_of = words["head" + kind.charAt(0).toUpperCase() + kind.slice(1)].replace("{n}", kind === "failed" ? failed.length : open.length);
    done.hidden = !(own && own.state === "sent");
    if (!done.hidden) {
      done.querySelector("[data-code]").textContent = own.code;
      done.querySelector("[data-follow]").href = own.url;
      var link = done.querySelector("[data-own]");
      link.hidden = !own.own;
      if (own.own) link.querySelector("a").href = link.querySelector("a").textContent = own.own;
    }
    told.hidden = !open.length;
    told.querySelector("h2").textContent = words_of;
    told.querySelector("p").textContent = failed.length ? words.toldFailed : words.toldWaiting;
  }
  /* Draws all anew and gives the focus back to the same button, so that a keyboard loses nothing. */
  function show(room, words, go, id) {
    return Reports.all().then(function (rows) {
      var list = room.querySelector("[data-reports]"), at = document.activeElement;
      var held = at && list.contains(at) ? [at.closest("[data-report]").dataset.report, at.textContent] : null;
      urls.forEach(function (url) { URL.revokeObjectURL(url); });
      urls = [];
      list.textContent = "";
      rows.forEach(function (row) { list.appendChild(card(words, row, go)); });
      room.querySelector("[data-none]").hidden = rows.length > 0;
      head(room, words, rows, id);
      if (!held) return;
      var same = list.querySelector('[data-report="' + held[0] + '"]');
      var again = same && Array.from(same.querySelectorAll("button, a")).filter(function (one) { return one.textContent === held[1]; })[0];
      (again || room.querySelector("h1")).focus();
    });
  }
  var root = document.getElementById("outbox");
  if (!root || !("indexedDB" in window) || !window.Reports) return;
  function draw() { return show(root, root.dataset, function (row) { location.assign(root.dataset.compose + "#" + row.id); }, location.hash.slice(1)); }
  document.getElementById("outbox-plain").hidden = true;
  root.hidden = false;
  draw();
  Reports.listen(draw);
  window.addEventListener("hashchange", draw);
  window.addEventListener("online", draw);
  window.addEventListener("offline", draw);
})();
