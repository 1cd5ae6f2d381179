/* Keeps what was sent until the site says that it is saved: a lost session, a server that fails or
   a connection that breaks loses no typed word. Kept in this tab alone. */
document.addEventListener("DOMContentLoaded", () => {
  const $ = django.jQuery;
  const form = document.querySelector("#content-main form[method=post]");
  const key = `parley:${location.pathname}${location.search}`;
  const sent = sessionStorage.getItem("parley:sent");

  if (document.querySelector(".messagelist .success") && sent) {
    sessionStorage.removeItem(sent);
    sessionStorage.removeItem("parley:sent");
  }
  if (!form || !form.querySelector("[name=_save]")) return;
  form.addEventListener("submit", keep);
  const kept = sessionStorage.getItem(key);
  // A form that came back with errors holds what was typed.
  if (kept && !document.querySelector(".errornote")) offer(JSON.parse(kept));

  function keep() {
    const fields = [...form.elements].filter(({ name, type }) =>
      name && name !== "csrfmiddlewaretoken" && !["submit", "button", "file"].includes(type));
    const values = fields.map(({ name, type, value, checked, selectedOptions }) =>
      ({ name, value, checked: type === "checkbox" ? checked : null, text: selectedOptions?.[0]?.text }));
    sessionStorage.setItem(key, JSON.stringify(values));
    sessionStorage.setItem("parley:sent", key);
  }

  function offer(values) {
    const note = document.createElement("p");
    note.className = "kept";
    note.setAttribute("role", "status");
    note.append("What you sent from this form was not saved. ",
      button("Bring it back", () => { bringBack(values); note.remove(); }), " ",
      button("Drop it", () => { sessionStorage.removeItem(key); note.remove(); }));
    form.before(note);
  }

  function button(label, act) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "button", textContent: label });
    made.addEventListener("click", act);
    return made;
  }

  async function bringBack(values) {
    for (const { name, value } of values) await makeRoom(name, value);
    for (const each of values) if (!each.name.endsWith("_FORMS")) set(each);
    form.dispatchEvent(new Event("change"));
  }

  /* The row that a field stands in: a folded one is unfolded, a new one added. */
  async function makeRoom(name, value) {
    if (name.endsWith("-TOTAL_FORMS")) {
      const total = form.elements[name];
      while (total && Number(total.value) < Number(value)) parleyRows.add(name.slice(0, -"-TOTAL_FORMS".length));
    } else if (!form.elements[name]) {
      const row = document.getElementById(name.match(/^.*?-\d+(?=-)/)?.[0]);
      const link = row?.querySelector("[data-unfold]");
      if (link) await parleyRows.unfoldRow(link);
    }
  }

  function set({ name, value, checked, text }) {
    const field = form.elements[name];
    if (!field) return;
    if (checked !== null) field.checked = checked;
    else if (field.localName !== "select") field.value = value;
    else {
      const isKnown = [...field.options].some((option) => option.value === value);
      if (!isKnown && value) field.append(new Option(text, value));
      $(field).val(value).trigger("change");
    }
  }
});
