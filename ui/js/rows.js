// A row: words that light up with their partners, moving among them by keys, editing, copying.
"use strict";

(() => {
  const { ask, refresh, copy, announce } = window.desk;
  let cursor = null;  // the word that the keyboard is on

  const rowOf = (node) => node.closest("#sheets .row");
  const where = (row) => ({
    sheet: row.closest(".sheet").dataset.sheet, segment: Number(row.dataset.segment),
  });

  // The words that a word is linked with, on the other side of its row.
  function partners(word) {
    const numbers = (word.dataset.l || "").split(" ").filter(Boolean);
    const side = word.closest(".source") ? ".target" : ".source";
    return numbers.flatMap((number) =>
      [...rowOf(word).querySelectorAll(`${side} .w[data-l~="${number}"]`)]);
  }

  function light(word) {
    for (const one of document.querySelectorAll("#sheets .w.lit")) one.classList.remove("lit");
    if (!word) return;
    for (const one of [word, ...partners(word)]) one.classList.add("lit");
  }

  function speak(word) {
    const linked = partners(word).map((one) => one.textContent).join(" ");
    const term = word.closest("mark");
    announce([word.textContent, linked && `is ${linked}`, term && term.dataset.tip]
      .filter(Boolean).join(", "));
  }

  function step(side, by) {
    const words = [...side.querySelectorAll(".w")];
    if (!words.length) return;
    const place = cursor && side.contains(cursor) ? words.indexOf(cursor) + by : 0;
    cursor = words[Math.max(0, Math.min(words.length - 1, place))];
    light(cursor);
    speak(cursor);
  }

  // Edits that were open when all rows were laid out anew, by their sources.
  const drafts = new Map();

  function edit(row, draft) {
    const target = row.querySelector(".target");
    if (row.classList.contains("editing") || row.classList.contains("pending")) return;
    row.classList.add("editing");
    const form = document.createElement("form");
    form.className = "edit";
    const area = document.createElement("textarea");
    area.value = draft === undefined ? target.textContent : draft;
    area.lang = "en";
    area.dir = "ltr";
    area.setAttribute("aria-label", `English of sentence ${Number(row.dataset.segment) + 1}`);
    const keep = button("Keep", "submit"), leave = button("Leave as it was", "button");
    const tools = document.createElement("p");
    tools.append(keep, leave);
    form.append(area, tools);
    target.hidden = true;
    target.after(form);
    const fit = () => {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 2}px`;
    };
    const close = () => {
      row.classList.remove("editing");
      form.remove();
      target.hidden = false;
      target.focus();
      window.desk.release(row.id);
    };
    area.addEventListener("input", fit);
    area.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        close();
      } else if (event.key === "Enter") {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    leave.addEventListener("click", close);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const text = area.value;
      if (text.trim() === target.textContent.trim()) return close();
      keep.disabled = true;
      if (await ask("edit", { ...where(row), text })) {
        close();
        await refresh();
      }
      keep.disabled = false;
    });
    fit();
    if (draft === undefined) area.focus();
  }

  function button(text, type) {
    const made = document.createElement("button");
    made.type = type;
    made.textContent = text;
    return made;
  }

  document.addEventListener("pointerover", (event) => {
    const word = event.target.closest && event.target.closest("#sheets .w");
    light(word || (cursor && cursor.isConnected ? cursor : null));
  });

  document.addEventListener("focusin", (event) => {
    if (cursor && !(event.target.contains && event.target.contains(cursor))) {
      cursor = null;
      light(null);
    }
  });

  document.addEventListener("click", async (event) => {
    const pressed = event.target.closest("#sheets [data-do]");
    if (!pressed) return;
    const row = rowOf(pressed);
    if (pressed.dataset.do === "edit") edit(row);
    else if (pressed.dataset.do === "copy") {
      copy(row.querySelector(".target").textContent, "The sentence");
    } else if (pressed.dataset.do === "revert") {
      if (await ask("revert", where(row))) refresh();
    }
  });

  document.addEventListener("dblclick", (event) => {
    const target = event.target.closest("#sheets .target");
    if (target && event.altKey) edit(rowOf(target));
  });

  document.addEventListener("keydown", (event) => {
    const side = event.target.closest && event.target.closest("#sheets .source, #sheets .target");
    if (!side || side !== event.target) return;
    const onward = side.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = side.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    if (event.key === onward) step(side, 1);
    else if (event.key === back) step(side, -1);
    else if (event.key === "Enter" && cursor && side.contains(cursor)) window.desk.card(cursor);
    else if (event.key === "e" && !event.ctrlKey && !event.metaKey && !event.altKey) edit(rowOf(side));
    else return;
    event.preventDefault();
  });

  Object.assign(window.desk, { where, rowOf, partners, light });
  window.desk.onLay((state) => {
    for (const row of document.querySelectorAll("#sheets .row.editing")) {
      drafts.set(row.querySelector(".source").textContent, row.querySelector(".edit textarea").value);
    }
    if (!state.sheets.length) drafts.clear();
  });
  window.desk.onShow(() => {
    if (cursor && !cursor.isConnected) cursor = null;
    if (!drafts.size) return;
    for (const row of document.querySelectorAll("#sheets .row:not(.pending)")) {
      const source = row.querySelector(".source").textContent;
      if (drafts.has(source)) {
        edit(row, drafts.get(source));
        drafts.delete(source);
      }
    }
  });
})();
