/* Shows notices and opens the page they lead to; keeps no page and sees no request. */
"use strict";
self.addEventListener("push", function (event) {
  var told = {};
  try { told = event.data.json(); } catch (error) { told = {}; }
  event.waitUntil(self.registration.showNotification(told.title || "Thông báo mới", {
    lang: "vi", tag: told.tag, data: { path: told.path }
  }));
});

self.addEventListener("notificationclick", function (event) {
  var path = String(event.notification.data && event.notification.data.path || "");
  var address = new URL(/^\/(?![/\\])/.test(path) ? path : "/thong-bao/", self.location.origin).href;
  event.notification.close();
  event.waitUntil(self.clients.matchAll({ type: "window" }).then(function (pages) {
    var there = pages.filter(function (page) { return page.url === address; })[0];
    return there ? there.focus() : self.clients.openWindow(address);
  }));
});
