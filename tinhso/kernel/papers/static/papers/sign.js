/* Signs on the official's own machine: the digest comes from our server, the signature from the local service.
   A row [data-prepare] that fails says why and holds up nobody. */
(function () {
  "use strict";
  function send(url, options) {
    return fetch(url, options).then((answer) => answer.json().catch(() => ({}))
      .then((told) => ({ ok: answer.ok, status: answer.status, told: told })));
  }
  function boxOf(row) { return row.querySelector("[type=checkbox]"); }

  function start(form) {
    var service = form.dataset.sign, say = form.querySelector("[data-words]").dataset;
    var stop = form.querySelector("[data-stop]"), button = form.querySelector("[data-go]");
    var stopped = false, running = false;

    function ours(row, part, fields) {
      var body = new URLSearchParams(fields);
      body.set("ver", row.dataset.ver);
      body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      var post = () => send(row.dataset[part], { method: "POST", body: body, redirect: "manual" });
      return post().catch(post).catch(() => { throw say.offline; })
        .then((got) => {
          if (got.ok) return got.told;
          throw got.told.error || (got.status === 401 || got.status === 403 ? say.session : say.failed);
        });
    }
    function local(path, body) {
      var options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
      return send(service + path, options).catch(() => ({ ok: false })).then((got) => {
        if (got.ok) return got.told;
        var server = form.querySelector("[data-server]");
        if (server) server.hidden = false;
        throw { code: "unavailable", message: say.unavailable };
      });
    }
    function decided(told, until) {
      if (told.status !== "waiting") return told;
      if (stopped) throw { code: "cancelled", message: say.cancelled };
      if (Date.now() > until) throw { code: "timeout", message: say.timeout };
      return new Promise((done) => { setTimeout(done, 500); })
        .then(() => local("/v1/requests/" + told.request_id))
        .then((next) => decided(next, until));
    }
    function signature(row, wish) {
      if (!wish.token) return Promise.resolve("");
      tell(row, say.waiting);
      return local("/v1/requests", { holder: wish.holder, document_id: wish.document_id, digest: wish.digest,
        digest_algorithm: "sha256", approval: form.dataset.approval })
        .then((told) => decided(told, Date.now() + 180000))
        .then((told) => {
          if (told.status === "signed") return told.cms;
          throw { code: told.code, message: told.message || say.failed };
        })
        .catch((no) => {
          function over() { throw no.message; }
          return ours(row, "complete", { token: wish.token, refused: no.code }).then(over, over);
        });
    }
    function alone(words) {
      var line = form.querySelector("[data-say]");
      line.textContent = words;
      line.hidden = !words;
    }
    function tell(row, words, state) {
      var line = row.querySelector("[data-told]");
      row.dataset.state = state || "busy";
      line.textContent = words;
      line.hidden = false;
      row.querySelector("[data-retry]").hidden = state !== "failed";
    }
    async function one(row) {
      tell(row, say.preparing);
      try {
        var wish = await ours(row, "prepare", {}), cms = await signature(row, wish), box = boxOf(row);
        tell(row, say.finishing);
        var made = await ours(row, "complete", { token: wish.token, cms: cms });
        tell(row, made.number && say.number ? say.number.replace("%", made.number) : say.done, "done");
        if (box) { box.checked = false; box.dispatchEvent(new Event("change", { bubbles: true })); box.disabled = true; }
      } catch (words) { tell(row, typeof words === "string" ? words : say.failed, "failed"); }
    }
    async function run(rows) {
      if (running) return;
      if (!rows.length) { alone(say.none); return; }
      alone("");
      running = button.disabled = true;
      stopped = stop.hidden = false;
      for (var row of rows) {
        if (stopped) tell(row, say.cancelled, "failed"); else await one(row);
      }
      stop.hidden = true;
      running = button.disabled = false;
      document.dispatchEvent(new Event("worked"));
      if (form.dataset.next && rows.every((row) => row.dataset.state === "done")) location.assign(form.dataset.next);
    }
    var all = [].slice.call(form.querySelectorAll("[data-prepare]"));
    button.disabled = false;
    form.querySelectorAll("[data-without]").forEach((line) => { line.hidden = true; });
    stop.addEventListener("click", () => { stopped = true; });
    all.forEach((row) => {
      row.querySelector("[data-retry]").addEventListener("click", () => { run([row]); });
    });
    form.addEventListener("submit", (event) => {
      var by = event.submitter || document.activeElement;
      if (by && by.hasAttribute("data-server")) return;
      event.preventDefault();
      run(all.filter((row) => {
        var box = boxOf(row);
        return row.dataset.state !== "done" && (!box || box.checked);
      }));
    });
    window.addEventListener("beforeunload", (event) => { if (running) event.preventDefault(); });
  }
  if (window.fetch) document.querySelectorAll("form[data-sign]").forEach(start);
})();
