/* Where claims of two tellings meet: curves between the columns for the claim in focus, and the list under the text. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  const SVG = "http://www.w3.org/2000/svg";
  const SMOOTH = 48;
  /* Pixels: how long a tooth of a zigzag is, and how far it swings. */
  const TOOTH = 7;
  const AMPLITUDE = 4;

  function svg(name, attributes, text) {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(function ([key, value]) {
      made.setAttribute(key, value);
    });
    if (text) made.textContent = text;
    return made;
  }

  /* Where a curve leaves or meets a claim: at the side of its telling, at the height of its content, kept in sight. */
  function anchorOf(ref, isLeft, origin) {
    const shown = viewer.shown.get(ref);
    const run = shown && (shown.contents[0] || shown.runs[0]);
    if (!run) return null;
    const pane = run.closest(".telling").getBoundingClientRect();
    const boxes = run.getClientRects();
    const box = boxes[0] || run.getBoundingClientRect();
    const middle = (box.top + box.bottom) / 2;
    const y = Math.min(Math.max(middle, pane.top + 8), pane.bottom - 8);
    return { x: (isLeft ? pane.right : pane.left) - origin.left, y: y - origin.top };
  }

  function pointOn(from, to, share) {
    const bend = (to.x - from.x) * 0.5;
    const [a, b, c, d] = [(1 - share) ** 3, 3 * share * (1 - share) ** 2, 3 * share ** 2 * (1 - share), share ** 3];
    return {
      x: a * from.x + b * (from.x + bend) + c * (to.x - bend) + d * to.x,
      y: a * from.y + b * from.y + c * to.y + d * to.y,
    };
  }

  /* A smooth curve, or for a contradiction a zigzag along it, smooth at its ends. */
  function pathOf(from, to, label) {
    const isZigzag = label === "CONTRADICT";
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const steps = isZigzag ? Math.max(10, Math.round(length / TOOTH)) : SMOOTH;
    const isSteep = Math.abs(to.y - from.y) > Math.abs(to.x - from.x);
    const points = [];
    for (let step = 0; step <= steps; step += 1) {
      const point = pointOn(from, to, step / steps);
      const swing = isZigzag && step > 1 && step < steps - 1 ? (step % 2 ? AMPLITUDE : -AMPLITUDE) : 0;
      points.push((point.x + (isSteep ? swing : 0)).toFixed(1) + " " + (point.y + (isSteep ? 0 : swing)).toFixed(1));
    }
    return "M" + points.join("L");
  }

  function draw(canvas, own, other, label) {
    const origin = canvas.getBoundingClientRect();
    const columns = [own, other].map((ref) => {
      const item = viewer.itemOf(ref);
      const telling = item && viewer.tellings.find((each) => each.dataset.letter === item.letter);
      return telling ? telling.getBoundingClientRect().left : null;
    });
    if (columns[0] === null || columns[1] === null || columns[0] === columns[1]) return;
    const isLeft = columns[0] < columns[1];
    const ends = [anchorOf(own, isLeft, origin), anchorOf(other, !isLeft, origin)];
    if (!ends[0] || !ends[1]) return;
    const [from, to] = isLeft ? ends : [ends[1], ends[0]];
    const middle = pointOn(from, to, 0.5);
    const group = svg("g", { class: "curve " + label.toLowerCase(), "data-label": label });
    group.append(
      svg("path", { d: pathOf(from, to, label) }),
      svg("circle", { cx: from.x, cy: from.y, r: 3 }),
      svg("circle", { cx: to.x, cy: to.y, r: 3 }),
      svg("circle", { class: "ground", cx: middle.x, cy: middle.y, r: 10 }),
      svg("text", { x: middle.x, y: middle.y + 5, "text-anchor": "middle" }, viewer.SIGNS[label])
    );
    canvas.append(group);
  }

  viewer.renderRelations = function (ref) {
    const canvas = viewer.canvas;
    canvas.replaceChildren();
    const item = ref && viewer.itemOf(ref);
    if (!item || item.layer !== "claims") return;
    (viewer.sides[item.side].links.byClaim.get(ref) || []).forEach((each) => draw(canvas, ref, each.other, each.label));
  };

  viewer.makeCanvas = function () {
    viewer.canvas = svg("svg", { class: "curves", "aria-hidden": "true" });
    document.querySelector(".tellings").append(viewer.canvas);
  };

  function saidOf(item) {
    const element = viewer.element;
    const words = (part) => viewer.words(viewer.texts.get(item.letter), item.data[part] || []);
    const link = element(
      "a",
      { href: "#item=" + item.letter + ":" + item.id },
      words("content") || words("cue") || item.id
    );
    link.dataset.ref = item.ref;
    return element(
      "div",
      { class: "said" },
      element("span", { class: "letter" }, item.letter),
      element(
        "p",
        {},
        words("source") ? [element("span", { class: "who" }, words("source")), " "] : [],
        words("cue") ? [element("span", { class: "how" }, words("cue")), " "] : [],
        link
      )
    );
  }

  /* The list under the text, of gold or of what the system found. */
  viewer.renderMeetings = function () {
    const element = viewer.element;
    const side = viewer.mainSide();
    const rows = viewer.sides[side].links.relations
      .map(function (each) {
        const [first, second] = [each.first, each.second].map(viewer.itemOf);
        if (!first || !second) return null;
        return element(
          "li",
          { class: "meeting " + each.label.toLowerCase() },
          saidOf(first),
          element(
            "span",
            { class: "relation" },
            element("span", { class: "sign", "aria-hidden": "true" }, viewer.SIGNS[each.label]),
            " " + each.label.toLowerCase()
          ),
          saidOf(second)
        );
      })
      .filter(Boolean);
    document
      .getElementById("meetings")
      .replaceChildren(...(rows.length ? rows : [element("li", { class: "quiet" }, "None.")]));
    document.getElementById("meetings-of").textContent =
      "Claims of both tellings about the same matter, " +
      (side === "gold" ? "by the gold" : "as the system has them") +
      ": = agree, ≠ contradict, + elaborate.";
  };
})();
