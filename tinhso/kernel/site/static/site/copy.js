/* Copies the text of a button to the clipboard; without a clipboard the button stays hidden and the text is there to be selected. */
(() => {
  "use strict";
  document.querySelectorAll("[data-copy]").forEach(button => {
    if (!navigator.clipboard || button.dataset.ready) return;
    button.dataset.ready = "1";
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const said = button.querySelector("[data-said]") || button, was = said.textContent;
      said.textContent = button.dataset.done;
      setTimeout(() => { said.textContent = was; }, 2000);
    });
  });
})();
