// The glossary beside the text: lists of terms, the form for one, files in and out.
// All HTML comes from the server; what else is shown goes in as text.
"use strict";

(() => {
  const { ask, refresh, announce, save, get, onShow } = window.desk;
  const NARROW = window.matchMedia("(max-width: 70rem)");
  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
  const LARGEST = 2_000_000, PAGE = 50, PAUSE = 180;  // bytes, terms, milliseconds

  let view = "here", count = PAGE, asked = 0, known = -1, timer = 0;
  let from = null;  // where the keyboard was before the panel was opened
  let pressed = null;  // the button that opened the form
  let brought = false;  // whether the form opened the panel
  let listing = null;  // the list that is on its way
  const at = new Map();  // which occurrence of a term was shown last
  const fresh = new Set();  // rows that light up once they are done

  const panel = () => get("terms");
  const entryOf = (node) => node.closest(".term-entry");
  const entries = () => [...panel().querySelectorAll(".term-entry")];

  // Opening and closing.

  async function open() {
    if (!panel().hidden) return true;
    from = document.activeElement;
    if (!panel().firstElementChild) {
      const answer = await ask("terms_panel");
      if (!answer) return false;
      panel().innerHTML = answer.html;
    }
    panel().hidden = false;
    get("terms-toggle").setAttribute("aria-expanded", "true");
    fit();
    get("terms-name").focus({ preventScroll: true });
    await list();
    return true;
  }

  function close() {
    if (panel().hidden) return;
    const inside = panel().contains(document.activeElement) || document.activeElement === document.body;
    leave(false);
    panel().hidden = true;
    brought = false;
    get("terms-toggle").setAttribute("aria-expanded", "false");
    const back = from && from.isConnected && from !== document.body ? from : get("terms-toggle");
    if (inside) back.focus({ preventScroll: true });
  }

  // On a narrow screen the panel lies over the page and keeps the keyboard.
  function fit() {
    const over = NARROW.matches && !panel().hidden;
    if (over) {
      panel().setAttribute("role", "dialog");
      panel().setAttribute("aria-modal", "true");
    } else {
      panel().removeAttribute("role");
      panel().removeAttribute("aria-modal");
    }
  }

  function keepInside(event) {
    const stops = [...panel().querySelectorAll("a, button, input, select, summary, [tabindex='0']")]
      .filter((one) => one.tabIndex >= 0 && one.getClientRects().length);
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const here = document.activeElement;
    if (event.shiftKey && (here === first || here === get("terms-name"))) last.focus();
    else if (!event.shiftKey && here === last) first.focus();
    else return;
    event.preventDefault();
  }

  function tell(text, level = "note") {
    const line = document.createElement("p");
    line.className = `message ${level}`;
    line.dir = "ltr";
    if (level === "error") line.setAttribute("role", "alert");
    line.textContent = text;
    get("terms-message").replaceChildren(...(text ? [line] : []));
    if (text && level === "note") announce(text);
  }

  // What the server answers; what it refuses is said in the panel, and `null` returned.
  async function wish(name, values) {
    const answer = await ask(name, values);
    if (!answer || !answer.refused) return answer;
    tell(answer.refused, "error");
    return null;
  }

  // The list.

  function wanted(offset, number) {
    const field = get("terms-query");
    return { view, query: view === "all" && field ? field.value : "", offset, count: number };
  }

  function list() {
    listing = bring();
    return listing;
  }

  async function bring() {
    if (panel().hidden) return;
    const mine = ++asked;
    const answer = await wish("terms_list", wanted(0, count));
    if (!answer || mine !== asked) return;
    const rows = get("terms-rows");
    if (rows.dataset.html !== answer.html) {
      keepingPlace(() => { rows.innerHTML = answer.html; });
      rows.dataset.html = answer.html;
    }
    settle(answer);
  }

  async function more() {
    const before = entries().length, mine = ++asked;
    const answer = await wish("terms_list", wanted(before, PAGE));
    if (!answer || mine !== asked) return;
    const rows = get("terms-rows");
    rows.insertAdjacentHTML("beforeend", answer.html);
    rows.dataset.html = "";
    count = before + answer.shown;
    settle(answer);
    const next = entries()[before];
    if (next) next.querySelector("button").focus({ preventScroll: true });
  }

  function settle(answer) {
    const words = get("terms-count");
    if (words.textContent !== answer.words) words.textContent = answer.words;
    get("terms-more").hidden = !answer.more;
  }

  // Put other rows into the list; the keyboard and what is seen stay where they were.
  function keepingPlace(change) {
    const here = document.activeElement;
    const entry = here && panel().contains(here) ? entryOf(here) : null;
    const number = entry ? entries().indexOf(entry) : -1;
    const top = panel().scrollTop;
    change();
    panel().scrollTop = top;
    if (entry) focusEntry(entry.dataset.source, here.dataset.terms, number);
  }

  function focusEntry(source, button, number) {
    const all = entries();
    const entry = all.find((one) => one.dataset.source === source)
      || all[Math.min(number, all.length - 1)];
    const place = entry
      ? entry.querySelector(`[data-terms="${button}"]`) || entry.querySelector("button")
      : null;
    (place || get("terms-new")).focus({ preventScroll: true });
  }

  function choose(tab) {
    view = tab.dataset.view;
    count = PAGE;
    for (const one of panel().querySelectorAll("[role=tab]")) {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
    }
    get("terms-list").setAttribute("aria-labelledby", tab.id);
    get("terms-search").hidden = view !== "all";
    return list();
  }

  function look() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      count = PAGE;
      list();
    }, PAUSE);
  }

  // Show a term in the text: each press shows its next occurrence.
  function showNext(button) {
    const { source } = entryOf(button).dataset;
    const places = button.dataset.places.split(" ");
    const number = ((at.has(source) ? at.get(source) : -1) + 1) % places.length;
    at.set(source, number);
    const [id, term] = places[number].split(":");
    const row = get(id);
    if (!row) return;
    if (NARROW.matches) close();
    if (!row.getClientRects().length) get("only-doubtful").click();
    const mark = row.querySelector(`.source mark[data-term~="${term}"]`) || row;
    mark.scrollIntoView({ block: "center", behavior: STILL.matches ? "auto" : "smooth" });
    flash(row);
    if (panel().hidden) row.querySelector(".source").focus({ preventScroll: true });
    const words = row.querySelector(".target").textContent;
    announce(`${number + 1} of ${places.length}: ${words}`);
  }

  function flash(row) {
    row.classList.remove("new");
    void row.offsetWidth;  // else the light would not go on once more
    row.classList.add("new");
    setTimeout(() => row.classList.remove("new"), 2000);
  }

  // The form.

  async function edit(values, button) {
    const answer = await wish("term_form", values);
    if (!answer) return;
    pressed = button && entryOf(button)
      ? { source: entryOf(button).dataset.source, does: button.dataset.terms } : null;
    tell("");
    get("terms-edit").innerHTML = answer.html;
    const form = get("terms-form");
    const field = form.elements.source.value ? form.elements.target : form.elements.source;
    form.scrollIntoView({ block: "nearest" });
    field.focus();
    field.select();
  }

  function leave(focus = true) {
    const place = get("terms-edit");
    if (!place || !place.firstElementChild) return false;
    const inside = place.contains(document.activeElement);
    place.replaceChildren();
    if (focus && brought && NARROW.matches) close();
    else if (focus && inside) back();
    return true;
  }

  function back() {
    if (pressed) focusEntry(pressed.source, pressed.does, -1);
    else get("terms-new").focus({ preventScroll: true });
  }

  async function keep(form) {
    const fields = Object.fromEntries(new FormData(form));
    const error = get("terms-error"), button = form.querySelector("[type=submit]");
    button.disabled = true;
    const answer = await ask("term_save", { fields, was: form.dataset.was, version: form.dataset.version });
    button.disabled = false;
    if (!answer || !form.isConnected) return;
    if (answer.refused) {
      error.textContent = "";
      error.textContent = answer.refused;
      if ("version" in answer) Object.assign(form.dataset, { was: answer.was, version: answer.version });
      const empty = ["source", "target"].find((name) => !form.elements[name].value.trim());
      form.elements[empty || "source"].focus();
      return;
    }
    const over = brought && NARROW.matches;
    if (!pressed) pressed = { source: answer.source, does: "change" };
    else pressed.source = answer.source;
    get("terms-edit").replaceChildren();
    if (over) close(); else back();
    const placed = document.activeElement;
    await changed(answer);
    if (!over && document.activeElement === placed) back();  // its row may have come
  }

  async function changed(answer) {
    tell(answer.say);
    for (const row of answer.rows) fresh.add(row);
    list();
    await refresh();
    await listing;
  }

  async function remove(button) {
    const { source, version } = entryOf(button).dataset;
    const answer = await wish("term_remove", { source, version });
    if (answer) await changed(answer);
    else await list();
  }

  // Add a term, or change the one that the words are: called from the card of a word.
  async function newTerm(source, target) {
    const closed = panel().hidden;
    if (!await open()) return;
    brought = closed;
    await edit({ source, target }, null);
  }

  // Files.

  function load(input) {
    const [file] = input.files;
    if (!file) return;
    if (file.size > LARGEST) {
      tell(`${file.name} has ${(file.size / 1e6).toFixed(1)} MB, and 2 MB are the most here; `
        + "load it in parts, or start the page with --glossary and its name.", "error");
      input.value = "";
      return;
    }
    const reader = new FileReader();
    reader.onload = async () => {
      const answer = await wish("terms_upload", { name: file.name, data: reader.result.split(",")[1] || "" });
      input.value = "";
      if (answer) await changed(answer);
    };
    reader.onerror = () => {
      tell(`${file.name} cannot be read; choose it again.`, "error");
      input.value = "";
    };
    reader.readAsDataURL(file);
  }

  async function take({ view: which, format }) {
    get("terms-download").open = false;
    const file = await wish("terms_take", { view: which, format });
    if (!file) return;
    save(file);
    tell(file.say || `${file.name} is saved.`);
  }

  // What is pressed and typed.

  const DOES = {
    close,
    new: () => edit({ source: "", target: "" }, null),
    more,
    leave: () => leave(),
    show: showNext,
    change: (button) => edit({ source: entryOf(button).dataset.source, target: "" }, button),
    remove,
    take: (button) => take(button.dataset),
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button, summary");
    const path = event.composedPath();
    if (button && button.id === "terms-toggle") {
      if (panel().hidden) open(); else close();
    } else if (button && button.id === "undo") {
      if (!panel().hidden) tell("");  // it may say what is now taken back
    } else if (button && panel().contains(button)) {
      if (button.getAttribute("role") === "tab") choose(button);
      else if (DOES[button.dataset.terms]) DOES[button.dataset.terms](button);
    }
    const menu = get("terms-download");
    if (menu && !path.includes(menu)) menu.open = false;
    const beside = !path.includes(panel()) && !path.includes(get("terms-toggle"));
    if (beside && NARROW.matches && event.isTrusted && !event.target.closest("#card")) close();
  });

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "terms-form") return;
    event.preventDefault();
    keep(event.target);
  });

  document.addEventListener("input", (event) => {
    if (event.target.id === "terms-query") look();
  });

  document.addEventListener("change", (event) => {
    if (event.target.id === "terms-file") load(event.target);
  });

  document.addEventListener("keydown", (event) => {
    if (!panel() || panel().hidden || !panel().contains(event.target)) return;
    if (event.key === "Escape") {
      if (event.target.id === "terms-query" && event.target.value) return;  // it is emptied first
      const menu = get("terms-download");
      if (menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      } else if (!leave()) close();
    } else if (event.key === "Tab" && NARROW.matches) {
      keepInside(event);
    } else if (event.target.getAttribute("role") === "tab") {
      const tabs = [...panel().querySelectorAll("[role=tab]")];
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const place = { Home: 0, End: tabs.length - 1 }[event.key]
        ?? (by && (tabs.indexOf(event.target) + by + tabs.length) % tabs.length);
      if (place === undefined) return;
      event.preventDefault();
      tabs[place].focus();
      choose(tabs[place]);
    }
  });

  NARROW.addEventListener("change", fit);

  onShow((state) => {
    for (const id of [...fresh]) {
      const row = get(id);
      if (row && row.classList.contains("pending")) continue;
      fresh.delete(id);
      if (row) flash(row);
    }
    if (panel().hidden || state.running || state.version === known) return;
    known = state.version;
    list();
  });

  Object.assign(window.desk, { newTerm });
})();
