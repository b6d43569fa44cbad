/* From error to error, by keys and by the list. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;

  /* Go to an error: its layer is switched on, its words come into sight, and what it is is announced. */
  viewer.goToFault = function (error) {
    const layer = error.layer === "arguments" ? "events" : error.layer;
    if (!viewer.state.layers.has(layer)) viewer.toggle(layer);
    viewer.state.fault = error;
    viewer.markCurrent();
    const at = error.span.length ? error.span[0].start : null;
    viewer.toTellings();
    viewer.select(error.ref, { reveal: true, at: at, fault: error });
    const number = viewer.listed.indexOf(error);
    const place = number < 0 ? "" : number + 1 + " of " + viewer.listed.length + ": ";
    viewer.say(place + viewer.describe(error) + ", “" + viewer.wordsOf(error) + "”", error.state);
  };

  /* The walk stops at its ends. */
  viewer.step = function (by) {
    if (!viewer.state.run) return;
    if (viewer.state.view !== "difference") {
      viewer.set({ view: "difference" }, () => viewer.step(by));
      return;
    }
    if (!viewer.listed.length) {
      viewer.say("No errors.");
      return;
    }
    const current = viewer.listed.indexOf(viewer.state.fault);
    const next = current < 0 ? (by > 0 ? 0 : viewer.listed.length - 1) : current + by;
    if (viewer.listed[next]) viewer.goToFault(viewer.listed[next]);
    else viewer.say(by > 0 ? "That was the last error." : "That was the first error.");
  };

  function isTyping(target) {
    return Boolean(target.closest && target.closest("input, select, textarea, dialog"));
  }

  function leave() {
    viewer.say("");
    viewer.select(null);
  }

  const KEYS = {
    n: () => viewer.step(1),
    j: () => viewer.step(1),
    p: () => viewer.step(-1),
    k: () => viewer.step(-1),
    g: () => viewer.set({ view: "gold" }),
    f: () => viewer.set({ view: "prediction" }),
    d: () => viewer.set({ view: "difference" }),
    x: () => viewer.swap(),
    "?": () => document.getElementById("keys").showModal(),
    Escape: leave,
  };

  viewer.startWalk = function () {
    ["fault-layer", "fault-kind"].forEach((id) => document.getElementById(id).addEventListener("change", viewer.renderList));
    document.getElementById("fault-list").addEventListener("keydown", function (event) {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      viewer.step(by);
      const current = document.querySelector("#fault-list [aria-current]");
      if (current) current.focus({ preventScroll: true });
    });
    document.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const layer = viewer.LAYERS[Number(event.key) - 1];
      if (layer) {
        viewer.toggle(layer);
        event.preventDefault();
      } else if (Object.prototype.hasOwnProperty.call(KEYS, event.key)) {
        KEYS[event.key]();
        event.preventDefault();
      }
    });
  };
})();
