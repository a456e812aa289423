// Reads a procedure aloud with the browser's own Vietnamese voice; says so where it has none.
(function () {
  "use strict";
  var room = document.querySelector("[data-hear]");
  if (!room) return;
  var button = room.querySelector("button"), told = room.querySelector("[role=status]"), line = room.querySelector("[data-hear-line]"), words = room.dataset, voices = window.speechSynthesis;
  var lines = JSON.parse(document.getElementById("heard-lines").textContent), speaking = false;
  room.hidden = false;
  function voice() {
    var all = voices ? voices.getVoices() : [];
    for (var n = 0; n < all.length; n++) if (/^vi\b/i.test(all[n].lang)) return all[n];
    return null;
  }
  function stop() {
    speaking = false;
    if (voices) voices.cancel();
    button.setAttribute("aria-pressed", "false");
    button.lastElementChild.textContent = words.hear;
    line.textContent = "";
  }
  function read(n, by) {
    if (!speaking) return;
    if (n >= lines.length) { stop(); told.textContent = words.done; return; }
    var one = new SpeechSynthesisUtterance(lines[n]);
    one.lang = "vi-VN"; one.voice = by; one.rate = 0.9;
    one.onend = function () { read(n + 1, by); };
    one.onerror = function () { if (speaking) { stop(); told.textContent = words.none; } };
    line.textContent = lines[n];
    voices.speak(one);
  }
  function start() {
    var by = voice();
    if (!by) { told.textContent = words.none; return; }
    speaking = true;
    told.textContent = "";
    button.setAttribute("aria-pressed", "true");
    button.lastElementChild.textContent = words.stop;
    read(0, by);
  }
  button.addEventListener("click", function () {
    if (speaking) { stop(); told.textContent = ""; return; }
    if (voice() || !voices) { start(); return; }
    setTimeout(start, 600); // some browsers load their voices late
  });
  window.addEventListener("pagehide", stop);
})();
