/* Curves between the columns: from the claim in focus to those that it meets, and along the link that is an error. What
   kind of relation it is and whether it is right are told by the form of the line and by the signs on it. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  const SVG = "http://www.w3.org/2000/svg";
  const SMOOTH = 48;
  /* Pixels: how long a tooth of a zigzag is, and how far it swings. */
  const TOOTH = 7;
  const AMPLITUDE = 4;

  viewer.svg = function (name, attributes, ...content) {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(function ([key, value]) {
      made.setAttribute(key, value);
    });
    made.append(...content);
    return made;
  };
  const svg = viewer.svg;

  /* Where a curve leaves or meets a claim: at the side of its telling, at the height of its content, kept in sight. */
  function anchorOf(ref, isLeft, origin) {
    const shown = viewer.shown.get(ref);
    const run =
      shown && (viewer.firstOf(shown.contents) || viewer.firstOf(shown.runs) || viewer.firstOf(shown.fillers));
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

  /* Where a curve begins and ends, from left to right, or null where an end is not to be seen. */
  function endsOf(own, other, origin) {
    const columns = [own, other].map((ref) => {
      const item = viewer.itemOf(ref);
      const telling = item && viewer.tellings.find((each) => each.dataset.letter === item.letter);
      return telling ? telling.getBoundingClientRect().left : null;
    });
    if (columns[0] === null || columns[1] === null || columns[0] === columns[1]) return null;
    const isLeft = columns[0] < columns[1];
    const ends = [anchorOf(own, isLeft, origin), anchorOf(other, !isLeft, origin)];
    if (!ends[0] || !ends[1]) return null;
    return isLeft ? ends : [ends[1], ends[0]];
  }

  /* What stands on a curve: whether it is right, and what kind of relation it is; where its kind is wrong, both kinds. */
  function signOf(link) {
    const kind = link.label ? viewer.SIGNS[link.label] : "";
    if (link.state === "wrong") return kind + " → " + viewer.SIGNS[link.error.foundLabel];
    return [link.state ? viewer.STATES[link.state] : "", kind].filter(Boolean).join(" ");
  }

  function curveOf(link, [from, to]) {
    const middle = pointOn(from, to, 0.5);
    const sign = signOf(link);
    const half = 10 + 4.5 * (sign.length - 1);
    const path = { d: pathOf(from, to, link.label) };
    const kind = link.label ? link.label.toLowerCase() : "same";
    return svg(
      "g",
      { class: "curve " + kind + (link.state ? " " + link.state : ""), "data-label": link.label },
      svg("path", path),
      ...(link.state === "spurious" ? [svg("path", Object.assign({ class: "hollow" }, path))] : []),
      svg("circle", { cx: from.x, cy: from.y, r: 3 }),
      svg("circle", { cx: to.x, cy: to.y, r: 3 }),
      svg("rect", { class: "ground", x: middle.x - half, y: middle.y - 10, width: 2 * half, height: 20, rx: 10 }),
      svg("text", { x: middle.x, y: middle.y + 5, "text-anchor": "middle" }, sign)
    );
  }

  function drawnLinks(ref) {
    const fault = viewer.state.fault;
    const links = viewer.linksOf(ref);
    if (fault && fault.isLink && fault.ends.includes(ref)) return links.filter((link) => link.error === fault);
    return links.filter((link) => link.label);
  }

  /* All ends are found before anything is drawn, so that the page is laid out once. */
  viewer.renderRelations = function (ref) {
    const canvas = viewer.canvas;
    const links = ref && viewer.itemOf(ref) ? drawnLinks(ref) : [];
    if (!links.length && !canvas.firstChild) return;
    const origin = links.length ? canvas.getBoundingClientRect() : null;
    const curves = links
      .map((link) => [link, endsOf(ref, link.other, origin)])
      .filter(([, ends]) => ends)
      .map(([link, ends]) => curveOf(link, ends));
    canvas.replaceChildren(...curves);
  };

  viewer.makeCanvas = function () {
    viewer.canvas = svg("svg", { class: "curves", "aria-hidden": "true" });
    document.querySelector(".tellings").append(viewer.canvas);
  };
})();
