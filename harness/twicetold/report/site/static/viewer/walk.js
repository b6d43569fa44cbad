/* From error to error: the list beside the text, and the keys. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  const element = viewer.element;
  let listed = [];

  /* The words that an error is about; a quotation that is not in the text has none. */
  function wordsOf(error) {
    const points = viewer.texts.get(error.letter);
    return error.span.length ? viewer.words(points, error.span) : "not in the text";
  }

  function describe(error) {
    return error.layer + ", " + error.kind + ": " + error.label;
  }

  function chosen() {
    const [layer, kind] = ["fault-layer", "fault-kind"].map((id) => document.getElementById(id).value);
    return viewer.errors.filter((error) => (!layer || error.layer === layer) && (!kind || error.kind === kind));
  }

  function renderList() {
    listed = chosen();
    const rows = listed.map(function (error) {
      const button = element(
        "button",
        { type: "button", tabindex: "-1", class: error.state },
        element("span", { class: "sign", "aria-hidden": "true" }, viewer.STATES[error.state]),
        element("span", { class: "letter" }, error.letter),
        " ",
        element("span", { class: "what" }, describe(error)),
        " ",
        element("q", {}, wordsOf(error))
      );
      button.addEventListener("click", () => go(error));
      return element("li", {}, button);
    });
    document.getElementById("fault-list").replaceChildren(...rows);
    markCurrent();
  }

  function markCurrent() {
    const number = listed.indexOf(viewer.state.fault);
    document.querySelectorAll("#fault-list button").forEach(function (button, place) {
      const isCurrent = place === number;
      button.tabIndex = isCurrent || (number < 0 && place === 0) ? 0 : -1;
      if (isCurrent) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      if (isCurrent) keepInSight(button);
    });
  }

  function keepInSight(button) {
    const list = document.getElementById("fault-list");
    const [box, frame] = [button.getBoundingClientRect(), list.getBoundingClientRect()];
    if (box.top < frame.top || box.bottom > frame.bottom) list.scrollTop += box.top - frame.top - frame.height / 3;
  }

  function options(select, values) {
    const counts = new Map();
    values.forEach((each) => counts.set(each, (counts.get(each) || 0) + 1));
    select.replaceChildren(
      element("option", { value: "" }, "all (" + values.length + ")"),
      ...Array.from(counts, ([value, count]) => element("option", { value: value }, value + " (" + count + ")"))
    );
  }

  viewer.renderFaults = function () {
    const isShown = viewer.state.view === "difference";
    document.getElementById("faults").hidden = !isShown;
    if (!isShown) return;
    options(
      document.getElementById("fault-layer"),
      viewer.errors.map((error) => error.layer)
    );
    options(
      document.getElementById("fault-kind"),
      viewer.errors.map((error) => error.kind)
    );
    renderList();
  };

  /* Go to an error: its layer is switched on, its words come into sight, and what it is is announced. */
  function go(error) {
    const layer = error.layer === "arguments" ? "events" : error.layer;
    if (!viewer.state.layers.has(layer)) viewer.toggle(layer);
    viewer.state.fault = error;
    markCurrent();
    const at = error.span.length ? error.span[0].start : null;
    viewer.toTellings();
    viewer.select(error.ref, { reveal: true, at: at, fault: error });
    const number = listed.indexOf(error);
    viewer.say(
      (number < 0 ? "" : number + 1 + " of " + listed.length + ": ") + describe(error) + ", “" + wordsOf(error) + "”",
      error.state
    );
  }
  viewer.goToFault = go;

  /* The walk stops at its ends. */
  viewer.step = function (by) {
    if (!viewer.state.run) return;
    if (viewer.state.view !== "difference") {
      viewer.set({ view: "difference" }, () => viewer.step(by));
      return;
    }
    if (!listed.length) {
      viewer.say("No errors.");
      return;
    }
    const current = listed.indexOf(viewer.state.fault);
    const next = current < 0 ? (by > 0 ? 0 : listed.length - 1) : current + by;
    if (listed[next]) go(listed[next]);
    else viewer.say(by > 0 ? "That was the last error." : "That was the first error.");
  };

  function isTyping(target) {
    return Boolean(target.closest && target.closest("input, select, textarea, dialog"));
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
    Escape: () => viewer.select(null),
  };

  viewer.startWalk = function () {
    ["fault-layer", "fault-kind"].forEach((id) => document.getElementById(id).addEventListener("change", renderList));
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
