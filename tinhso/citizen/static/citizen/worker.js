/* The service worker of the app. What stands before this text, written by the server: VERSION, SHELL (static files
   with hashed names), PAGES (pages kept from the start), OFFLINE, COMPOSE, SHARE, SIGN_IN, SIGN_OUT, READ_AT (words).
   Keeps files of the shell, pages that the server marked X-Keep-Offline, which name nobody, and apart from them those marked
   "own …": what somebody reads on a device that they called theirs. These go with the sign-out, with the session's end and
   with the next account. */
"use strict";
var FILES = "files-" + VERSION, KEPT = "pages-" + VERSION, OWN = "own", MOST_PAGES = 40, PATIENCE = 6000, OLD = 3600000, WRITTEN = [COMPOSE, OUTBOX], kept_at = Date.now();

function keepPage(cache, path) {
  return fetch(path, { credentials: "omit", cache: "no-cache" }).then(function (answer) {
    if (!answer.ok || answer.redirected || !answer.headers.get("X-Keep-Offline")) throw new Error(path);
    return dated(answer).then(function (copy) { return cache.put(path, copy); });
  });
}
function keepPages() {
  return caches.open(KEPT).then(function (cache) {
    return Promise.all(PAGES.map(function (path) {
      return keepPage(cache, path).catch(function (error) { if (path === OFFLINE) throw error; });
    }));
  });
}
self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(FILES).then(function (cache) { return cache.addAll(SHELL); }).then(keepPages)
    .then(function () { return self.skipWaiting(); }));
});
self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.map(function (name) {
      return name === FILES || name === KEPT || name === OWN ? null : caches.delete(name);
    }));
  }).then(function () { return self.clients.claim(); }));
});

/* After signing out nothing of the time before is kept, not even pages that name nobody. */
function forgetOwn() { return caches.delete(OWN); }
function forget() { return forgetOwn().then(function () { return caches.delete(KEPT); }).then(keepPages); }
/* The page with the moment at which it was read. */
function dated(answer) {
  return answer.blob().then(function (body) {
    var headers = new Headers(answer.headers);
    headers.set("X-Read-At", String(Date.now()));
    return new Response(body, { status: 200, headers: headers });
  });
}
function owner(answer) { return (answer.headers.get("X-Keep-Offline") || "").split(" ")[1] || ""; }

function fromShell(request) {
  return caches.open(FILES).then(function (cache) {
    return cache.match(request, { ignoreVary: true }).then(function (found) {
      return found || fetch(request).then(function (answer) {
        if (answer.ok && /\.[0-9a-f]{12}\./.test(request.url)) cache.put(request, answer.clone());
        return answer;
      });
    });
  });
}
function tidy(cache) {
  return cache.keys().then(function (kept) {
    var extra = kept.filter(function (one) { return PAGES.indexOf(new URL(one.url).pathname) < 0; });
    return Promise.all(extra.slice(0, Math.max(0, extra.length - MOST_PAGES)).map(function (one) {
      return cache.delete(one);
    }));
  });
}
function remember(request, answer) {
  var who = owner(answer), name = who ? OWN : KEPT, copy = answer.clone();
  return (who ? onlyOf(who) : Promise.resolve()).then(function () { return Promise.all([caches.open(name), dated(copy)]); }).then(function (both) {
    return both[0].put(request.url, both[1]).then(function () { return tidy(both[0]); });
  }).catch(function () { /* a full phone keeps nothing, and the page is shown all the same */ });
}
/* Another account's pages go before the first of this one is kept. */
function onlyOf(who) {
  return caches.open(OWN).then(function (cache) {
    return cache.keys().then(function (keys) { return keys.length ? cache.match(keys[0], { ignoreVary: true }) : null; });
  }).then(function (one) { return one && owner(one) !== who ? forgetOwn() : null; });
}
function found_in(name, request) {
  return caches.open(name).then(function (cache) { return cache.match(request.url, { ignoreVary: true }); });
}
function kept(request) {
  return found_in(OWN, request).then(function (own) { return own || found_in(KEPT, request); }).then(function (found) { return found && told(found, new URL(request.url).pathname); });
}
/* Says on the page itself when it was read; those on which one writes tell nothing that ages. */
function told(found, path) {
  var at = Number(found.headers.get("X-Read-At"));
  if (!at || WRITTEN.indexOf(path) >= 0) return found;
  return found.text().then(function (text) {
    var day = new Date(at), two = function (n) { return ("0" + n).slice(-2); };
    var said = READ_AT.replace("{at}", two(day.getHours()) + ":" + two(day.getMinutes()) + " " + two(day.getDate()) + "/" + two(day.getMonth() + 1) + "/" + day.getFullYear());
    var note = '<div class="wrap"><p class="notice soon" role="status" data-read-at>' + said + "</p></div>";
    return new Response(text.replace(/<main [^>]*>/, function (tag) { return note + tag; }), { headers: found.headers });
  });
}
/* Alerts and numbers are read anew about once an hour, whatever page is open. */
function refresh() {
  if (Date.now() - kept_at < OLD) return Promise.resolve();
  kept_at = Date.now();
  return keepPages().catch(function () { /* the next page tries again */ });
}
/* The network first. Where it does not answer for some seconds, the kept page; where there is none, the page "offline". */
function page(event) {
  var asked = fetch(event.request).then(function (answer) {
    if (answer.ok && !answer.redirected && answer.headers.get("X-Keep-Offline")) event.waitUntil(remember(event.request, answer));
    if (answer.redirected && new URL(answer.url).pathname === SIGN_IN) event.waitUntil(forgetOwn());
    event.waitUntil(refresh());
    return answer;
  });
  var slow = new Promise(function (go) { setTimeout(go, PATIENCE); }).then(function () { return kept(event.request); })
    .then(function (found) { return found || asked; });
  return Promise.race([asked, slow]).catch(function () {
    return kept(event.request).then(function (found) { return found || caches.match(OFFLINE); });
  });
}
/* Photos shared from the gallery become a draft; they leave the phone only when it is sent. */
function shared(event) {
  return event.request.formData().then(function (form) {
    var photos = form.getAll("photos").filter(function (one) { return one && one.size && /^image\//.test(one.type); });
    return Reports.make({ photos: photos.slice(0, 5).map(function (one) { return { blob: one, raw: true }; }) });
  }).then(function (report) {
    return Response.redirect(COMPOSE + "#" + report.id, 303);
  });
}
self.addEventListener("fetch", function (event) {
  var request = event.request, url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST") {
    if (url.pathname === SHARE) event.respondWith(shared(event));
    else if (url.pathname === SIGN_OUT && request.mode === "navigate") event.waitUntil(forget());
    return;
  }
  if (request.method !== "GET") return;
  if (url.pathname.indexOf("/static/") === 0) event.respondWith(fromShell(request));
  else if (request.mode === "navigate") event.respondWith(page(event));
});
self.addEventListener("sync", function (event) {
  if (event.tag === "outbox") event.waitUntil(Outbox.flush());
});
self.addEventListener("message", function (event) {
  if (event.data === "forget") event.waitUntil(forget());
});
