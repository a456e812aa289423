/* "Nhận thông báo trên máy này": asks for permission only when the button is pressed. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-push]");
  if (!form) return;
  var button = form.querySelector("button");
  var told = form.querySelector("[role=status]");
  function say(which) { told.textContent = form.dataset[which]; }
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return say("cannot");
  button.hidden = false;
  told.textContent = "";
  if (Notification.permission === "denied") say("denied");

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (sign) { return sign.charCodeAt(0); });
  }
  function subscribe(registration) {
    var wanted = { userVisibleOnly: true, applicationServerKey: bytes(form.dataset.push) };
    return registration.pushManager.subscribe(wanted).catch(function (error) {
      if (error.name !== "InvalidStateError") throw error;
      /* an address for an older key of this site: ask for a new one */
      return registration.pushManager.getSubscription().then(function (old) {
        return old.unsubscribe();
      }).then(function () { return registration.pushManager.subscribe(wanted); });
    });
  }
  button.addEventListener("click", function () {
    button.disabled = true;
    say("waiting");
    Notification.requestPermission().then(function (answer) {
      if (answer !== "granted") throw new Error("denied");
      return navigator.serviceWorker.register(form.dataset.worker);
    }).then(function () {
      return navigator.serviceWorker.ready;
    }).then(subscribe).then(function (subscription) {
      var given = subscription.toJSON();
      form.elements.endpoint.value = given.endpoint;
      form.elements.p256dh.value = given.keys.p256dh;
      form.elements.auth.value = given.keys.auth;
      form.submit();
    }).catch(function (error) {
      button.disabled = false;
      say(error.message === "denied" ? "denied" : "failed");
    });
  });
})();
