/* Tables that sort by any column, with pointer or keyboard, and the switches of the leaderboard. */
(function () {
  "use strict";

  function each(selector, work) { Array.prototype.forEach.call(document.querySelectorAll(selector), work); }

  each("table.sortable", function (table) {
    var sorter = new Tablesort(table);
    sorter.current = table.querySelector("th[aria-sort]") || undefined;
    window.twicetold.keepShort(table);
    each(".sorting", function (hint) { hint.hidden = false; });
    table.tHead.addEventListener("keydown", function (event) {
      if (event.key !== " " || event.target.tagName !== "TH") return;
      event.preventDefault();
      event.target.click();
    });
    /* Whoever changes the cells says so, and the rows go where they belong. */
    table.addEventListener("change-of-cells", function () { sorter.refresh(); });
  });

  each(".controls", function (controls) { controls.hidden = false; });

  each(".layer-switch", function (button) {
    button.addEventListener("click", function () {
      var shown = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(shown));
      each("table [data-layer=" + button.dataset.layer + "]", function (cell) { cell.hidden = !shown; });
    });
  });

  var split = document.getElementById("split");

  function showSplit() {
    each(".board", function (board) { board.hidden = board.dataset.split !== split.value; });
  }

  if (split) {
    split.addEventListener("change", showSplit);
    showSplit();
  }
})();
