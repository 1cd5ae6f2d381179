/* Says below a date, while it is written, what is understood. Without scripts it is said on saving. */
{
  const waiting = new WeakMap();

  const tell = async (input) => {
    const asked = input.value;
    const output = input.parentElement.querySelector("output.understood");
    const address = `${input.dataset.understood}?${new URLSearchParams({ text: asked })}`;
    const answer = await fetch(address).then((response) => response.json()).catch(() => null);
    if (!answer || input.value !== asked) return;
    output.textContent = answer.words || answer.error;
    output.classList.toggle("is-refused", Boolean(answer.error));
  };

  document.addEventListener("input", ({ target }) => {
    if (!target.dataset?.understood) return;
    clearTimeout(waiting.get(target));
    waiting.set(target, setTimeout(() => tell(target), 250));
  });
}
