/* Once a speaker is picked: fills in the party, and says which post was held that day. */
document.addEventListener("DOMContentLoaded", () => {
  const $ = django.jQuery;
  const value = (name) => document.getElementById(`id_${name}`)?.value ?? "";

  // Select2 speaks to jQuery alone.
  $(document).on("change", "#id_speaker", async ({ target }) => {
    const note = noteBeside(target);
    note.textContent = "";
    if (!target.value || !value("meeting")) return;
    const query = { official: target.value, meeting: value("meeting"), said_on: value("said_on"), title: value("speaker_title") };
    const address = `${target.dataset.posts}?${new URLSearchParams(query)}`;
    const answer = await fetch(address).then((response) => response.json()).catch(() => null);
    if (!answer || target.value !== query.official) return;
    note.textContent = answer.note;
    const parties = new Map(answer.posts.map((post) => [post.party, post.party_name]));
    if (parties.size === 1 && !value("party")) fill(...parties.entries().next().value);
  });

  function noteBeside(select) {
    const holder = select.closest(".related-widget-wrapper") ?? select;
    let note = holder.parentElement.querySelector("output.understood");
    if (!note) {
      note = document.createElement("output");
      note.className = "understood";
      holder.after(note);
    }
    return note;
  }

  function fill(party, name) {
    $("#id_party").append(new Option(name, party, true, true)).trigger("change");
  }
});
