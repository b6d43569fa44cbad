/* All about the item in focus. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  const element = viewer.element;

  function linkTo(ref, words) {
    const item = viewer.itemOf(ref);
    if (!item) return element("span", {}, words || ref.split(" ")[1]);
    const link = element(
      "a",
      { href: "#item=" + item.letter + ":" + item.id + "&side=" + item.side },
      words || item.title
    );
    link.dataset.ref = ref;
    return link;
  }

  function own(item, id) {
    return linkTo(viewer.ref(item.side, item.letter, id));
  }

  function quote(item, span) {
    return span && span.length ? element("q", {}, viewer.words(viewer.texts.get(item.letter), span)) : null;
  }

  function mentionsOf(item) {
    return item.data.mentions.map((each) =>
      element(
        "span",
        { class: "line" },
        quote(item, each.span),
        element("span", { class: "quiet" }, " " + (each.level || "NAM"))
      )
    );
  }

  function argumentsOf(item) {
    return (item.data.arguments || []).map((each) =>
      element(
        "span",
        { class: "line" },
        element("span", { class: "role" }, each.role),
        " ",
        each.filler ? own(item, each.filler) : quote(item, each.span)
      )
    );
  }

  const FIELDS = {
    entities: (item, data) => [
      ["Type", data.type],
      ["Name", data.name],
      ["Mentions", mentionsOf(item)],
    ],
    dates: (item, data) => [
      ["Type", data.type],
      ["Value", data.value],
      ["Modifier", data.mod],
      ["Words", quote(item, data.span)],
      ["Reckoned from", data.anchor ? own(item, data.anchor) : null],
    ],
    events: (item, data) => [
      ["Type", data.type],
      ["Polarity", (data.polarity || "POSITIVE").toLowerCase()],
      ["Realis", (data.realis || "ACTUAL").toLowerCase()],
      ["Triggers", data.triggers.map((span) => element("span", { class: "line" }, quote(item, span)))],
      ["Arguments", argumentsOf(item)],
    ],
    claims: (item, data) => [
      [
        "Source",
        data.source_entity ? [quote(item, data.source), " ", own(item, data.source_entity)] : quote(item, data.source),
      ],
      ["Cue", quote(item, data.cue)],
      ["Content", quote(item, data.content)],
      ["Mode", (data.mode || "INDIRECT").toLowerCase()],
      ["Stance", (data.stance || "ASSERTS").toLowerCase()],
      ["Said within", data.nested_in ? own(item, data.nested_in) : null],
    ],
  };

  function phenomenaOf(item) {
    const mentions = item.layer === "entities" ? item.data.mentions.flatMap((each) => each.phenomena || []) : [];
    return Array.from(new Set((item.data.phenomena || []).concat(mentions))).join(", ");
  }

  /* What an item is linked with; in the difference whether each link is right, missed, spurious or wrong. */
  function elsewhere(item) {
    return viewer.linksOf(item.ref).map(function (link) {
      const other = viewer.itemOf(link.other);
      const state = link.state
        ? element(
            "span",
            { class: "sign " + link.state },
            viewer.STATES[link.state] + (link.state === "right" ? " " : " " + viewer.stateWords(link) + ": ")
          )
        : null;
      const relation = link.label
        ? [
            element("span", { class: "sign" }, viewer.SIGNS[link.label]),
            " " + viewer.RELATIONS[link.label] + " with ",
          ]
        : [];
      return element(
        "span",
        { class: "line " + (link.label ? link.label.toLowerCase() : "same") },
        state,
        relation,
        element("span", { class: "letter" }, other ? other.letter : "?"),
        " ",
        linkTo(link.other)
      );
    });
  }

  function faultsOf(item) {
    if (viewer.state.view !== "difference") return [];
    const found = viewer.errors.filter((error) => error.gold === item.ref || error.predicted === item.ref);
    if (!found.length) return [element("span", { class: "line right" }, viewer.STATES.right + " right")];
    const counts = new Map();
    found.forEach(function (error) {
      const words = viewer.STATES[error.state] + " " + error.layer + ", " + error.kind + ": " + error.label;
      const other = error.kind === "wrong role" ? null : error.gold === item.ref ? error.predicted : error.gold;
      const key = words + " " + other;
      const known = counts.get(key) || { error: error, words: words, other: other, count: 0 };
      counts.set(key, Object.assign(known, { count: known.count + 1 }));
    });
    return Array.from(counts.values(), ({ error, words, other, count }) =>
      element(
        "span",
        { class: "line " + error.state },
        words + (count > 1 ? " ×" + count : ""),
        other
          ? [
              element("br"),
              element("span", { class: "quiet" }, error.gold === item.ref ? "found: " : "gold: "),
              linkTo(other),
            ]
          : []
      )
    );
  }

  function isThere(value) {
    return Array.isArray(value) ? value.some(Boolean) : Boolean(value);
  }

  viewer.renderPanel = function (ref) {
    const place = document.getElementById("details");
    const item = ref && viewer.itemOf(ref);
    place.classList.toggle("empty", !item);
    if (!item) {
      place.replaceChildren(
        element(
          "p",
          { class: "quiet" },
          "Point at marked words, or go from one to the next with Tab and the arrow keys: here stands all about them."
        )
      );
      return;
    }
    const isAboutLink = Boolean(viewer.state.fault && viewer.state.fault.isLink);
    const others = ["Other telling", elsewhere(item)];
    const rows = [
      ...(isAboutLink ? [others] : []),
      ["Difference", faultsOf(item)],
      ...FIELDS[item.layer](item, item.data),
      ["Phenomena", phenomenaOf(item)],
      ...(isAboutLink ? [] : [others]),
    ];
    const close = element("button", { type: "button", class: "close", "aria-label": "Nothing in focus" }, "×");
    close.addEventListener("click", () => viewer.select(null));
    place.replaceChildren(
      element(
        "p",
        { class: "kind" },
        close,
        element(
          "span",
          { class: "sample " + item.layer },
          viewer.NAMES[item.layer]
        ),
        element(
          "span",
          { class: "quiet" },
          " " + item.letter + ":" + item.id + (item.side === "predicted" ? ", found" : "")
        )
      ),
      element("h2", {}, item.title),
      element(
        "dl",
        {},
        rows
          .filter(([, value]) => isThere(value))
          .flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])
      )
    );
  };
})();
