// Two to four areas side by side. Figures of different periods are set beside each other and said to be so.
"use strict";
(async () => {
  const form = document.querySelector("form.compare");
  const place = document.querySelector("#compared");
  if (!form || !place) return;
  const answer = await fetch(form.dataset.compare);
  if (!answer.ok) return;
  const { areas, rows } = await answer.json();
  const boxes = [...form.querySelectorAll("input[name=areas]")];
  const count = form.querySelector("#compare-count");
  const asked = (new URLSearchParams(location.search).get("areas") || "").split(",").filter((name) => name in areas).slice(0, 4);
  for (const box of boxes) box.checked = asked.includes(box.value);
  form.hidden = false;

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  // Which period do most of these values have? Blank where no two have the same.
  const usual = (values) => {
    const periods = values.map((value) => value[1]);
    const times = (period) => periods.filter((other) => other === period).length;
    const most = periods.reduce((best, period) => (times(period) > times(best) ? period : best), periods[0]);
    return times(most) > 1 ? most : "";
  };

  const remark = (period, common, isMixed) => {
    if (!isMixed) return period;
    return common ? (period === common ? period : `${period} (other period)`) : `${period} (periods differ)`;
  };

  const table = (chosen) => {
    const made = document.createElement("table");
    made.append(element("caption", `${chosen.map((name) => areas[name]).join(", ")}: the newest figure of each topic`));
    const head = made.createTHead().insertRow();
    head.append(element("th", "Figure", { scope: "col" }), ...chosen.map((name) => element("th", areas[name], { scope: "col", class: "num" })));
    const body = made.createTBody();
    for (const row of rows) {
      const held = chosen.filter((name) => row.values[name]);
      if (!held.length) continue;
      const values = held.map((name) => row.values[name]);
      const isMixed = new Set(values.map((value) => value[1])).size > 1;
      const common = usual(values);
      const line = body.insertRow();
      const heading = element("th", "", { scope: "row" });
      heading.append(element("a", row.topic, { href: `../${row.address}` }), element("span", ` ${row.unit}`, { class: "level" }));
      line.append(heading);
      for (const name of chosen) {
        const value = row.values[name];
        const cell = element("td", value ? value[0] : "no figure", { class: value ? "num" : "absent" });
        if (value) cell.append(element("span", remark(value[1], common, isMixed)));
        if (value && value[2]) cell.append(element("span", `range ${value[2]}`));
        line.append(cell);
      }
    }
    const frame = element("div", "", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": "Table: areas compared" });
    frame.append(made);
    return frame;
  };

  const show = (changed) => {
    let chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    if (chosen.length > 4 && changed) {
      changed.checked = false;
      chosen = chosen.filter((name) => name !== changed.value);
      count.textContent = "Four areas at most.";
    } else {
      count.textContent = chosen.length < 2 ? "Choose at least two areas." : `${chosen.length} areas are compared below.`;
    }
    history.replaceState(null, "", chosen.length ? `?areas=${chosen.join(",")}` : location.pathname);
    place.replaceChildren(...(chosen.length < 2 ? [] : [table(chosen)]));
  };
  for (const box of boxes) box.addEventListener("change", () => show(box));
  show(null);
})();
