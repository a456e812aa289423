/* Hides what need not be asked, as the server will decide again. The same closed logic as lib/forms/logic.py;
   lib/forms/logic_cases.json binds both. */
(function (root) {
  "use strict";
  var DEEPEST = 12;
  function own(value, key) { return Object.prototype.hasOwnProperty.call(value, key); }
  function plain(value) { return value !== null && typeof value === "object" && !Array.isArray(value); }
  function variable(term) {
    return plain(term) && Object.keys(term).length === 1 && own(term, "var") && typeof term["var"] === "string" ? term["var"] : null;
  }
  function lookUp(answers, name) {
    return name.split(".").reduce(function (value, part) {
      return plain(value) && own(value, part) && value[part] !== undefined ? value[part] : null;
    }, answers);
  }
  function literal(value) { return value === null || /^(boolean|number|string)$/.test(typeof value); }
  function same(a, b) { return literal(a) && literal(b) && a === b; }
  function compare(op, left, right, answers) {
    var name = variable(left), held;
    if (op === "in" && name === null) {
      held = variable(right);
      held = held === null ? null : lookUp(answers, held);
      return Array.isArray(held) && held.some(function (item) { return same(left, item); });
    }
    if (name === null) return false;
    var answer = lookUp(answers, name);
    if (op === "in") return Array.isArray(right) && right.every(literal) && right.some(function (item) { return same(answer, item); });
    if (!literal(right)) return false;
    if (op === "<" || op === ">") return typeof answer === "number" && typeof right === "number" && (op === "<" ? answer < right : answer > right);
    return (op === "==" || op === "!=") && same(answer, right) === (op === "==");
  }
  function holds(expression, answers, depth) {
    depth = depth || 0;
    if (typeof expression === "boolean") return expression;
    if (!plain(expression) || Object.keys(expression).length !== 1 || depth > DEEPEST) return false;
    var op = Object.keys(expression)[0], args = expression[op];
    if (!Array.isArray(args)) return false;
    function inner(arg) { return holds(arg, answers, depth + 1); }
    if (op === "and") return args.every(inner);
    if (op === "or") return args.some(inner);
    if (op === "not") return args.length === 1 && !inner(args[0]);
    return args.length === 2 && compare(op, args[0], args[1], answers);
  }
  if (typeof module !== "undefined") { module.exports = holds; return; }

  function read(kind, inputs) {
    var chosen = inputs.filter(function (i) { return !/^(radio|checkbox)$/.test(i.type) || i.checked; });
    var values = chosen.map(function (i) { return i.value.trim(); }).filter(Boolean);
    if (kind === "list") return values;
    if (!values.length) return null;
    if (kind === "boolean") return values[0] !== "false";
    if (kind !== "number") return values[0];
    var text = values[0].replace(/\s/g, "");
    if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(text)) text = text.replace(/\./g, "");
    var number = Number(text.replace(",", "."));
    return isNaN(number) ? null : number;
  }
  function answersOf(form, types, prefix) {
    var answers = {}, byName = {};
    Array.prototype.forEach.call(form.elements, function (input) {
      if (input.name.indexOf(prefix) !== 0 || input.closest("[data-show-if][hidden]")) return;
      var name = input.name.slice(prefix.length);
      (byName[name] = byName[name] || []).push(input);
    });
    Object.keys(byName).forEach(function (name) {
      var at = answers, parts = name.split("."), last = parts.pop();
      parts.forEach(function (part) { at = at[part] = plain(at[part]) ? at[part] : {}; });
      at[last] = read(types[name], byName[name]);
    });
    return answers;
  }
  function refresh(box) {
    var form = box.closest("form"), types = JSON.parse(box.dataset.types);
    box.querySelectorAll("[data-show-if]").forEach(function (part) {
      var row = part.closest("[data-prefix]");
      part.hidden = !holds(JSON.parse(part.dataset.showIf), answersOf(form, types, row ? row.dataset.prefix : ""));
    });
  }
  document.querySelectorAll("form [data-types]").forEach(function (box) {
    refresh(box);
    box.closest("form").addEventListener("input", function () { refresh(box); });
    box.closest("form").addEventListener("change", function () { refresh(box); });
  });
})(this);
