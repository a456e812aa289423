/* Fields with data-ticket: photos shrink, files go up in pieces, tried again; else the plain form. */
(() => {
  "use strict";
  if (!window.fetch || !window.DataTransfer) return;
  const SIDE = 2000, TRIES = 6, BASE = "/tep/";
  const shrink = file => new Promise(go => {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || !window.createImageBitmap) return go(file);
    createImageBitmap(file).then(map => {
      const by = SIDE / Math.max(map.width, map.height);
      if (by >= 1) return go(file);
      const to = document.createElement("canvas");
      to.width = map.width * by;
      to.height = map.height * by;
      to.getContext("2d").drawImage(map, 0, 0, to.width, to.height);
      to.toBlob(b => go(b && b.size < file.size && b.type === file.type
        ? new File([b], file.name, { type: b.type }) : file), file.type, 0.85);
    }, () => go(file));
  });
  class Refused extends Error {}
  const reach = async (field, url, options) => {
    const csrf = field.form.elements.csrfmiddlewaretoken;
    const known = { "X-CSRFToken": csrf ? csrf.value : "", "Upload-Ticket": field.dataset.ticket };
    options.headers = Object.assign(known, options.headers);
    for (let n = 0; ; n++) {
      try {
        const answer = await fetch(url, options);
        if (answer.status < 500) return answer;
        throw Error();
      } catch (error) {
        if (n >= TRIES) throw error;
        await new Promise(go => setTimeout(go, 1000 * 2 ** n));
      }
    }
  };
  const ask = async (field, url, options) => {
    const answer = await reach(field, url, options), data = await answer.json().catch(() => ({}));
    if (answer.ok || answer.status === 409) return data;
    throw new Refused(data.message || field.dataset.failed);
  };
  const send = async (field, file, bar) => {
    const wish = { ticket: field.dataset.ticket, name: file.name, size: file.size, type: file.type };
    const up = await ask(field, BASE, { method: "POST", body: JSON.stringify(wish) });
    const url = BASE + up.token + "/";
    for (let at = up.received; at < file.size; bar.value = at / file.size) {
      at = (await ask(field, url, {
        method: "PATCH", body: file.slice(at, at + up.chunk), headers: { "Upload-Offset": String(at) },
      })).received;
    }
    return ask(field, url + "xong/", { method: "POST" });
  };
  const make = (tag, text, into) => {
    const node = document.createElement(tag);
    node.textContent = text;
    return into.appendChild(node);
  };
  const show = async (field, list, original) => {
    const item = make("li", original.name + " ", list), bar = make("progress", "", item);
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", original.name);
    const note = make("span", field.dataset.sending, item);
    try {
      const kept = await send(field, await shrink(original), bar);
      const id = make("input", "", item), drop = make("button", field.dataset.drop, item);
      id.type = "hidden";
      id.name = field.name + "_tep";
      id.value = kept.id;
      if (field.form.id) id.setAttribute("form", field.form.id);
      drop.type = "button";
      drop.onclick = () => item.remove();
      note.textContent = field.dataset.done;
      field.required = false;
    } catch (error) {
      note.textContent = error instanceof Refused ? error.message : field.dataset.failed;
      return error instanceof Refused ? null : original;
    } finally {
      bar.remove();
    }
    return null;
  };

  /* Finished files become part of what the page is about; its list is the answer's. What fails stays in the form. */
  const attach = async (field, list) => {
    const ids = list.querySelectorAll("input"), into = document.getElementById(field.dataset.into);
    if (!into || !ids.length) return;
    const body = new FormData();
    ids.forEach(id => body.append(id.name, id.value));
    try {
      const answer = await reach(field, field.form.action, { method: "POST", body });
      if (!answer.ok && answer.status !== 422) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(into.id);
      if (!fresh) return;
      into.replaceChildren(...fresh.childNodes);
      ids.forEach(id => id.parentNode.remove());
    } catch (error) { /* said beside the file: it goes with the form */ }
  };

  let sending = 0;
  window.addEventListener("beforeunload", event => { if (sending) event.preventDefault(); });
  document.querySelectorAll("input[type=file][data-ticket]").forEach(field => {
    if (field.dataset.live) return;
    field.dataset.live = "1";
    const list = document.createElement("ul");
    list.setAttribute("aria-live", "polite");
    field.after(list);
    let busy = 0, pressed = null;
    field.form.addEventListener("submit", event => {
      if (!busy) return;
      event.preventDefault();
      pressed = event.submitter;  // goes on as soon as the file has arrived
      list.scrollIntoView();
    });
    field.addEventListener("change", async () => {
      const left = new DataTransfer(), chosen = Array.from(field.files);
      busy++;
      sending++;
      for (const file of chosen) {
        const failed = await show(field, list, file);
        if (failed) left.items.add(failed);
      }
      field.files = left.files;  // goes with the form
      await attach(field, list);
      busy--;
      sending--;
      if (pressed && !busy && !list.children.length) field.form.requestSubmit(pressed);
      pressed = null;
    });
  });
})();
