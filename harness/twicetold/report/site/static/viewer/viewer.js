/* The page of a story: its state, and what changes when that changes. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  const root = document.getElementById("viewer");
  const runSelect = document.getElementById("run");
  const runs = Array.from(runSelect.options, (option) => option.value);
  const VIEWS = ["gold", "prediction", "difference"];

  /* The system whose prediction is held, and how many changes were asked for. */
  let runRead = null;
  let changes = 0;

  viewer.tellings = Array.from(root.querySelectorAll(".telling"));
  viewer.state = {
    view: "gold",
    run: runs[0] || null,
    other: null,
    layers: new Set(viewer.LAYERS),
    selected: null,
    fault: null,
  };
  viewer.errors = [];

  viewer.say = function (words, state) {
    const status = document.getElementById("status");
    status.textContent = words;
    status.className = "status " + (state || "");
  };

  /* Draw what lies over the text: bars, what is lit, curves. */
  viewer.settle = function () {
    viewer.renderGutters();
    viewer.show();
  };

  /* Draw everything anew, or where only layers were switched what has layers; the focus stays where it was. */
  function render(isLayers) {
    const focused = document.activeElement && document.activeElement.dataset.ref;
    viewer.renderControls();
    viewer.renderArticles(viewer.settle);
    const selected = viewer.state.selected && viewer.itemOf(viewer.state.selected);
    if (selected) viewer.ensure(selected);
    if (!isLayers) {
      viewer.renderFaults();
      viewer.later("time line", viewer.renderTimeLine);
      viewer.later("meetings", viewer.renderMeetings);
    }
    viewer.settle();
    viewer.writeAddress();
    const shown = focused && viewer.shown.get(focused);
    if (shown && shown.handle) shown.handle.focus({ preventScroll: true });
  }

  /* Show all about an item, or nothing; without an item given, about the one in focus. */
  viewer.show = function (ref) {
    const shown = ref || viewer.state.selected;
    viewer.light(shown);
    viewer.renderPanel(shown);
    viewer.renderRelations(shown);
  };

  /* Ids of another system mean other items: what was in focus of the last one is so no longer. */
  function read(run, prediction) {
    const letters = viewer.tellings.map((each) => each.dataset.letter);
    viewer.sides.predicted = viewer.readSide(
      "predicted",
      letters.map((letter) => [letter, prediction.articles[letter].extraction]),
      prediction.links
    );
    viewer.errors = viewer.readErrors(prediction, letters).concat(viewer.readLinkErrors(prediction));
    viewer.timeLines = prediction.time_lines;
    viewer.forgetMarks();
    runRead = run;
    const selected = viewer.state.selected;
    if (selected && selected.startsWith("predicted ")) viewer.state.selected = null;
  }

  /* Change view, system or the other system, once what the system found is there; of several changes that wait for that
     the last one counts. What was in focus stays if it is still to be seen. `then` comes after. */
  viewer.set = function (change, then) {
    const state = viewer.state;
    const wanted = Object.assign({}, state, change);
    if (wanted.view !== "gold" && !wanted.run) return;
    const number = ++changes;
    const apply = function () {
      Object.assign(state, change);
      state.fault = null;
      viewer.say("");
      render();
      const item = state.selected && viewer.itemOf(state.selected);
      if (!item || (state.layers.has(item.layer) && !viewer.shown.has(item.ref))) viewer.select(null);
      if (then) then();
    };
    if (wanted.view === "gold" || wanted.run === runRead) {
      apply();
      return;
    }
    const found = function (prediction) {
      if (number !== changes) return;
      read(wanted.run, prediction);
      apply();
    };
    const failed = function () {
      if (number !== changes) return;
      viewer.set({ view: "gold" });
      viewer.say("What this system found could not be loaded.");
    };
    twicetold.load(runSelect.options[runs.indexOf(wanted.run)].dataset.key, found, failed);
  };

  viewer.toggle = function (layer) {
    const layers = viewer.state.layers;
    if (!layers.delete(layer)) layers.add(layer);
    render(true);
  };

  viewer.swap = function () {
    if (viewer.state.other) viewer.set({ run: viewer.state.other, other: viewer.state.run });
  };

  /* Put an item in focus, or nothing: what it is linked with comes into sight, and with `reveal` the item itself, at its
     mark that starts `at`. A `fault` is the error that is meant. */
  viewer.select = function (ref, how) {
    const { reveal, at, fault } = Object.assign({ reveal: false, at: null, fault: null }, how);
    const item = ref && viewer.itemOf(ref);
    viewer.state.selected = item ? ref : null;
    viewer.state.fault = fault;
    if (item) {
      if (!viewer.shown.has(ref) && !viewer.state.layers.has(item.layer)) viewer.toggle(item.layer);
      viewer.ensure(item, fault ? fault.span : []);
      if (reveal) viewer.revealItem(item, at);
      viewer.revealLinked(item);
    }
    viewer.show();
    viewer.writeAddress();
  };

  /* Go where the address leads. */
  function follow() {
    const address = viewer.readAddress();
    const run = runs.includes(address.run) ? address.run : viewer.state.run;
    const other = runs.includes(address.other) ? address.other : viewer.state.other;
    const wanted = address.view || (address.item && address.side === "predicted" ? "prediction" : viewer.state.view);
    const view = VIEWS.includes(wanted) && runs.length ? wanted : "gold";
    viewer.set({ run: run, other: other, view: view }, function () {
      const ref = address.item && address.side + " " + address.item;
      const fault = view === "difference" ? viewer.faultOf(address, ref) : null;
      if (fault) {
        viewer.goToFault(fault);
        return;
      }
      if (!ref) return;
      viewer.toTellings();
      const select = () => viewer.select(ref, { reveal: true });
      const item = viewer.itemOf(ref);
      if (item) viewer.ensure(item);
      if (viewer.shown.has(ref)) select();
      else viewer.set({ view: address.side === "gold" ? "gold" : "prediction" }, select);
    });
  }

  function start(story) {
    viewer.texts = new Map(story.articles.map((each) => [each.letter, viewer.points(each.text)]));
    viewer.sides = {
      gold: viewer.readSide(
        "gold",
        story.articles.map((each) => [each.letter, each.gold]),
        story.links
      ),
      predicted: null,
    };
    root.classList.add("live");
    root.querySelector(".controls").hidden = false;
    root.querySelector(".panel").hidden = false;
    root.querySelectorAll("#views button:not([data-view=gold])").forEach((button) => {
      button.disabled = !runs.length;
    });
    runSelect.closest("label").hidden = !runs.length;
    viewer.makeCanvas();
    viewer.startTimeLine();
    viewer.startWalk();
    viewer.tellings.forEach(viewer.startArticle);
    viewer.tellings.forEach(viewer.startText);
    viewer.startGutters();
    viewer.startControls();
    window.addEventListener("hashchange", follow);
    follow();
  }

  twicetold.load(root.dataset.key, start, () => viewer.say("The data of this story could not be loaded."));
})();
