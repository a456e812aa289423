/* A form with data-pieces sends its file in pieces and goes on where it broke off; data-wait tells how far it is. */
(() => {
  "use strict";
  if (!window.fetch) return;
  const TRIES = 8;
  class Refused extends Error {}
  const ask = async (token, url, options) => {
    options.headers = Object.assign({ "X-CSRFToken": token }, options.headers);
    for (let n = 0; ; n++) {
      try {
        const answer = await fetch(url, options);
        const data = await answer.json().catch(() => ({}));
        if (answer.ok || answer.status === 409) return data;
        if (answer.status < 500) throw new Refused(data.message || String(answer.status));
        throw Error();
      } catch (error) {
        if (error instanceof Refused || n >= TRIES) throw error;
        await new Promise(go => setTimeout(go, Math.min(1000 * 2 ** n, 30000)));
      }
    }
  };
  document.querySelectorAll("form[data-pieces]").forEach(form => {
    form.addEventListener("submit", async event => {
      const file = form.elements.file.files[0];
      if (!file) return;
      event.preventDefault();
      const token = form.elements.csrfmiddlewaretoken.value, button = form.querySelector("button");
      const bar = document.createElement("progress"), note = document.createElement("p");
      bar.max = file.size || 1;
      bar.value = 0;
      bar.setAttribute("aria-label", form.dataset.sending);
      note.setAttribute("role", "status");
      note.textContent = form.dataset.sending;
      form.append(bar, note);
      button.disabled = true;
      try {
        const wish = JSON.stringify({ name: file.name, size: file.size });
        const up = await ask(token, form.dataset.pieces, { method: "POST", body: wish });
        for (let at = up.received; at < file.size; bar.value = at) {
          at = (await ask(token, up.url, {
            method: "PATCH", body: file.slice(at, at + up.piece), headers: { "Upload-Offset": String(at) },
          })).received;
          note.textContent = form.dataset.sending + " " + Math.floor(at * 100 / file.size) + "%";
        }
        await ask(token, up.url, { method: "POST" });
        location.assign(up.report);
      } catch (error) {
        note.textContent = error instanceof Refused ? error.message : form.dataset.failed;
        bar.remove();
        button.disabled = false;
      }
    });
  });
  document.querySelectorAll("[data-wait]").forEach(part => {
    const bar = part.querySelector("progress"), text = part.querySelector("span");
    const look = async () => {
      try {
        const told = await (await fetch(part.dataset.wait)).json();
        if (!told.under_way) return location.reload();
        bar.value = told.percent;
        text.textContent = told.label + " " + told.percent + "%";
      } catch (error) {
        if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      }
      setTimeout(look, 2000);
    };
    setTimeout(look, 1500);
  });
})();
