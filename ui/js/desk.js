// The page and its desk on the server: what is kept in this tab, what is asked, what is shown.
// `window.desk` is what Gradio's parts call; the other scripts add theirs to it.
"use strict";

window.desk = (() => {
  const TAB = "translator-desk", TEXT = "translator-text";
  const PATIENCE = 60;  // seconds
  const SILENT = "The server does not answer; is it still running?";
  let element = null, server = null, version = 0, follower = null, opening = null;
  let begin;
  const started = new Promise((resolve) => { begin = resolve; });
  const shown = [];  // functions that are told each new state
  const laying = [];  // functions that are told when all rows are about to go
  const held = new Map();  // news of rows that are being edited, by their ids
  let fresh = false;  // whether rows are awaited that nobody has seen yet
  let pressed = Promise.resolve(), arrived = () => {};  // Translate, on its way to the server
  let told = "", own = false;  // the server's message, and whether one of our own is before it

  const get = (id) => document.getElementById(id);

  function stored(key) {
    try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
  }

  function store(key, value) {
    try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* full, or not allowed */ }
  }

  // What the server answers. A sentence that says what went wrong is shown, and `null` returned.
  async function ask(name, values = {}) {
    await started;
    const { token } = stored(TAB) || {};
    let answer;
    try {
      answer = await server[name]({ token, ...values });
    } catch { /* said below, as where Gradio gives nothing */ }
    if (!answer) {
      say(SILENT);
      return null;
    }
    if (answer.gone) {
      await ready();
      atRest();
      say("The server was started again. Press Translate to have the translation once more; "
        + "your edits and terms are kept.");
      return null;
    }
    if (answer.error) {
      say(answer.error);
      return null;
    }
    if (own && name !== "sync") message(told);
    return answer;
  }

  // The token of this tab's desk, which is opened if need be.
  async function ready() {
    await started;
    opening = opening || open().finally(() => { opening = null; });
    return opening;
  }

  async function open() {
    const { token, kept, user = null } = stored(TAB) || {};
    let answer;
    try {
      answer = await server.open({ token, kept, user });
    } catch { /* as above */ }
    if (!answer || answer.error) {
      say(answer ? answer.error : SILENT);
      return token || "";
    }
    if (answer.new) version = 0;
    const other = user !== answer.user;  // another has signed in: nothing of the former stays
    if (other) store(TEXT, "");
    store(TAB, { token: answer.token, user: answer.user, kept: other ? null : kept });
    const account = get("account");
    account.hidden = !answer.user;
    account.querySelector("bdi").textContent = answer.user || "";
    return answer.token;
  }

  function say(text, level = "error") {
    const line = document.createElement("p");
    line.className = `message ${level}`;
    line.setAttribute("role", level === "error" ? "alert" : "status");
    line.dir = "auto";
    line.textContent = text;
    get("message").replaceChildren(...(text ? [line] : []));
    own = true;
  }

  function message(html) {
    get("message").innerHTML = told = html;
    own = false;
  }

  // Nothing is under way any more, whatever the rows say.
  function atRest() {
    for (const row of document.querySelectorAll("#sheets .row.pending")) {
      row.classList.remove("pending");
    }
    press("translate", true);
    press("stop", false);
  }

  function announce(text) {
    get("announce").textContent = text;
  }

  // Ask for what is new until nothing is under way any more. A server that is silent is asked
  // again for a while: the network may be back in a moment. Whether it is the same desk still.
  function follow() {
    follower = follower || (async () => {
      try {
        for (let left = PATIENCE; ;) {
          const token = (stored(TAB) || {}).token;
          const state = await ask("sync", { since: version });
          if (!state) {
            if (token !== (stored(TAB) || {}).token) return false;  // another server: said already
            if (!left--) {
              atRest();
              return true;
            }
            await new Promise((resolve) => setTimeout(resolve, 1000));
            continue;
          }
          left = PATIENCE;
          show(state);
          if (!state.running && state.version <= version) return true;
        }
      } finally {
        follower = null;
      }
    })();
    return follower;
  }

  // News that came while the last answer was on its way is asked for too. From another server
  // there is none yet, and asking would take away what was said of it, and the rows.
  async function refresh() {
    if (follower && !(await follower)) return false;
    return follow();
  }

  function show(state) {
    version = state.version;
    if (state.sheets) {
      for (const tell of laying) tell(state);
      held.clear();
      get("sheets").innerHTML = state.sheets.join("");
    }
    for (const [sheet, segment, html] of state.rows) replace(`${sheet}-${segment}`, html);
    if (state.sheets || state.message !== told || (own && !state.running)) message(state.message);
    change(get("status"), state.status);
    get("bar").classList.toggle("empty", !state.status);
    get("doubtful-count").textContent = state.doubtful;
    get("undo").disabled = !state.undo;
    get("undo").title = state.undo ? `Take back ${state.undo}` : "";
    for (const button of document.querySelectorAll("#downloads button, #copy-all, #copy-both")) {
      button.disabled = !state.ready;
    }
    get("download-same").hidden = !state.files;
    get("downloads").hidden = !state.ready || state.running;
    press("translate", !state.running);
    press("stop", state.running);
    if (state.names) {
      document.querySelectorAll(".masthead .works b").forEach((place, number) => {
        place.textContent = state.names[number];
      });
    }
    if (state.kept) store(TAB, { ...stored(TAB), kept: state.kept });
    filter();
    if (fresh && state.sheets) {
      fresh = false;
      toRows();
    }
    for (const tell of shown) tell(state);
  }

  function press(id, enabled) {
    const button = get(id);
    if (button) button.disabled = !enabled;
  }

  function change(place, html) {
    if (place.dataset.html !== html) {
      place.innerHTML = html;
      place.dataset.html = html;
    }
  }

  // A row gives way to its new state; one whose English is being edited does so afterwards.
  function replace(id, html) {
    const row = get(id);
    if (!row) return;
    if (row.classList.contains("editing")) {
      held.set(id, html);
      return;
    }
    const inside = row.contains(document.activeElement) ? document.activeElement : null;
    const again = inside && (inside.dataset.do ? `[data-do="${inside.dataset.do}"]`
      : `.${inside.classList[0]}`);
    row.outerHTML = html;
    if (again) (get(id).querySelector(again) || get(id).querySelector(".target")).focus();
  }

  function release(id) {
    const html = held.get(id);
    held.delete(id);
    if (html) replace(id, html);
  }

  // Only rows with warnings, if so wished; paragraphs and sheets without any go too.
  function filter() {
    const only = get("only-doubtful").checked;
    get("sheets").classList.toggle("only-doubtful", only);
    get("no-doubtful").hidden = !only || !!document.querySelector("#sheets .row.doubtful");
  }

  function english() {
    return [...document.querySelectorAll("#sheets .paragraph")].map((paragraph) =>
      [...paragraph.querySelectorAll(".target")].map((one) => one.textContent).join(" ").trim(),
    ).filter(Boolean).join("\n\n");
  }

  function both() {
    return [...document.querySelectorAll("#sheets .row:not(.pending)")].map((row) =>
      `${row.querySelector(".source").textContent}\n${row.querySelector(".target").textContent}`,
    ).join("\n\n");
  }

  async function copy(text, what) {
    const done = document.activeElement;
    try {
      await navigator.clipboard.writeText(text);
    } catch {  // not allowed, or a page that is not served securely
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "unseen";
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      if (done) done.focus();
    }
    announce(`${what} copied`);
    if (done && done.tagName === "BUTTON") {
      done.classList.add("done");
      setTimeout(() => done.classList.remove("done"), 1200);
    }
  }

  // A file made of what the server sent; nothing is stored there.
  function save({ name, mime, data }) {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: mime }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  async function download(format) {
    const file = await ask("download", { format });
    if (file) save(file);
    get("downloads").open = false;
  }

  async function loaded() {
    const answer = await ask("loaded");
    if (answer) change(get("loaded"), answer.html);
    await follow();
    keepText();
  }

  async function remove(number) {
    const answer = await ask("remove", { number });
    if (!answer) return;
    change(get("loaded"), answer.html);
    if (answer.text) fill(answer.text);
  }

  const box = () => document.querySelector("#source-text textarea");

  function fill(text) {
    box().value = text;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  }

  function keepText() {
    if (box()) store(TEXT, box().value);
  }

  async function clear() {
    await Promise.race([pressed, new Promise((resolve) => setTimeout(resolve, 5000))]);
    await ask("clear");
    change(get("loaded"), "");
    store(TEXT, "");
    version = 0;
    await refresh();
    return "";
  }

  async function translated() {
    arrived();
    get("only-doubtful").checked = false;
    fresh = true;
    await refresh();
  }

  async function stop() {
    if (await ask("stop")) await refresh();
  }

  function toRows() {  // on a small screen the rows are below what is seen
    const bar = get("bar");
    if (bar.getBoundingClientRect().top > 0.75 * window.innerHeight) {
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      bar.scrollIntoView({ behavior: still ? "instant" : "smooth", block: "start" });
    }
  }

  function listen() {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button, summary");
      if (!event.target.closest("#downloads")) get("downloads").open = false;
      if (!button) return;
      if (button.id === "translate") pressed = new Promise((resolve) => { arrived = resolve; });
      if (button.dataset.download) download(button.dataset.download);
      else if (button.dataset.remove) remove(Number(button.dataset.remove));
      else if (button.id === "undo") ask("undo").then((done) => done && refresh());
      else if (button.id === "copy-all") copy(english(), "The English");
      else if (button.id === "copy-both") copy(both(), "Both languages");
    });
    get("account").querySelector("button").addEventListener("click", () => {
      sessionStorage.clear();
      window.location.assign("/logout");
    });
    get("only-doubtful").addEventListener("change", filter);
    document.addEventListener("input", (event) => {
      if (event.target === box()) keepText();
    });
    document.addEventListener("keydown", (event) => {
      if (event.target === box() && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        get("translate").click();
      } else if (event.key === "Escape") {
        get("downloads").open = false;
      }
    });
  }

  // Called by Gradio once the place for the work is there.
  async function start(place, functions) {
    element = place;
    server = functions;
    listen();
    begin();
    await ready();
    const text = stored(TEXT);
    if (text && box() && !box().value) fill(text);
    await loaded();
    element.dataset.ready = "";
  }

  return {
    start, ready, ask, follow, refresh, translated, stop, clear, loaded, say, announce, copy, save,
    release, get,
    onShow: (tell) => shown.push(tell),
    onLay: (tell) => laying.push(tell),
  };
})();
