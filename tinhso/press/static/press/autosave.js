/* form[data-autosave]: what was typed is sent to the server a few seconds later, which stores it for its author; what it says
   about that stands in the element named by the attribute. Without this script every button of the form does the same. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-autosave]"), words = document.getElementById("autosave-words");
  if (!form || !words || !window.fetch) return;
  let timer = 0;
  const save = async () => {
    const body = new FormData(form);
    body.append("keep", "1");
    try {
      const answer = await fetch(form.action || window.location.href, { method: "POST", body });
      words.textContent = answer.ok && !answer.redirected ? form.dataset.saved : form.dataset.failed;
    } catch (error) {
      words.textContent = form.dataset.failed;
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 4000);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
})();
