/* Sends what waits: first each photo, then the report under its own key, so that a lost answer makes no second report. One sender at a time over all pages and the service worker. */
(function (scope) {
  "use strict";
  var BASE = "/phan-anh/gui/", KEY = BASE + "khoa/", SEND = BASE + "don/", PHOTO = BASE + "tep/";
  var STALE = 120000, MOST_TRIES = 8, alone = false;
  function Refused(why, message, more) { this.why = why; this.message = message; Object.assign(this, more); }
  function Offline() { this.why = "network"; }

  function ask(url, options) {
    options = Object.assign({ credentials: "same-origin", headers: {} }, options);
    return fetch(url, options).catch(function () { throw new Offline(); }).then(function (answer) {
      if (answer.status >= 500) throw new Refused("server", "");
      return answer.json().catch(function () { return {}; }).then(function (data) {
        if (answer.ok) return data;
        throw refusal(answer, data.problems || []);
      });
    });
  }
  function refusal(answer, problems) {
    var fields = problems.map(function (one) { return one.field; });
    var why = answer.status === 429 || answer.status === 403 ? String(answer.status) : fields.indexOf("phone_token") >= 0 ? "phone" : fields.indexOf("photos") >= 0 ? "file" : "input";
    return new Refused(why, problems.map(function (one) { return one.text; }).join(" "), { wait: Number(answer.headers.get("Retry-After")) || 0 });
  }
  function post(url, csrf, body, headers) {
    return ask(url, { method: "POST", body: body, headers: Object.assign({ "X-CSRFToken": csrf }, headers) });
  }
  /* A photo that arrived stays there: the next try goes on with the next one. */
  function upload(server, report, n) {
    var photo = report.photos[n], form = new FormData();
    if (photo.file) return Promise.resolve();
    form.append("key", report.id);
    form.append("photo", photo.blob, "anh.jpg");
    return post(PHOTO, server.csrf, form).then(function (kept) { return mark(report.id, n, { file: kept.file }); });
  }
  function mark(id, n, changes) {
    return Reports.change(id, function (row) { Object.assign(row.photos[n], changes); row.touched = Date.now(); return row; });
  }
  function photos(server, report, n) {
    if (n >= report.photos.length) return Promise.resolve();
    return upload(server, report, n).then(function () { return photos(server, report, n + 1); });
  }
  function told(server, report) {
    var said = report.answers, asked = {
      key: report.id, category: said.category, description: said.description, address: said.address, commune: said.commune,
      lat: said.lat, lon: said.lon, attributes: said.attributes || {}, anonymous: said.anonymous !== false,
      photos: report.photos.map(function (photo) { return photo.file; })
    };
    if (!server.signed_in) Object.assign(asked, { name: said.name, phone: said.phone, phone_token: server.proof || server.phone_token });
    return post(SEND, server.csrf, JSON.stringify(asked), { "Content-Type": "application/json" });
  }
  /* Only one sender has a report: the state goes from waiting to sending in one transaction of the browser's database. Where
     this one holds the lock nobody else is at work: what is "sending" was left by a page that was closed on the way. */
  function left(row) { return row.state === "sending" && (alone || Date.now() - row.touched > STALE); }
  function claim(id) {
    return Reports.change(id, function (row) {
      var dead = left(row);
      if (row.state !== "waiting" && !dead) return null;
      return Object.assign(row, { state: "sending", touched: Date.now(), tries: (row.tries || 0) + 1, why: "", message: "" });
    });
  }
  function settle(report, error) {
    return Reports.change(report.id, function (row) {
      if (row.state !== "sending") return null;  /* cancelled meanwhile */
      if (error.why === "phone" && row.owner) error = new Refused("signin", "");  /* the session ended on the way */
      var again = (error.why === "server" || error.why === "403") && row.tries < MOST_TRIES || error.why === "file" && row.tries < 2;
      var later = error.why === "network" || error.why === "429" || error.why === "signin" || again;
      if (error.why === "file") row.photos.forEach(function (photo) { delete photo.file; });
      return Object.assign(row, {
        state: later ? "waiting" : "failed", why: error.why, message: error.message || "",
        next: error.wait ? Date.now() + error.wait * 1000 : 0
      });
    });
  }
  function sent(report, answer) {
    return Reports.change(report.id, function (row) {
      return Object.assign(row, {
        state: "sent", code: answer.code, url: answer.url, own: answer.own_url || "", sent: Date.now(), why: "", message: "",
        photos: [], answers: { category: row.answers.category, title: row.answers.title }
      });
    });
  }
  /* What an account wrote waits until that account is signed in again, and then leaves by itself; what nobody wrote is
     not put under an account without being asked. */
  function held(server, report) {
    if (!report.owner) return Reports.change(report.id, { state: "failed", why: "account", message: "" });
    return Reports.change(report.id, function (row) {
      var why = server.owner ? "owner" : "signin";
      return row.state === "sent" || row.state === "waiting" && row.why === why ? null : Object.assign(row, { state: "waiting", why: why, message: "" });
    });
  }
  function stranded(row) { return row.state === "failed" && row.why === "owner"; }  /* by an earlier version of this file */
  function one(server, report) {
    if ((report.owner || "") !== server.owner) return held(server, report);
    if (stranded(report)) return Reports.change(report.id, { state: "waiting", why: "" }).then(function (row) { return one(server, row); });
    return claim(report.id).then(function (row) {
      if (!row) return null;
      return photos(server, row, 0).then(function () { return Reports.get(row.id); }).then(function (now) {
        if (!now || now.state !== "sending") return null;
        return told(server, now).then(function (answer) { return sent(now, answer); });
      }).catch(function (error) {
        if (!error.why) error = new Refused("error", String(error && error.message || error));
        return settle(row, error).then(function () { if (error.why === "network") throw error; return error.why === "403" && row.tries < 2; });
      });
    });
  }
  function due(row) {
    if (row.state === "sending") return left(row);
    return row.state === "waiting" && !(row.next > Date.now()) || stranded(row);
  }
  function flush() {
    return Reports.all().then(function (rows) {
      var waiting = rows.filter(due).reverse();
      if (!waiting.length) return null;
      return server().catch(function (error) { return unreached(waiting, error); }).then(function (said) {
        var stale = false;  /* a new sign-in changed the token of the forms meanwhile: asked for anew, once */
        return waiting.reduce(function (before, row) {
          return before.then(function () { return one(said, row); }).then(function (old) { stale = stale || old === true; });
        }, Promise.resolve()).then(function () { return stale ? flush() : null; });
      });
    });
  }
  function locked() {
    alone = true;
    function over() { alone = false; }
    return flush().then(over, function (error) { over(); throw error; });
  }
  /* Nobody answered: each report that waits says why, and waits on. */
  function unreached(waiting, error) {
    return Promise.all(waiting.map(function (row) {
      return Reports.change(row.id, function (now) { return now.state === "waiting" && now.why !== error.why ? Object.assign(now, { why: error.why }) : null; });
    })).then(function () { throw error; });
  }
  function server() {
    return Promise.all([ask(KEY), Reports.word("proof")]).then(function (both) {
      both[0].proof = both[1] && both[1].proof || "";
      if (!both[0].owner) return both[0];  /* a session that ended: whose this phone is stays known for what is written meanwhile */
      return Reports.keep("owner", both[0].owner).then(function () { return both[0]; });
    });
  }
  /* Asks the browser to try again when there is a network, also when the page is closed by then (Chromium only). */
  function later() {
    if (!scope.navigator.serviceWorker || !scope.SyncManager) return Promise.resolve();
    return scope.navigator.serviceWorker.ready.then(function (registration) { return registration.sync.register("outbox"); })
      .catch(function () { /* refused by the person's settings: the next opening sends */ });
  }
  /* What is written and has not arrived; drafts are not meant to leave yet. */
  function unsent(rows) { return rows.filter(function (row) { return row.state !== "sent" && row.state !== "draft"; }); }
  /* The number on the app's picture, where the phone shows one. */
  function badge() {
    return Reports.all().then(function (rows) {
      var open = unsent(rows), able = scope.navigator.setAppBadge;
      if (able) (open.length ? scope.navigator.setAppBadge(open.length) : scope.navigator.clearAppBadge()).catch(function () { /* not installed */ });
      return open;
    });
  }
  scope.Outbox = {
    badge: badge,
    ask: ask,
    post: post,
    server: server,
    later: later,
    flush: function () {
      if (scope.navigator.onLine === false) { later(); return Promise.resolve(); }
      var run = scope.navigator.locks ? scope.navigator.locks.request("outbox", { ifAvailable: true }, function (lock) { return lock && locked(); }) : flush();
      return run.then(badge, function (error) { return badge().then(function () { throw error; }); }).catch(function (error) {
        if (scope.document && (error.why === "network" || error.why === "server")) return void later();
        throw error;  /* the service worker's failure makes the browser try its sync again */
      });
    },
    /* With `next` the page that follows sends it: this one is about to go. */
    queue: function (id, next) {
      return Reports.change(id, function (row) { return row.state === "sent" || row.state === "sending" ? null : Object.assign(row, { state: "waiting", why: "", message: "", next: 0, tries: 0 }); })
        .then(function () { if (!next) scope.Outbox.flush().catch(function () { /* its state says why */ }); });
    },
    /* Back to a draft that can be changed; a report that is just leaving may have arrived already, its key tells. */
    cancel: function (id) {
      return Reports.change(id, function (row) { return row.state === "sent" ? null : Object.assign(row, { state: "draft", why: "", message: "" }); });
    }
  };
})(self);
