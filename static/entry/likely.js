/* What would be typed next, in the form of a meeting: a statement like those before it, two sides
   in turn. What staff left as it was filled in is not sent. */
document.addEventListener("DOMContentLoaded", () => {
  const $ = django.jQuery;
  const form = document.querySelector("#content-main form[method=post]");
  const list = document.querySelector("[data-rows=statements]");
  if (!form || !list) return;
  const MAKER = ["speaker", "party", "speaker_title"];
  const OCCASION = ["said_on", "setting", "source"];
  const before = JSON.parse(list.dataset.before || "[]");
  const untouched = new Map();

  document.addEventListener("formset:added", ({ target, detail }) => {
    if (detail.formsetName === "statements" && detail.isNew) fillIn(target);
    if (detail.formsetName.match(/^statements-\d+-citations$/) && detail.isNew) cite(target);
  });
  form.addEventListener("submit", () => {
    for (const [row, filled] of untouched) if (row.isConnected && written(row) === filled) row.remove();
  });

  function fillIn(row) {
    const others = [...before, ...list.querySelectorAll("[id^=statements-].inline-related:not(.is-folded)")]
      .filter((other) => other !== row).map((other) => (other instanceof Element ? valuesOf(other) : other));
    const [last, other] = others.reverse();
    put(row, OCCASION.filter((name) => name !== "source"), last);
    put(row, MAKER, other);
    parleyRows.add(`${row.id}-citations`);
    untouched.set(row, written(row));
  }

  /* The source of the statement before, else the only one that the meeting names. */
  function cite(citation) {
    const row = citation.closest("[id^=statements-].inline-related");
    const rows = [...list.querySelectorAll("[id^=statements-].inline-related:not(.is-folded)")];
    const previous = rows.slice(0, rows.indexOf(row)).reverse().map(valuesOf).find(({ source }) => source);
    const source = previous?.source ?? before.at(-1)?.source ?? sourceOfMeeting();
    if (source) set(citation.querySelector("[name$=-source]"), source);
  }

  function sourceOfMeeting() {
    const named = [...document.querySelectorAll("[name^=meeting_sources-][name$=-source]")].filter((select) => select.value);
    return named.length ? valueOf(named[0]) : "";
  }

  function valuesOf(row) {
    const field = (name) => row.querySelector(`[name="${row.id}-${name}"]`);
    const values = [...MAKER, ...OCCASION].map((name) => [name, valueOf(name === "source" ? row.querySelector("[name*=-citations-][name$=-source]") : field(name))]);
    return Object.fromEntries(values);
  }

  function valueOf(field) {
    if (!field?.value) return "";
    return field.localName === "select" ? [field.value, field.selectedOptions[0].text] : field.value;
  }

  function put(row, names, values) {
    if (values) for (const name of names) if (values[name]) set(row.querySelector(`[name="${row.id}-${name}"]`), values[name]);
  }

  function set(field, value) {
    if (!Array.isArray(value)) field.value = value;
    else {
      const [key, text] = value;
      if (![...field.options].some((option) => option.value === key)) field.append(new Option(text, key));
      $(field).val(key).trigger("change");
    }
  }

  function written(row) {
    return [...row.querySelectorAll("[name]")].map((field) => field.value).join("\n");
  }
});
