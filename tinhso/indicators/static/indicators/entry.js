// Saves each number as its field is left; Enter goes down. Without this script the button saves the whole table.
(function () {
  "use strict";
  var form = document.querySelector("form[data-saves]");
  if (!form) return;
  var fields = [].slice.call(form.querySelectorAll("input.num"));

  function note(field, words) {
    var place = document.getElementById(field.id + "_note");
    if (place) place.textContent = words;
  }

  function save(field) {
    var data = new FormData();
    data.append(field.name, field.value);
    data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    fetch(form.action, { method: "POST", body: data, credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (answer) {
        var type = answer.headers.get("Content-Type") || "";
        if (type.indexOf("application/json") < 0) throw new Error(String(answer.status));
        return answer.json();
      })
      .then(function (told) {
        var wrong = told.errors[field.name];
        if (wrong) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
        var strange = told.unusual[field.name];
        var words = strange ? strange + "; " + form.getAttribute("data-explain") : form.getAttribute("data-saved");
        note(field, wrong || words);
      })
      .catch(function () {
        note(field, form.getAttribute("data-unsaved"));
      });
  }

  fields.forEach(function (field, place) {
    field.addEventListener("change", function () {
      save(field);
    });
    field.addEventListener("keydown", function (event) {
      var step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || !fields[place + step]) return;
      event.preventDefault();
      fields[place + step].focus();
      fields[place + step].select();
    });
  });
})();
