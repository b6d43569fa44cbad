/* The list of errors beside the text, by layer and kind. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  const element = viewer.element;
  /* How many rows are made at once, and how many in a piece of the work that waits. */
  const AT_ONCE = 60;
  const PIECE = 120;
  /* How many characters of an item are shown where two stand side by side. */
  const LONGEST = 48;
  let rows = [];
  let current = null;

  /* The errors that are listed. */
  viewer.listed = [];

  function shortened(words) {
    return words.length > LONGEST ? words.slice(0, LONGEST).replace(/\s+\S*$/, "") + "…" : words;
  }

  /* The words that an error is about; a quotation that is not in the text has none. */
  viewer.wordsOf = function (error) {
    if (error.isLink) return error.ends.map((ref) => shortened(viewer.itemOf(ref).title)).join("” ↔ “");
    return error.span.length ? viewer.words(viewer.texts.get(error.letter), error.span) : "not in the text";
  };

  viewer.describe = function (error) {
    return error.group + ", " + error.kind + ": " + error.label;
  };

  function chosen() {
    const [group, kind] = ["fault-layer", "fault-kind"].map((id) => document.getElementById(id).value);
    return viewer.errors.filter((error) => (!group || error.group === group) && (!kind || error.kind === kind));
  }

  function rowOf(error) {
    const letters = error.isLink ? error.ends.map((ref) => viewer.itemOf(ref).letter) : [error.letter];
    const button = element(
      "button",
      { type: "button", tabindex: "-1", class: error.state },
      element("span", { class: "sign", "aria-hidden": "true" }, viewer.STATES[error.state]),
      letters.map((letter) => element("span", { class: "letter" }, letter)),
      " ",
      element("span", { class: "what" }, viewer.describe(error)),
      " ",
      element("q", {}, viewer.wordsOf(error))
    );
    button.addEventListener("click", () => viewer.goToFault(error));
    return button;
  }

  function makeUntil(count) {
    const made = document.createDocumentFragment();
    while (rows.length < Math.min(count, viewer.listed.length)) {
      const row = rowOf(viewer.listed[rows.length]);
      rows.push(row);
      made.append(element("li", {}, row));
    }
    document.getElementById("fault-list").append(made);
  }

  viewer.renderList = function () {
    viewer.listed = chosen();
    rows = [];
    current = null;
    document.getElementById("fault-list").replaceChildren();
    makeUntil(AT_ONCE);
    viewer.markCurrent();
    viewer.later("rows", function () {
      makeUntil(rows.length + PIECE);
      return rows.length === viewer.listed.length;
    });
  };

  /* Show which error is meant; one that is, or else the first, is the stop of Tab. */
  viewer.markCurrent = function () {
    const number = viewer.listed.indexOf(viewer.state.fault);
    makeUntil(number + 1);
    if (current) {
      current.tabIndex = -1;
      current.removeAttribute("aria-current");
    }
    current = rows[Math.max(number, 0)] || null;
    if (!current) return;
    current.tabIndex = 0;
    if (number < 0) return;
    current.setAttribute("aria-current", "true");
    keepInSight(current);
  };

  function keepInSight(row) {
    const list = document.getElementById("fault-list");
    const [box, frame] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
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
    if (!isShown) {
      viewer.later("rows", null);
      return;
    }
    options(
      document.getElementById("fault-layer"),
      viewer.errors.map((error) => error.group)
    );
    options(
      document.getElementById("fault-kind"),
      viewer.errors.map((error) => error.kind)
    );
    viewer.renderList();
  };
})();
