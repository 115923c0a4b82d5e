"use strict";
(() => {
  const table = document.querySelector(".documents");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  // Marks of vowels, and the forms of alef, ya and ta, are one to whoever searches.
  const folded = (text) => text.normalize("NFKD").toLowerCase()
    .replace(/[\u0300-\u036f\u0640\u064b-\u065f\u0670]/g, "")
    .replace(/\u0671/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
  const key = (row, name) => row.querySelector(`[data-key="${name}"]`).textContent.trim();
  const number = (row) => Number(key(row, "warnings").replace(/,/g, ""));
  const orders = {
    target: new Intl.Collator("en", { numeric: true }),
    source: new Intl.Collator("ar", { numeric: true }),
    document: new Intl.Collator(undefined, { numeric: true }),
  };

  const tools = document.querySelector(".tools");
  const wanted = document.getElementById("wanted");
  const found = document.getElementById("found");
  const texts = rows.map((row) => folded(row.textContent));
  wanted.addEventListener("input", () => {
    const words = folded(wanted.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, nth) => {
      row.hidden = !words.every((word) => texts[nth].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    found.textContent = words.length ? `${shown} of ${rows.length} on this page` : "";
  });
  tools.hidden = false;

  for (const head of table.tHead.rows[0].cells) {
    const by = head.dataset.by;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const first = by === "warnings" ? "descending" : "ascending";
      const other = first === "ascending" ? "descending" : "ascending";
      const order = head.getAttribute("aria-sort") === first ? other : first;
      for (const cell of table.tHead.rows[0].cells) cell.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const compare = by === "warnings"
        ? (a, b) => number(a) - number(b)
        : (a, b) => orders[by].compare(key(a, by), key(b, by));
      body.append(...[...rows].sort((a, b) => sign * compare(a, b)));
    });
  }
})();
