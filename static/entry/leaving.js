/* Asks before a form with unsaved changes is left. */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("#content-main form[method=post]");
  if (!form) return;
  // A form that came back with errors holds what was typed and is not saved yet.
  let isUnsaved = Boolean(form.querySelector(".errornote"));
  const isTouched = () => { isUnsaved = true; };
  form.addEventListener("input", isTouched);
  form.addEventListener("change", isTouched);
  // Search boxes, and the buttons that add or remove rows, make events of their own.
  django.jQuery(form).on("select2:select select2:unselect select2:clear", isTouched);
  document.addEventListener("formset:added", isTouched);
  document.addEventListener("formset:removed", isTouched);
  form.addEventListener("submit", () => { isUnsaved = false; });
  addEventListener("beforeunload", (event) => { if (isUnsaved) event.preventDefault(); });
});
