/* Rows of long tables: those that fill the screen are shown at once, the others in quiet moments after it. */
(function () {
  "use strict";
  var AT_ONCE = 80;
  /* Milliseconds: how long rows may wait for a quiet moment. */
  var PATIENCE = 60;
  var turns = new Map();

  function all() { return true; }

  function rowsOf(table) { return Array.prototype.slice.call(table.tBodies[0].rows); }

  function reveal(turn, number) {
    turn.waiting.splice(0, number).forEach(function (row) { row.hidden = false; });
  }

  function later(table, turn) {
    if (!turn.waiting.length) return;
    function work() {
      if (turns.get(table) !== turn) return;
      reveal(turn, AT_ONCE);
      later(table, turn);
    }
    if (window.requestIdleCallback) requestIdleCallback(work, { timeout: PATIENCE });
    else setTimeout(work);
  }

  /* Show the rows of a table that suit, and hide the others. */
  window.twicetold.showRows = function (table, suits) {
    var turn = { suits: suits, waiting: [] };
    var shown = 0;
    turns.set(table, turn);
    rowsOf(table).forEach(function (row) {
      if (!suits(row)) row.hidden = true;
      else if (shown < AT_ONCE) {
        row.hidden = false;
        shown += 1;
      } else if (row.hidden) turn.waiting.push(row);
    });
    later(table, turn);
  };

  /* While a long table is sorted its rows are away: what is not shown is not laid out. */
  window.twicetold.keepShort = function (table) {
    if (table.tBodies[0].rows.length <= AT_ONCE) return;
    var suits = all;
    table.addEventListener("beforeSort", function () {
      suits = turns.has(table) ? turns.get(table).suits : all;
      turns.delete(table);
      rowsOf(table).forEach(function (row) { row.hidden = true; });
    });
    table.addEventListener("afterSort", function () { window.twicetold.showRows(table, suits); });
  };

  /* What is printed is whole. */
  window.addEventListener("beforeprint", function () {
    turns.forEach(function (turn) { reveal(turn, turn.waiting.length); });
  });
})();
