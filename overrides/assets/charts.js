// A chart becomes live when the reader reaches for it: the Vega that drew the picture is loaded once,
// from this site, and draws the published specification again with a label on every mark.
"use strict";
(() => {
  const vega = document.currentScript.dataset.vega;
  const NAMES = { label: "", who: "", period: "", text: "", earlier_text: "Before", later_text: "After" };
  let loading = null;

  const load = () => {
    loading = loading || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = vega;
      script.onload = () => resolve(window.vegaEmbed);
      script.onerror = () => reject(new Error("Vega did not load"));
      document.head.append(script);
    });
    return loading;
  };

  // Tooltips name the fields that the rows hold; texts only, which Vega escapes.
  const withTooltips = (spec) => {
    const row = ((spec.datasets || {}).rows || [])[0] || {};
    const fields = ["label", "who", "text"].filter((name) => name in row);
    const tooltip = fields.map((field) => ({ field, type: "nominal", title: field === "text" ? "figure" : field === "who" ? "area" : "row" }));
    for (const layer of spec.layer || []) {
      const mark = typeof layer.mark === "string" ? { type: layer.mark } : layer.mark;
      if (mark && ["bar", "point"].includes(mark.type) && mark.tooltip !== false) {
        layer.encoding = { ...layer.encoding, tooltip };
      }
    }
    return spec;
  };

  const enliven = async (figure) => {
    if (figure.dataset.live) return;
    figure.dataset.live = "loading";
    const drawing = figure.querySelector(".drawing");
    const still = drawing.querySelector("svg");
    const button = figure.querySelector("button.explore");
    try {
      const [embed, answer] = await Promise.all([load(), fetch(drawing.dataset.spec)]);
      if (!answer.ok) throw new Error("The specification did not load");
      const spec = withTooltips(await answer.json());
      delete spec.usermeta;
      const live = document.createElement("div");
      live.className = "live";
      live.hidden = true;
      drawing.append(live);
      const result = await embed(live, spec, { ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true }, logLevel: 1 });
      const svg = live.querySelector("svg");
      const box = svg.getAttribute("viewBox").split(" ");
      box[2] = Math.max(Number(box[2]), 420);
      svg.setAttribute("viewBox", box.join(" "));
      svg.removeAttribute("width");
      svg.removeAttribute("height");
      // The name and the description stay with the picture that was there first.
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-labelledby", still.getAttribute("aria-labelledby"));
      for (const part of svg.querySelectorAll("[role], [aria-label], [aria-roledescription]")) {
        part.removeAttribute("role");
        part.removeAttribute("aria-label");
        part.removeAttribute("aria-roledescription");
      }
      live.hidden = false;
      still.setAttribute("hidden", "");
      still.style.display = "none";
      figure.dataset.live = "yes";
      if (button) button.hidden = true;
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") for (const tip of document.querySelectorAll(".vg-tooltip")) tip.classList.remove("visible");
      });
      return result;
    } catch {
      figure.dataset.live = "failed";
      if (button) button.textContent = "The live chart could not be loaded; the picture stays";
    }
  };

  for (const figure of document.querySelectorAll("figure.chart")) {
    const button = figure.querySelector("button.explore");
    if (button) {
      button.hidden = false;
      button.addEventListener("click", () => enliven(figure));
    }
    const drawing = figure.querySelector(".drawing");
    for (const reach of ["pointerenter", "touchstart"]) {
      drawing.addEventListener(reach, () => enliven(figure), { once: true, passive: true });
    }
  }
})();
