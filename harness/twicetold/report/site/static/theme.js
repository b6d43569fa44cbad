/* Light or dark: as the system says, until the reader says otherwise. Loaded before anything is drawn. */
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  function remembered() {
    try { return localStorage.getItem("twicetold-theme"); } catch (error) { return null; }
  }

  function current() {
    return root.dataset.theme || (dark.matches ? "dark" : "light");
  }

  var chosen = remembered();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.getElementById("theme");
    if (!button) return;

    function label() { button.textContent = current() === "dark" ? "Light" : "Dark"; }

    button.hidden = false;
    button.setAttribute("aria-label", "Switch between light and dark");
    label();
    dark.addEventListener("change", label);
    button.addEventListener("click", function () {
      root.dataset.theme = current() === "dark" ? "light" : "dark";
      try { localStorage.setItem("twicetold-theme", root.dataset.theme); } catch (error) { /* not remembered */ }
      label();
    });
  });
})();
