/* Reads the code of a paper with the camera where the browser can (BarcodeDetector); nothing leaves the phone but the token. */
(function () {
  "use strict";
  var room = document.querySelector("[data-scan]");
  if (!room || !("BarcodeDetector" in window) || !navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return;
  var start = room.querySelector("[data-start]"), stop = room.querySelector("[data-stop]");
  var film = room.querySelector("video"), told = room.querySelector("[role=status]"), stream = null;
  var OURS = /^(?:https?:\/\/[^\/?#]+\/xac-minh\/)?([A-Za-z2-7]{26})\/?$/;

  BarcodeDetector.getSupportedFormats().then(function (formats) { room.hidden = formats.indexOf("qr_code") < 0; });
  function end() {
    if (stream) stream.getTracks().forEach(function (track) { track.stop(); });
    stream = null;
    film.hidden = stop.hidden = true;
    start.hidden = false;
  }
  function look(eye) {
    if (!stream) return;
    eye.detect(film).then(function (found) {
      var match = found.length && OURS.exec(found[0].rawValue.trim());
      if (match) { end(); location.assign("/xac-minh/" + match[1].toUpperCase() + "/"); return; }
      if (found.length) told.textContent = room.dataset.other;
      setTimeout(function () { look(eye); }, 250);
    }, function () { setTimeout(function () { look(eye); }, 500); });
  }
  start.onclick = function () {
    navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false }).then(function (given) {
      stream = given;
      film.srcObject = given;
      film.hidden = stop.hidden = false;
      start.hidden = true;
      told.textContent = room.dataset.looking;
      return film.play();
    }).then(function () { look(new BarcodeDetector({ formats: ["qr_code"] })); }).catch(function () {
      end();
      told.textContent = room.dataset.denied;
    });
  };
  stop.onclick = function () { end(); told.textContent = ""; start.focus(); };
  window.addEventListener("pagehide", end);
})();
