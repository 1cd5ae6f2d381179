/* Once an official is picked: fills in the party, and says which post was held that day. */
document.addEventListener("DOMContentLoaded", () => {
  const $ = django.jQuery;

  // Select2 speaks to jQuery alone.
  $(document).on("change", "[data-posts]", async ({ target }) => {
    const row = rowOf(target);
    const note = noteBeside(target);
    note.textContent = "";
    if (!target.value) return;
    const seat = row.party ? seatOf(target.value) : null;
    if (seat && !row.party.value) fill(row.party, ...seat);
    if (target.value.startsWith("new:")) {
      note.textContent = "New to the record: no post on record yet.";
      note.classList.add("is-doubtful");
      return;
    }
    // The words of an offer to add stand here for a moment.
    if (!/^\d+$/.test(target.value)) return;
    const answer = await posts(target, row);
    if (!answer || target.value !== answer.official) return;
    note.textContent = answer.note;
    note.classList.toggle("is-doubtful", answer.is_doubtful);
    const parties = new Map(answer.posts.map((post) => [post.party, post.party_name]));
    if (row.party && parties.size === 1 && !row.party.value) fill(row.party, ...parties.entries().next().value);
  });

  /* The fields beside an official's: of a statement, or of a delegate and the delegation above. */
  function rowOf({ name, form }) {
    const prefix = name.replace(/(speaker|official)$/, "");
    const delegation = prefix.replace(/delegates-\d+-$/, "");
    const field = (id) => form.elements[id];
    return {
      party: field(`${prefix}party`) ?? field(`${delegation}party`),
      title: field(`${prefix}speaker_title`) ?? field(`${prefix}title`),
      day: field(`${prefix}said_on`)?.value || field("starts")?.value || "",
      last: field(`${prefix}said_on`)?.value ? "" : field("ends")?.value || "",
      meeting: field("meeting")?.value ?? "",
    };
  }

  /* The party for which an official sits at this meeting, as the form has it. */
  function seatOf(official) {
    const seat = [...document.querySelectorAll("select[name^=delegations-][name$=-official]")]
      .find((select) => select.value === official);
    const party = seat?.form.elements[seat.name.replace(/delegates-\d+-official$/, "party")];
    return party?.value ? [party.value, party.selectedOptions[0].text] : null;
  }

  async function posts(target, { title, day, last, meeting }) {
    const official = target.value;
    const query = new URLSearchParams({ official, meeting, said_on: day, ends: last, title: title?.value ?? "" });
    const answer = await fetch(`${target.dataset.posts}?${query}`).then((response) => response.json()).catch(() => null);
    return answer && { ...answer, official };
  }

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

  function fill(select, key, name) {
    if (![...select.options].some((option) => option.value === String(key))) select.append(new Option(name, key));
    $(select).val(String(key)).trigger("change");
  }
});
