/* form[data-draft]: what was typed is kept by the server before the page is left; without the network the page stays. */
(() => {
  "use strict";
  if (!window.fetch || !window.AbortController) return;
  const PATIENCE = 20000;
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
    const say = name => { words.textContent = words.dataset[name]; words.hidden = false; };
    form.addEventListener("submit", async event => {
      if (state === "kept") return;
      event.preventDefault();
      if (state === "keeping") return;
      state = "keeping";
      say("keeping");
      const button = event.submitter;
      if (await keep(form)) {
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
      if (state === "failed" && await keep(form)) say("back");
    });
    window.addEventListener("pageshow", () => { state = ""; words.hidden = true; });
  });
})();
