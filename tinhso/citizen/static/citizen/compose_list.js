/* The list of reports on this phone: what each waits for, why it failed, and what can be done about it. */
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

  function card(words, row, go) {
    var made = node("article"), label = title(words, row);
    made.className = "card stack";
    made.dataset.report = row.id;
    var head = node("h3", label + " ", made), tag = node("span", state(words, row), head);
    tag.className = "tag " + tone(row);
    tag.dataset.state = row.state;
    if (row.photos.length) node("p", words.photos.replace("{n}", row.photos.length), made).className = "hint";
    if (row.photos[0] && row.photos[0].blob) {
      var picture = node("img", "", made);
      picture.alt = "";
      picture.width = 96;
      picture.height = 72;
      picture.className = "thumb";
      picture.src = URL.createObjectURL(row.photos[0].blob);
      urls.push(picture.src);
    }
    if (why(words, row)) node("p", why(words, row), made).dataset.why = row.why || "";
    var line = node("p", "", made);
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
  /* Draws all anew and gives the focus back to the same button, so that a keyboard loses nothing. */
  function show(room, words, go) {
    return Reports.all().then(function (rows) {
      var list = room.querySelector("[data-reports]"), at = document.activeElement;
      var held = at && list.contains(at) ? [at.closest("[data-report]").dataset.report, at.textContent] : null;
      urls.forEach(function (url) { URL.revokeObjectURL(url); });
      urls = [];
      list.textContent = "";
      rows.forEach(function (row) { list.appendChild(card(words, row, go)); });
      room.querySelector("[data-none]").hidden = rows.length > 0;
      room.querySelector("[data-network]").textContent = offline(rows) ? words.offline : words.online;
      if (!held) return;
      var same = list.querySelector('[data-report="' + held[0] + '"]');
      var again = same && Array.from(same.querySelectorAll("button, a")).filter(function (one) { return one.textContent === held[1]; })[0];
      (again || room.querySelector("h1")).focus();
    });
  }
  window.ComposeList = { show: show, node: node, button: button, title: title };
})();
