// The page of an import that is being worked on shows by itself how far it is.
// Without this script the page asks anew every few seconds.
const EVERY = 1500;

async function refresh() {
  try {
    const response = await fetch(location.href, { credentials: "same-origin" });
    if (response.ok && !response.redirected) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.getElementById("import-job");
      const shown = document.getElementById("import-job");
      // Who is about to press a button keeps it under the finger.
      if (fresh && !(shown.contains(document.activeElement) && "active" in fresh.dataset)) {
        shown.replaceWith(fresh);
      }
    }
  } catch {
    // The site may be restarting: ask again.
  }
  again();
}

function again() {
  const shown = document.getElementById("import-job");
  if (shown && "active" in shown.dataset) {
    setTimeout(refresh, EVERY);
  }
}

again();
