/* Work that can wait: done piece by piece between what the reader does, so that nothing makes the page stutter. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  /* Milliseconds: how long a piece may wait for a quiet moment. */
  const PATIENCE = 60;
  const root = document.getElementById("viewer");
  const waiting = new Map();
  let isAsked = false;

  /* Whether something on the page is not yet as it should be. */
  viewer.isBusy = function () {
    return waiting.size > 0;
  };

  function ask() {
    root.setAttribute("aria-busy", String(viewer.isBusy()));
    if (isAsked || !waiting.size) return;
    isAsked = true;
    if (window.requestIdleCallback) requestIdleCallback(work, { timeout: PATIENCE });
    else setTimeout(work);
  }

  function work() {
    isAsked = false;
    const [name, piece] = waiting.entries().next().value || [];
    if (piece && piece() && waiting.get(name) === piece) waiting.delete(name);
    ask();
  }

  /* Do `piece` again and again until it returns true. Work of the same name that still waits is given up; without a
     piece that is all. */
  viewer.later = function (name, piece) {
    waiting.delete(name);
    if (piece) waiting.set(name, piece);
    ask();
  };

  /* Do all that waits at once: what is printed is whole. */
  window.addEventListener("beforeprint", function () {
    waiting.forEach(function (piece) {
      while (!piece());
    });
    waiting.clear();
    ask();
  });
})();
