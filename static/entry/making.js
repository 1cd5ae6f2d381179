/* A noun that is not on record yet is made in place: what a search box does not find it offers to
   add, and asks for its first fields. All of it is saved with the form. */
document.addEventListener("DOMContentLoaded", () => {
  const $ = django.jQuery;
  const made = new Map();
  // Lists load this too.
  if (!$.fn.select2) return;
  const defaults = $.fn.select2.defaults;

  // What is on record comes first; the offer to add stands last.
  defaults.set("insertTag", (found, offer) => found.push(offer));
  defaults.set("createTag", ({ term }) => {
    const name = term.trim();
    if (!name) return null;
    return { id: name, text: `Add “${name}”`, isOffer: true };
  });

  $(document).on("select2:select", "[data-makes]", ({ target, params }) => {
    const { id, isOffer } = params.data;
    if (!isOffer) return;
    const noun = target.dataset.makes;
    const known = made.get(`${noun} ${id.toLowerCase()}`);
    if (known) choose(target, known);
    else ask(target, noun, id);
  });

  function ask(select, noun, name) {
    clear(select);
    const dialog = document.getElementById(`new-${noun}`);
    const form = dialog.querySelector("form");
    form.reset();
    const fields = [...form.elements].filter((field) => field.name);
    fields[0].value = name;
    form.onsubmit = () => {
      const values = Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
      const value = { id: `new:${JSON.stringify(values)}`, text: values[fields[0].name] };
      made.set(`${noun} ${name.toLowerCase()}`, value);
      made.set(`${noun} ${value.text.toLowerCase()}`, value);
      choose(select, value);
    };
    dialog.onclose = () => $(select).select2("focus");
    dialog.querySelector("[value=cancel]").onclick = () => dialog.close();
    dialog.showModal();
    (fields[1] ?? fields[0]).focus();
  }

  function clear(select) {
    select.querySelectorAll("[data-select2-tag]").forEach((option) => option.remove());
    $(select).val(null).trigger("change");
  }

  function choose(select, { id, text }) {
    clear(select);
    select.append(new Option(text, id, true, true));
    $(select).trigger("change");
  }
});
