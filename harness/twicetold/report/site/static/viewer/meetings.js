/* The list under the text: where claims of the tellings meet, of gold, of what was found, or what is wrong with it. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  const element = viewer.element;

  function saidOf(item) {
    const words = (part) => viewer.words(viewer.texts.get(item.letter), item.data[part] || []);
    const link = element(
      "a",
      { href: "#item=" + item.letter + ":" + item.id + "&side=" + item.side },
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

  function relationOf(link) {
    const words = [
      element("span", { class: "sign", "aria-hidden": "true" }, viewer.SIGNS[link.label]),
      " " + link.label.toLowerCase(),
    ];
    if (!link.state) return element("span", { class: "relation" }, words);
    const state = element(
      "span",
      { class: "state " + link.state },
      element("span", { "aria-hidden": "true" }, viewer.STATES[link.state]),
      " " + viewer.stateWords(link)
    );
    return element("span", { class: "relation" }, words, state);
  }

  function rowOf(link) {
    const [first, second] = link.ends.map(viewer.itemOf);
    if (!first || !second) return null;
    return element(
      "li",
      { class: "meeting " + link.label.toLowerCase() + (link.state ? " " + link.state : "") },
      saidOf(first),
      relationOf(link),
      saidOf(second)
    );
  }

  /* How many links are right, missed, spurious and wrong, in words. */
  function countsOf(links) {
    return Object.keys(viewer.STATES)
      .map((state) => [state, links.filter((link) => link.state === state).length])
      .filter(([, count]) => count)
      .map(([state, count]) => viewer.STATES[state] + " " + count + " " + state)
      .join(", ");
  }

  const WHOSE = {
    gold: "by the gold",
    prediction: "as the system has them",
    difference: "by the gold, and what the system has otherwise",
  };

  /* Draw the list anew. Returns true: it is done. */
  viewer.renderMeetings = function () {
    const links = viewer.relations();
    const rows = links.map(rowOf).filter(Boolean);
    document
      .getElementById("meetings")
      .replaceChildren(...(rows.length ? rows : [element("li", { class: "quiet" }, "None.")]));
    const counts = countsOf(links);
    document.getElementById("meetings-of").textContent =
      "Claims of both tellings about the same matter, " +
      WHOSE[viewer.state.view] +
      ": = agree, ≠ contradict, + elaborate." +
      (counts ? " Of these are " + counts + "." : "");
    return true;
  };
})();
