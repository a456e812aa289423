/* form[data-draft]: what was typed is kept by the server while it is typed and before the page is left; until it has it, the
   browser keeps a copy of the page (`localStorage`), which a reload or a dead battery does not lose. */
(() => {
  "use strict";
  if (!window.fetch || !window.AbortController) return;
  const PATIENCE = 20000, REST = 3000, DAY = 86400000;
  const copy = {
    key: "draft " + window.location.pathname,
    write(form) {
      const values = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
      try { localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), values })); } catch (error) { /* no room: the server keeps it */ }
    },
    read() {
      try {
        const kept = JSON.parse(localStorage.getItem(this.key));
        return kept && Date.now() - kept.at < DAY ? kept.values : null;
      } catch (error) { return null; }
    },
    drop() { try { localStorage.removeItem(this.key); } catch (error) { /* nothing was kept */ } },
  };
  /* A page that was never opened again: its copy has had its day. */
  const sweep = () => {
    try {
      Object.keys(localStorage).filter(key => key.startsWith("draft ")).forEach(key => {
        const kept = JSON.parse(localStorage.getItem(key));
        if (!kept || !(Date.now() - kept.at < DAY)) localStorage.removeItem(key);
      });
    } catch (error) { /* no copies here, or one that is none of ours */ }
  };
  sweep();
  /* Puts a copy back into the page; whether anything of it differs from what the server sent. */
  const restore = (form, values) => {
    let changed = false;
    const put = (field, wanted) => {
      const box = field.type === "radio" || field.type === "checkbox";
      if (field.type === "hidden" || (box ? field.checked : field.value) === wanted) return;
      if (box) field.checked = wanted; else field.value = wanted;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      changed = true;
    };
    const told = new Map();
    values.forEach(([name, value]) => told.set(name, [...(told.get(name) || []), value]));
    Array.from(form.elements).forEach(field => {
      if (!field.name || /^(file|submit|button)$/.test(field.type)) return;
      const box = field.type === "radio" || field.type === "checkbox", mine = told.get(field.name);
      if (box) put(field, Boolean(mine && mine.includes(field.value)));
      else if (mine) put(field, mine[0]);
    });
    return changed;
  };
  const keep = async form => {
    const body = new FormData(form), stop = new AbortController();
    const late = setTimeout(() => stop.abort(), PATIENCE);
    body.append("keep", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: stop.signal });
      return answer.status < 500;  // what the server refuses (a session that is over) it says on a page of its own
    } catch (error) {
      return false;
    } finally {
      clearTimeout(late);
    }
  };
  document.querySelectorAll("form[data-draft]").forEach(form => {
    const words = form.querySelector("[data-words]");
    let state = "";
    const kept = form.querySelector("[data-kept]");
    const tell = () => {
      copy.drop();
      const now = new Date();
      if (kept) kept.textContent = `${kept.dataset.kept} ${now.getHours()} giờ ${String(now.getMinutes()).padStart(2, "0")}`;
    };
    let resting = 0;
    const rest = () => { clearTimeout(resting); resting = setTimeout(async () => { if (!state && await keep(form)) tell(); }, REST); };
    form.addEventListener("input", () => { copy.write(form); rest(); });
    form.addEventListener("change", () => { copy.write(form); rest(); });
    const say = name => { words.textContent = words.dataset[name]; words.hidden = false; };
    form.addEventListener("submit", async event => {
      if (state === "kept") return;
      event.preventDefault();
      if (state === "keeping") return;
      state = "keeping";
      say("keeping");
      const button = event.submitter;
      clearTimeout(resting);
      if (await keep(form)) {
        copy.drop();
        state = "kept";
        form.requestSubmit(button);
        setTimeout(() => { state = ""; }, 1000);
      } else {
        state = "failed";
        say("failed");
        words.scrollIntoView({ block: "nearest" });
      }
    });
    window.addEventListener("online", async () => {
      if (state === "failed" && await keep(form)) { say("back"); copy.drop(); }
    });
    window.addEventListener("pageshow", () => { state = ""; words.hidden = true; });
    const before = copy.read();
    if (before && restore(form, before)) {
      setTimeout(() => say("restored"), 0);
      rest();
    } else copy.drop();
  });
})();
