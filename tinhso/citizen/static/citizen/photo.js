/* Photos of a report: written anew on a canvas (at most 1600 px, upright, without place, device and time), and faces
   and number plates covered by hand: with the finger or mouse, or with arrow keys and Enter. */
(function () {
  "use strict";
  var SIDE = 1600, QUALITY = 0.82, BLOCKS = 6;

  /* Chrome 80 and older draw a photo as it lies in the file: the turn is read from its EXIF. Later ones turn it. */
  function turn(blob) {
    if (window.CSS && CSS.supports("image-orientation", "from-image")) return Promise.resolve(1);
    return new Response(blob.slice(0, 65536)).arrayBuffer().then(function (bytes) {
      var view = new DataView(bytes), at = 2;
      if (view.getUint16(0) !== 0xFFD8) return 1;
      while (at + 4 < view.byteLength && view.getUint16(at) !== 0xFFE1) at += 2 + view.getUint16(at + 2);
      var start = at + 10, little = view.getUint16(start) === 0x4949;
      var list = start + view.getUint32(start + 4, little), n = view.getUint16(list, little);
      for (var i = 0; i < n; i++) {
        var tag = list + 2 + i * 12;
        if (view.getUint16(tag, little) === 0x0112) return view.getUint16(tag + 8, little);
      }
      return 1;
    }).catch(function () { return 1; });
  }
  function image(blob) {
    return new Promise(function (done, fail) {
      var url = URL.createObjectURL(blob), img = new Image();
      img.onload = function () { done(img); };
      img.onerror = function () { URL.revokeObjectURL(url); fail(new Error("picture")); };
      img.src = url;
    });
  }
  function draw(img, way) {
    var by = Math.min(1, SIDE / Math.max(img.naturalWidth, img.naturalHeight)), canvas = document.createElement("canvas");
    var wide = Math.round(img.naturalWidth * by), high = Math.round(img.naturalHeight * by), pen = canvas.getContext("2d");
    canvas.width = way > 4 ? high : wide;
    canvas.height = way > 4 ? wide : high;
    var turns = { 3: [-1, 0, 0, -1, wide, high], 6: [0, 1, -1, 0, high, 0], 8: [0, -1, 1, 0, 0, wide] };
    if (turns[way]) pen.transform.apply(pen, turns[way]);
    pen.drawImage(img, 0, 0, wide, high);
    URL.revokeObjectURL(img.src);
    return canvas;
  }
  function file(canvas) {
    return new Promise(function (done, fail) {
      canvas.toBlob(function (blob) { if (blob) done(blob); else fail(new Error("picture")); }, "image/jpeg", QUALITY);
    });
  }
  function clean(blob) {
    return Promise.all([image(blob), turn(blob)]).then(function (both) { return file(draw(both[0], both[1])); });
  }

  /* A few blocks of the mean colour: what was under them is gone from the file, not only from sight. */
  function cover(canvas, box) {
    var x = Math.max(0, Math.floor(box.x)), y = Math.max(0, Math.floor(box.y));
    var w = Math.min(Math.ceil(box.w), canvas.width - x), h = Math.min(Math.ceil(box.h), canvas.height - y);
    if (w < 4 || h < 4) return;
    var pen = canvas.getContext("2d"), dots = pen.getImageData(x, y, w, h).data, side = Math.ceil(Math.max(w, h) / BLOCKS);
    for (var top = 0; top < h; top += side) for (var left = 0; left < w; left += side) {
      pen.fillStyle = mean(dots, w, left, top, Math.min(left + side, w), Math.min(top + side, h));
      pen.fillRect(x + left, y + top, Math.min(side, w - left), Math.min(side, h - top));
    }
  }
  function mean(dots, wide, left, top, right, bottom) {
    var sum = [0, 0, 0], n = (right - left) * (bottom - top);
    for (var y = top; y < bottom; y++) for (var x = left; x < right; x++) {
      var at = (y * wide + x) * 4;
      sum[0] += dots[at]; sum[1] += dots[at + 1]; sum[2] += dots[at + 2];
    }
    return "rgb(" + sum.map(function (one) { return Math.round(one / n); }).join(",") + ")";
  }

  /* The editor in `room`: a canvas, "undo", "done". Resolves to the new file, or null when nothing was covered. */
  function edit(room, blob, words) {
    return image(blob).then(function (img) {
      return new Promise(function (done, fail) { editor(room, draw(img, 1), words, done, fail); });
    });
  }
  function editor(room, picture, words, done, fail) {
    var canvas = room.querySelector("canvas"), pen = canvas.getContext("2d"), boxes = [];
    var box = { x: picture.width * 0.4, y: picture.height * 0.4, w: picture.width * 0.2, h: picture.height * 0.2 }, from = null;
    canvas.width = picture.width;
    canvas.height = picture.height;
    function show() {
      pen.drawImage(picture, 0, 0);
      boxes.forEach(function (one) { cover(canvas, one); });
      if (!from && document.activeElement !== canvas) return;
      pen.lineWidth = Math.max(3, picture.width / 200);
      pen.strokeStyle = "#ffffff";
      pen.strokeRect(box.x, box.y, box.w, box.h);
      pen.setLineDash([pen.lineWidth * 2, pen.lineWidth * 2]);
      pen.strokeStyle = "#1c1917";
      pen.strokeRect(box.x, box.y, box.w, box.h);
      pen.setLineDash([]);
    }
    function keep() {
      if (box.w < 4 || box.h < 4) return;
      boxes.push(Object.assign({}, box));
      room.querySelector("[role=status]").textContent = words.covered.replace("{n}", boxes.length);
      show();
    }
    function place(event) {
      var frame = canvas.getBoundingClientRect();
      return { x: (event.clientX - frame.left) * canvas.width / frame.width, y: (event.clientY - frame.top) * canvas.height / frame.height };
    }
    canvas.onpointerdown = function (event) {
      from = place(event);
      canvas.setPointerCapture(event.pointerId);
      event.preventDefault();
    };
    canvas.onpointermove = function (event) {
      if (!from) return;
      var to = place(event);
      box = { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), w: Math.abs(to.x - from.x), h: Math.abs(to.y - from.y) };
      show();
    };
    canvas.onpointerup = function () { if (from) { from = null; keep(); } };
    canvas.onpointercancel = function () { from = null; show(); };
    canvas.onfocus = canvas.onblur = show;
    canvas.onkeydown = function (event) {
      var step = picture.width / 40, key = event.key;
      if (key === "ArrowLeft") box.x -= step;
      else if (key === "ArrowRight") box.x += step;
      else if (key === "ArrowUp") box.y -= step;
      else if (key === "ArrowDown") box.y += step;
      else if (key === "+" || key === "=") { box.w += step; box.h += step; }
      else if (key === "-") { box.w = Math.max(step, box.w - step); box.h = Math.max(step, box.h - step); }
      else if (key === "Enter" || key === " ") keep();
      else return;
      event.preventDefault();
      show();
    };
    room.querySelector("[data-undo]").onclick = function () {
      boxes.pop();
      room.querySelector("[role=status]").textContent = words.covered.replace("{n}", boxes.length);
      show();
    };
    room.querySelector("[data-done]").onclick = function () {
      boxes.forEach(function (one) { cover(picture, one); });
      if (!boxes.length) return done(null);
      file(picture).then(done, fail);
    };
    room.querySelector("[role=status]").textContent = "";
    show();
  }
  window.Photos = { clean: clean, edit: edit, cover: cover };
})();
