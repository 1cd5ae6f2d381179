// Arrows walk through the names suggested below a search box; Escape, or going away, closes them.
(() => {
  const boxOf = (target) => target instanceof Element && target.closest(".asking");
  const close = (box) => box.querySelector(".suggestions").replaceChildren();

  document.addEventListener("keydown", (event) => {
    const box = boxOf(event.target);
    if (!box) return;
    const stops = [box.querySelector("input"), ...box.querySelectorAll(".suggestions a")];
    if (event.key === "Escape" && stops.length > 1) {
      event.preventDefault();
      close(box);
      stops[0].focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && stops.length > 1) {
      event.preventDefault();
      const next = stops.indexOf(document.activeElement) + step;
      stops[(next + stops.length) % stops.length].focus();
    }
  });
  // Some browsers do not focus a link that is pressed: the focus then goes nowhere, and all stays.
  document.addEventListener("focusout", (event) => {
    const box = boxOf(event.target);
    if (box && event.relatedTarget && !box.contains(event.relatedTarget)) close(box);
  });
  document.addEventListener("pointerdown", (event) => {
    for (const box of document.querySelectorAll(".asking")) {
      if (box !== boxOf(event.target)) close(box);
    }
  });
})();
