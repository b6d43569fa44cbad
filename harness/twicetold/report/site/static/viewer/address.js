/* The address leads to exactly what is seen: `#run=…&other=…&view=…&item=a:e1&side=gold&error=3`. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;

  viewer.readAddress = function () {
    const given = new URLSearchParams(location.hash.slice(1));
    return {
      run: given.get("run"),
      other: given.get("other"),
      view: given.get("view"),
      item: given.get("item"),
      side: given.get("side") === "predicted" ? "predicted" : "gold",
      error: Number(given.get("error")),
    };
  };

  /* Colons stay legible. */
  function written(entries) {
    return entries
      .filter(([, value]) => value)
      .map(([key, value]) => key + "=" + encodeURIComponent(value).replace(/%3A/g, ":"))
      .join("&");
  }

  /* Errors are numbered from 1 in the order of the text, of all that the system has in the story. */
  viewer.writeAddress = function () {
    const state = viewer.state;
    const [side, item] = state.selected ? state.selected.split(" ") : [null, null];
    const hash = written([
      ["run", state.run],
      ["other", state.other],
      ["view", state.view],
      ["item", item],
      ["side", side],
      ["error", viewer.errors.indexOf(state.fault) + 1],
    ]);
    history.replaceState(null, "", "#" + hash);
  };

  /* The error that an address means: by its number, if that is one of the item, or else the first of the item. */
  viewer.faultOf = function (address, ref) {
    const isFound = (error) => error.predicted === ref || (error.isLink && error.foundEnds.includes(ref));
    const isOf = (error) => error.ref === ref || (ref && isFound(error));
    const numbered = viewer.errors[address.error - 1];
    return numbered && isOf(numbered) ? numbered : viewer.errors.find((error) => ref && isOf(error)) || null;
  };
})();
