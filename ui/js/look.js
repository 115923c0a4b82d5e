// Light, dark, or as the system has it; kept in this browser.
"use strict";

(() => {
  const KEY = "translator-look", NAMES = { Light: "light", Dark: "dark" };
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function kept() {
    try { return localStorage.getItem(KEY) || ""; } catch { return ""; }
  }

  function apply() {
    const look = kept();
    const dark = look ? look === "dark" : system.matches;
    document.documentElement.dataset.look = dark ? "dark" : "light";
    if (document.body) document.body.classList.toggle("dark", dark);
  }

  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("change", (event) => {
    if (!event.target.closest("#look")) return;
    try {
      const look = NAMES[event.target.value] || "";
      if (look) localStorage.setItem(KEY, look); else localStorage.removeItem(KEY);
    } catch { /* not allowed: it holds until the page is left */ }
    apply();
  });
  window.desk.onShow(apply);
  window.desk.look = () =>
    Object.keys(NAMES).find((name) => NAMES[name] === kept()) || "As the system";
})();
