/* Sends what waits: first each photo in pieces, then the report under its own key, so that a lost answer makes no
   second report. One sender at a time over all pages and the service worker. */
(function (scope) {
  "use strict";
  var KEY = "/phan-anh/soan/khoa/", SEND = "/phan-anh/soan/gui/", UPLOAD = "/tep/";
  var STALE = 120000, MOST_TRIES = 8;
  function Refused(why, message, more) { this.why = why; this.message = message; Object.assign(this, more); }
  function Offline() { this.why = "network"; }

  function ask(url, options) {
    options = Object.assign({ credentials: "same-origin", headers: {} }, options);
    return fetch(url, options).catch(function () { throw new Offline(); }).then(function (answer) {
      if (answer.status >= 500) throw new Refused("server", "");
      return answer.json().catch(function () { return {}; }).then(function (data) {
        if (answer.ok || answer.status === 409) return data;
        throw new Refused(data.why || String(answer.status), data.message || "", {
          errors: data.errors, wait: Number(answer.headers.get("Retry-After")) || 0
        });
      });
    });
  }
  function post(url, csrf, body, headers) {
    return ask(url, { method: "POST", body: body, headers: Object.assign({ "X-CSRFToken": csrf }, headers) });
  }
  function pieces(url, csrf, blob, at, size) {
    if (at >= blob.size) return post(url + "xong/", csrf, null);
    return ask(url, { method: "PATCH", body: blob.slice(at, at + size), headers: { "X-CSRFToken": csrf, "Upload-Offset": String(at) } })
      .then(function (data) { return pieces(url, csrf, blob, data.received, size); });
  }
  /* A piece that arrived stays there: the next try goes on where this one stopped. */
  function upload(server, report, n) {
    var photo = report.photos[n];
    if (photo.file) return Promise.resolve();
    var begun = photo.token ? ask(UPLOAD + photo.token + "/").then(function (data) {
      return { token: photo.token, received: data.received, chunk: photo.chunk };
    }).catch(function (error) { if (error instanceof Offline) throw error; return null; }) : Promise.resolve(null);
    return begun.then(function (found) {
      return found || post(UPLOAD, server.csrf, JSON.stringify({
        ticket: server.ticket, name: "anh-" + (n + 1) + ".jpg", size: photo.blob.size, type: photo.blob.type
      }));
    }).then(function (up) {
      return mark(report.id, n, { token: up.token, chunk: up.chunk }).then(function () {
        return pieces(UPLOAD + up.token + "/", server.csrf, photo.blob, up.received, up.chunk);
      });
    }).then(function (kept) { photo.file = kept.id; return mark(report.id, n, { file: kept.id }); });
  }
  function mark(id, n, changes) {
    return Reports.change(id, function (row) { Object.assign(row.photos[n], changes); row.touched = Date.now(); return row; });
  }
  function photos(server, report, n) {
    if (n >= report.photos.length) return Promise.resolve();
    return upload(server, report, n).then(function () { return photos(server, report, n + 1); });
  }
  function told(server, report) {
    var said = Object.assign({}, report.answers, {
      client_key: report.id, photos: report.photos.map(function (photo) { return photo.file; }), phone_proof: server.proof || ""
    });
    return post(SEND, server.csrf, JSON.stringify(said), { "Content-Type": "application/json" });
  }
  /* Only one sender has a report: the state goes from waiting to sending in one transaction of the browser's database. */
  function claim(id) {
    return Reports.change(id, function (row) {
      var dead = row.state === "sending" && Date.now() - row.touched > STALE;
      if (row.state !== "waiting" && !dead) return null;
      return Object.assign(row, { state: "sending", touched: Date.now(), tries: (row.tries || 0) + 1, why: "", message: "" });
    });
  }
  function settle(report, error) {
    return Reports.change(report.id, function (row) {
      if (row.state !== "sending") return null;  /* cancelled meanwhile */
      var later = error.why === "network" || error.why === "429" || error.why === "server" && row.tries < MOST_TRIES;
      if (error.why === "file" || error.why === "403") row.photos.forEach(function (p) { delete p.file; delete p.token; });
      return Object.assign(row, {
        state: later ? "waiting" : "failed", why: error.why, message: error.message || "", errors: error.errors || null,
        next: error.wait ? Date.now() + error.wait * 1000 : 0
      });
    });
  }
  function sent(report, answer) {
    return Reports.change(report.id, function (row) {
      return Object.assign(row, {
        state: "sent", code: answer.code, url: answer.url, sent: Date.now(), why: "", message: "",
        photos: [], answers: { category: row.answers.category, title: row.answers.title }
      });
    });
  }
  function one(server, report) {
    if (report.owner && report.owner !== server.owner) {
      return Reports.change(report.id, { state: "failed", why: "owner", message: "" });
    }
    return claim(report.id).then(function (row) {
      if (!row) return null;
      return photos(server, row, 0).then(function () { return Reports.get(row.id); }).then(function (now) {
        if (!now || now.state !== "sending") return null;
        return told(server, now).then(function (answer) { return sent(now, answer); });
      }).catch(function (error) {
        if (!error.why) error = new Refused("error", String(error && error.message || error));
        return settle(row, error).then(function () { if (error.why === "network") throw error; });
      });
    });
  }
  function due(row) {
    if (row.state === "sending") return Date.now() - row.touched > STALE;
    return row.state === "waiting" && !(row.next > Date.now());
  }
  function flush() {
    return Reports.all().then(function (rows) {
      var waiting = rows.filter(due).reverse();
      if (!waiting.length) return null;
      return server().then(function (said) {
        return waiting.reduce(function (before, row) { return before.then(function () { return one(said, row); }); }, Promise.resolve());
      });
    });
  }
  function server() {
    return Promise.all([ask(KEY), Reports.word("proof")]).then(function (both) {
      both[0].proof = both[1] && both[1].proof;
      return both[0];
    });
  }
  /* Asks the browser to try again when there is a network, also when the page is closed by then (Chromium only). */
  function later() {
    if (!scope.navigator.serviceWorker || !scope.SyncManager) return Promise.resolve();
    return scope.navigator.serviceWorker.ready.then(function (registration) { return registration.sync.register("outbox"); })
      .catch(function () { /* refused by the person's settings: the next opening sends */ });
  }
  scope.Outbox = {
    ask: ask,
    post: post,
    server: server,
    later: later,
    flush: function () {
      if (scope.navigator.onLine === false) return Promise.resolve();
      var run = scope.navigator.locks ? scope.navigator.locks.request("outbox", { ifAvailable: true }, function (lock) { return lock && flush(); }) : flush();
      return run.catch(function (error) {
        if (error.why === "network" || error.why === "server") { if (scope.document) return later(); throw error; }
        throw error;
      });
    },
    queue: function (id) {
      return Reports.change(id, function (row) { return Object.assign(row, { state: "waiting", why: "", message: "", next: 0, tries: 0 }); })
        .then(function () { return scope.Outbox.flush(); });
    },
    /* Back to a draft that can be changed; a report that is just leaving may have arrived already, its key tells. */
    cancel: function (id) {
      return Reports.change(id, function (row) { return row.state === "sent" ? null : Object.assign(row, { state: "draft", why: "", message: "" }); });
    }
  };
})(self);
