/* Keeps what was sent until the site says that it is saved: a lost session, a server that fails or
   a connection that breaks loses no typed word. Kept in this tab alone. */
document.addEventListener("DOMContentLoaded", () => {
  const $ = django.jQuery;
  const form = document.querySelector("#content-main form[method=post]");
  const keyOf = ({ pathname, search }) => `parley:${pathname}${search}`;
  const key = keyOf(location);

  // The answer to what was sent comes from the form; other pages may praise other things.
  if (document.querySelector(".messagelist .success") && document.referrer) {
    sessionStorage.removeItem(keyOf(new URL(document.referrer)));
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
  }

  function offer(values) {
    const note = document.createElement("p");
    note.className = "kept";
    note.setAttribute("role", "status");
    note.append("What you sent from this form was not saved, as far as is known. ",
      button("Bring it back", () => { note.remove(); bringBack(values); }), " ",
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
    const kept = new Map(values.map((each) => [each.name, each.value]));
    const rows = new Map();
    for (const each of values) {
      const [, row, field] = each.name.match(/^(.*-\d+)-([^-]+)$/) ?? [];
      if (!row) set(each.name, each);
      else {
        const { here, isOld } = await rowOf(row, kept, rows);
        if (isOld && !form.elements[`${here}-${field}`]) await unfold(here);
        if (isOld || !["id", "seen"].includes(field)) set(`${here}-${field}`, each);
      }
    }
    form.dispatchEvent(new Event("change"));
  }

  /* Where a row that was sent stands now. Others may have added or removed rows meanwhile: one on
     record is known by its key, any other goes into a new row, and so does one that is gone. */
  async function rowOf(row, kept, rows) {
    if (!rows.has(row)) {
      const [, list] = row.match(/^(.*)-\d+$/);
      const [, above, name] = list.match(/^(.*-\d+)-([^-]+)$/) ?? [];
      const here = above ? `${(await rowOf(above, kept, rows)).here}-${name}` : list;
      if (above && !form.elements[`${here}-TOTAL_FORMS`]) await unfold(here.slice(0, -name.length - 1));
      const id = kept.get(`${row}-id`) ?? "";
      const taken = new Set([...rows.values()].map((other) => other.here));
      const free = rowsNow(here).filter((each) => !taken.has(each));
      const keyed = (value) => free.find((each) => form.elements[`${each}-id`].value === value);
      const old = id && keyed(id);
      rows.set(row, { here: old || keyed("") || parleyRows.add(here).id, isOld: Boolean(old) });
    }
    return rows.get(row);
  }

  function rowsNow(list) {
    const names = [...form.elements].map(({ name }) => name);
    return names.filter((name) => name.startsWith(`${list}-`) && /^\d+-id$/.test(name.slice(list.length + 1)))
      .map((name) => name.slice(0, -"-id".length));
  }

  async function unfold(row) {
    const link = document.getElementById(row)?.querySelector("[data-unfold]");
    if (link) await parleyRows.unfoldRow(link);
  }

  function set(name, { value, checked, text }) {
    const field = form.elements[name];
    if (!field || name.endsWith("_FORMS")) return;
    if (checked !== null) field.checked = checked;
    else if (field.localName !== "select") field.value = value;
    else {
      const isKnown = [...field.options].some((option) => option.value === value);
      if (!isKnown && value) field.append(new Option(text, value));
      $(field).val(value).trigger("change");
    }
  }
});
