// The card of a word, or of some words that were selected: their other side, and their terms.
"use strict";

(() => {
  const { ask, get, where, rowOf } = window.desk;
  let from = null;  // where the keyboard was

  // Code points of a side before a place in it: what spans count, unlike JavaScript.
  function offset(side, node, place) {
    const range = document.createRange();
    range.selectNodeContents(side);
    range.setEnd(node, place);
    return [...range.toString()].length;
  }

  async function show(side, start, end, beside) {
    const name = side.classList.contains("source") ? "source" : "target";
    const wanted = { ...where(rowOf(side)), side: name, start, end };
    const answer = await ask("card", wanted);
    if (!answer) return;
    const card = get("card");
    card.innerHTML = answer.html;
    card.hidden = false;
    const work = get("work").getBoundingClientRect();
    const place = beside.getBoundingClientRect();
    const middle = place.left + place.width / 2 - work.left;
    card.style.top = `${place.bottom - work.top + 6}px`;
    center(card, middle);
    card.querySelector("button[data-do=term]").focus();
    gloss(card, card.querySelector(".card-gloss"), wanted, middle);
  }

  // Under the middle of its words, as far as the page's edges allow.
  function center(card, middle) {
    const room = get("work").getBoundingClientRect().width - card.offsetWidth;
    card.style.left = `${Math.min(Math.max(0, middle - card.offsetWidth / 2), Math.max(0, room))}px`;
  }

  // What the words are, word by word: it comes behind the card, whose words may be others by then.
  async function gloss(card, place, wanted, middle) {
    const late = setTimeout(() => {
      place.textContent = "Looking the words up\u2026";
      center(card, middle);
    }, 400);
    const answer = await ask("gloss", wanted);
    clearTimeout(late);
    if (!place.isConnected) return;
    if (!answer) {
      place.textContent = "";
      return;
    }
    place.innerHTML = answer.html;
    center(card, middle);
  }

  function close(back) {
    const card = get("card");
    if (card.hidden) return;
    card.hidden = true;
    if (back && from && from.isConnected) from.focus();
  }

  function ofWord(word) {
    const side = word.closest(".source, .target");
    from = side;
    const start = offset(side, word.firstChild, 0);
    return show(side, start, start + [...word.textContent].length, word);
  }

  // What is selected within one side of a row, if anything.
  function selected() {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const side = range.startContainer.parentElement
      && range.startContainer.parentElement.closest("#sheets .source, #sheets .target");
    if (!side || !side.contains(range.endContainer) || !range.toString().trim()) return null;
    return { side, range };
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-do=close-card]")) return close(true);
    if (event.target.closest("#card")) return undefined;
    const word = event.target.closest("#sheets .w");
    const found = selected();
    if (found) {
      from = found.side;
      const { range, side } = found;
      return show(side, offset(side, range.startContainer, range.startOffset),
        offset(side, range.endContainer, range.endOffset), range);
    }
    return word ? ofWord(word) : close(false);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(true);
  });

  document.addEventListener("click", (event) => {
    const term = event.target.closest("#card [data-do=term]");
    if (!term) return;
    close(false);
    window.desk.newTerm(term.dataset.source, term.dataset.target);
  });

  window.desk.card = ofWord;
})();
