// The weakest sentence first: each press goes to the next one, from the least to be trusted on.
"use strict";

(() => {
  const { announce, get } = window.desk;
  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
  const visited = new Set();  // ids of the rows that presses have been at

  const weak = () =>
    [...document.querySelectorAll('#sheets .row[data-trust]:not([data-trust="good"], .pending)')]
      .sort((one, other) => one.dataset.order - other.dataset.order);

  function next() {
    const rows = weak();
    if (!rows.length) return;
    let number = rows.findIndex((row) => !visited.has(row.id));
    if (number < 0) {  // all were seen: once more from the beginning
      visited.clear();
      number = 0;
    }
    const row = rows[number];
    visited.add(row.id);
    if (!row.getClientRects().length) get("only-doubtful").click();
    row.scrollIntoView({ block: "center", behavior: STILL.matches ? "auto" : "smooth" });
    row.classList.remove("new");
    void row.offsetWidth;  // else the light would not go on once more
    row.classList.add("new");
    row.querySelector(".target").focus({ preventScroll: true });
    const why = [...row.querySelectorAll(".warnings span, .trust")].map((one) => one.textContent);
    announce(`${number + 1} of ${rows.length}: ${why.join("; ")}`);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("#weakest")) next();
  });
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.key !== "w" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!at.closest || !at.closest("#work") || at.closest("input, textarea, #terms, #card")) return;
    event.preventDefault();
    next();
  });
  window.desk.onLay(() => visited.clear());
  window.desk.onShow(() => { get("weakest").disabled = !weak().length; });
})();
