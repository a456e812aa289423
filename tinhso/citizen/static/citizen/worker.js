/* The service worker of the app. What stands before this text, written by the server: VERSION, SHELL (static files
   with hashed names), PAGES (pages kept from the start), OFFLINE, COMPOSE, SHARE, SIGN_OUT.
   Keeps only files of the shell and pages that the server marked X-Keep-Offline: those name nobody. */
"use strict";
var FILES = "files-" + VERSION, KEPT = "pages-" + VERSION, MOST_PAGES = 40, PATIENCE = 6000;

function keepPage(cache, path) {
  return fetch(path, { credentials: "omit", cache: "no-cache" }).then(function (answer) {
    if (!answer.ok || answer.redirected || !answer.headers.get("X-Keep-Offline")) throw new Error(path);
    return cache.put(path, answer);
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
      return name === FILES || name === KEPT ? null : caches.delete(name);
    }));
  }).then(function () { return self.clients.claim(); }));
});

/* After signing out nothing of the time before is kept, not even pages that name nobody. */
function forget() { return caches.delete(KEPT).then(keepPages); }

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
  var copy = answer.clone();
  return caches.open(KEPT).then(function (cache) {
    return cache.put(request.url, copy).then(function () { return tidy(cache); });
  }).catch(function () { /* a full phone keeps nothing, and the page is shown all the same */ });
}
function kept(request) {
  return caches.open(KEPT).then(function (cache) { return cache.match(request.url, { ignoreVary: true }); });
}
/* The network first. Where it does not answer for some seconds, the kept page; where there is none, the page "offline". */
function page(event) {
  var asked = fetch(event.request).then(function (answer) {
    if (answer.ok && !answer.redirected && answer.headers.get("X-Keep-Offline")) event.waitUntil(remember(event.request, answer));
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
    return Response.redirect(COMPOSE + "#anh/" + report.id, 303);
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
