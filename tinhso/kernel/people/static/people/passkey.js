/* Passkeys: asks the browser to make one or to show one, and posts what it says as JSON. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-passkey]");
  if (!form) return;
  var button = form.querySelector("button");
  var told = form.querySelector("[role=status]");
  function say(which) { told.textContent = form.dataset[which]; }
  if (!window.PublicKeyCredential) return say("cannot");
  button.hidden = false;
  told.textContent = "";

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (sign) { return sign.charCodeAt(0); });
  }
  function text(buffer) {
    if (!buffer) return undefined;
    var plain = Array.prototype.map.call(new Uint8Array(buffer), function (b) { return String.fromCharCode(b); });
    return btoa(plain.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function known(list) {
    return (list || []).map(function (one) { return Object.assign({}, one, { id: bytes(one.id) }); });
  }
  function asked() {
    var given = JSON.parse(document.getElementById("passkey-options").textContent);
    var wanted = (given.creation_options || given.request_options).publicKey;
    wanted.challenge = bytes(wanted.challenge);
    if (wanted.user) wanted.user.id = bytes(wanted.user.id);
    if (wanted.excludeCredentials) wanted.excludeCredentials = known(wanted.excludeCredentials);
    if (wanted.allowCredentials) wanted.allowCredentials = known(wanted.allowCredentials);
    return { publicKey: wanted };
  }
  function answer(key) {
    var said = { clientDataJSON: text(key.response.clientDataJSON) };
    ["attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (part) {
      if (key.response[part]) said[part] = text(key.response[part]);
    });
    if (key.response.getTransports) said.transports = key.response.getTransports();
    return JSON.stringify({
      type: key.type, id: key.id, rawId: text(key.rawId), response: said,
      authenticatorAttachment: key.authenticatorAttachment || undefined,
      clientExtensionResults: key.getClientExtensionResults()
    });
  }
  button.addEventListener("click", function () {
    button.disabled = true;
    say("waiting");
    var making = form.dataset.passkey === "create";
    navigator.credentials[making ? "create" : "get"](asked()).then(function (key) {
      form.elements.credential.value = answer(key);
      form.submit();
    }).catch(function (error) {
      button.disabled = false;
      say(error.name === "SecurityError" ? "address" : error.name === "InvalidStateError" ? "again" : "failed");
    });
  });
})();
