/* Adds, removes and unfolds the rows of lists, and of lists within those rows. */
document.addEventListener("DOMContentLoaded", () => {
  const byId = (id) => document.getElementById(id);
  const FIELDS = ".select2-selection, input:not([type=hidden], [type=checkbox]), textarea, select:not(.admin-autocomplete)";

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.("[data-add-row], [data-remove-row], [data-unfold]");
    if (!pressed) return;
    const { addRow, removeRow, unfold } = pressed.dataset;
    if (addRow) focusOn(add(addRow));
    if (removeRow) remove(byId(removeRow));
    if (unfold && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      unfoldRow(pressed).then(focusOn);
    }
  });
  // The next row of the list that one is writing in, without a look for its button.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const lists = [...document.querySelectorAll("[data-rows]")].filter((list) => list.contains(event.target));
    if (!lists.length) return;
    event.preventDefault();
    focusOn(add(lists[0].dataset.rows));
  });
  window.parleyRows = { add, unfoldRow };

  function add(prefix) {
    const total = byId(`id_${prefix}-TOTAL_FORMS`);
    const holder = document.createElement("template");
    holder.innerHTML = byId(`${prefix}-empty`).innerHTML.replaceAll(`${prefix}-__prefix__`, `${prefix}-${total.value}`);
    const row = holder.content.firstElementChild;
    byId(`${prefix}-rows`).append(row);
    total.value = Number(total.value) + 1;
    announce(row, "formset:added", { formsetName: prefix, isNew: true });
    return row;
  }

  function remove(row) {
    const list = row.closest("[data-rows]");
    row.remove();
    announce(list, "formset:removed", { formsetName: list.dataset.rows });
    list.querySelector(`[data-add-row="${list.dataset.rows}"]`)?.focus();
  }

  async function unfoldRow(link) {
    const row = link.closest(".is-folded");
    const answer = await fetch(link.dataset.unfold).catch(() => null);
    // Somebody else's sign-in page is no row.
    if (!answer?.ok || answer.redirected) return location.assign(link.href);
    const holder = document.createElement("template");
    holder.innerHTML = (await answer.text()).trim();
    const unfolded = holder.content.firstElementChild;
    const goes = row.querySelector("[name$=-DELETE]")?.checked;
    row.replaceWith(unfolded);
    if (goes) unfolded.querySelector("h3 [name$=-DELETE]").checked = true;
    announce(unfolded, "formset:added", { formsetName: unfolded.closest("[data-rows]").dataset.rows, isNew: false });
    return unfolded;
  }

  function announce(element, name, detail) {
    element.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  function focusOn(row) {
    row?.querySelector(FIELDS)?.focus();
  }
});
