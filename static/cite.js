/* Adds buttons that copy a ready citation, or a statement's lasting address. Without scripts the
   citation is there to be selected, and the address is a link. */
const said = document.createElement("p");
said.className = "unseen";
said.setAttribute("role", "status");
document.body.append(said);

document.addEventListener("toggle", (event) => {
  const details = event.target;
  if (!details.open || !details.matches(".cite") || details.querySelector("button")) return;
  const text = details.querySelector("p");
  const buttons = document.createElement("div");
  buttons.className = "copy";
  buttons.append(button("Copy", () => copy(text.textContent, text)));
  const link = details.closest(".refs")?.querySelector(".permalink a");
  if (link) buttons.append(button("Copy link", () => copy(link.href, text)));
  details.append(buttons);
}, true);

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", async () => {
    const result = await act();
    made.textContent = result;
    said.textContent = "";
    setTimeout(() => { said.textContent = result; }, 50);
    setTimeout(() => { made.textContent = label; }, 2500);
  });
  return made;
}

/* The clipboard is for secure addresses; elsewhere the words are selected, to be copied by hand. */
async function copy(words, element) {
  try {
    await navigator.clipboard.writeText(words);
    return "Copied";
  } catch {
    if (words !== element.textContent) return "Not copied: use the link";
    getSelection().selectAllChildren(element);
    return "Selected: press Ctrl+C";
  }
}
