// A chart becomes live when the reader reaches for it: the Vega that drew the picture is loaded once,
// from this site, and draws the published specification again, with the words of its table on every mark.
"use strict";
(() => {
  const source = document.currentScript.dataset.vega;
  const MARKS = ["bar", "point", "circle", "square"];
  const HINT = "Live: point at a mark to read it";
  let loading = null;
  let tip = null;
  let leaving = 0;

  const load = () => {
    loading = loading || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = () => resolve(window.vegaEmbed);
      script.onerror = () => reject(new Error("Vega did not load"));
      document.head.append(script);
    }).catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  };

  // A label says what the chart's own table says of the mark, under the headings of that table.
  const withLabels = (spec) => {
    const tooltip = spec.usermeta.labels.map((label) => ({ ...label, type: "nominal" }));
    const each = (part) => {
      const mark = typeof part.mark === "string" ? { type: part.mark } : part.mark;
      if (mark && MARKS.includes(mark.type) && mark.opacity !== 0) {
        part.mark = { ...mark, tooltip: undefined };
        part.encoding = { ...part.encoding, tooltip };
      }
      for (const inner of [...(part.layer || []), ...(part.spec ? [part.spec] : [])]) each(inner);
    };
    each(spec);
    delete spec.usermeta;
    return spec;
  };

  const hide = () => {
    if (tip) tip.hidden = true;
  };
  const hideSoon = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 200);
  };

  // The label stands beside its mark and stays while the pointer is on either; Escape puts it away.
  const show = (handler, event, item, value) => {
    if (!value) return hideSoon();
    clearTimeout(leaving);
    if (!tip) {
      tip = document.createElement("div");
      tip.className = "tip";
      tip.addEventListener("pointerenter", () => clearTimeout(leaving));
      tip.addEventListener("pointerleave", hideSoon);
      document.body.append(tip);
    }
    const lines = Object.entries(value).filter(([, text]) => text).map(([title, text], place) => {
      const line = document.createElement(place ? "span" : "b");
      line.textContent = place ? `${title}: ${text}` : text;
      return line;
    });
    tip.replaceChildren(...lines);
    tip.hidden = false;
    const at = event.touches ? event.touches[0] || event.changedTouches[0] : event;
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = `${window.scrollX + Math.max(8, Math.min(at.clientX + 6, room))}px`;
    tip.style.top = `${window.scrollY + at.clientY + 14}px`;
  };

  const dress = (live, still) => {
    const svg = live.querySelector("svg");
    const box = svg.getAttribute("viewBox").split(" ");
    box[2] = still.getAttribute("viewBox").split(" ")[2];
    svg.setAttribute("viewBox", box.join(" "));
    for (const size of ["width", "height"]) svg.removeAttribute(size);
    for (const part of [live, ...live.querySelectorAll("[role], [aria-label], [aria-roledescription]")]) {
      for (const name of ["role", "aria-label", "aria-roledescription"]) part.removeAttribute(name);
    }
    // The name and the description are those of the picture that was there first.
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-labelledby", still.getAttribute("aria-labelledby"));
  };

  // Who came with the keyboard stays at the chart.
  const putAway = (button, drawing) => {
    const hint = document.createElement("span");
    hint.setAttribute("role", "status");
    button.after(hint);
    hint.textContent = HINT;
    if (document.activeElement === button) {
      drawing.tabIndex = -1;
      drawing.focus({ preventScroll: true });
    }
    button.hidden = true;
  };

  const enliven = async (figure) => {
    if (["loading", "yes"].includes(figure.dataset.live)) return;
    figure.dataset.live = "loading";
    const drawing = figure.querySelector(".drawing");
    const still = drawing.querySelector("svg");
    const button = figure.querySelector("button.explore");
    const live = document.createElement("div");
    live.className = "live";
    live.hidden = true;
    try {
      const [embed, answer] = await Promise.all([load(), fetch(drawing.dataset.spec)]);
      if (!answer.ok) throw new Error("The specification did not load");
      const spec = withLabels(await answer.json());
      drawing.append(live);
      await embed(live, spec, { ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: show, logLevel: 1 });
      dress(live, still);
      live.hidden = false;
      still.style.display = "none";
      if (button) putAway(button, drawing);
      figure.dataset.live = "yes";
    } catch {
      live.remove();
      figure.dataset.live = "failed";
      if (button) button.textContent = "The live chart could not be loaded; the picture stays";
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  for (const figure of document.querySelectorAll("figure.chart")) {
    const drawing = figure.querySelector(".drawing[data-spec]");
    const button = figure.querySelector("button.explore");
    if (!drawing) continue;
    if (button) {
      button.hidden = false;
      button.addEventListener("click", () => enliven(figure));
    }
    for (const reach of ["pointerenter", "touchstart", "focusin"]) {
      drawing.addEventListener(reach, () => enliven(figure), { once: true, passive: true });
    }
  }
})();
