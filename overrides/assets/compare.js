// Two to four areas side by side, and wards added up. A row has one unit and one period; where fewer than two of the areas have a figure, it says so instead.
"use strict";
(async () => {
  const form = document.querySelector("form.compare[data-compare]");
  const place = document.querySelector("#compared");
  if (!form || !place) return;
  // In the page itself where it was made to be opened from a folder.
  const block = document.querySelector("script[data-of]");
  const answer = block || (await fetch(form.dataset.compare));
  if (!block && !answer.ok) return;
  const { areas, parts, rows, wards } = block ? JSON.parse(block.textContent) : await answer.json();
  const led = (address) => (block ? address.replace(/\/(?=$|[?#])/, "/index.html") : address);
  const patch = document.querySelector("#my-wards");
  const boxes = [...form.querySelectorAll("input[name=areas]")];
  const wardBoxes = patch ? [...patch.querySelectorAll("input[name=wards]")] : [];
  const count = form.querySelector("#compare-count");
  const together = document.querySelector("#wards-together");
  const query = new URLSearchParams(location.search);
  const listed = (name) => (query.get(name) || "").split(",");
  const asked = listed("areas").filter((name) => name in areas).slice(0, 4);
  for (const box of boxes) box.checked = asked.includes(box.value);
  const askedWards = listed("wards");
  for (const box of wardBoxes) {
    box.checked = askedWards.includes(box.value);
    if (box.checked) box.closest("details").open = true;
  }
  form.hidden = false;
  if (patch) patch.hidden = false;

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const drawn = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  // A dot on its range, from nought to the most of the row; the cell says both in figures. The ends of the range
  // are higher than the dot, so that one that is shorter is seen too.
  const dot = (value, most) => {
    const at = (number) => 4 + (92 * number) / (most || 1);
    const made = drawn("svg", { viewBox: "0 0 100 12", class: "compared-dot", "aria-hidden": "true", focusable: "false" });
    made.append(drawn("line", { class: "axis", x1: 4, x2: 96, y1: 6, y2: 6 }));
    const range = (one, other, up) => drawn("line", { class: "range", x1: at(one), x2: at(other), y1: 6 - up, y2: 6 + up });
    if (value.range) made.append(range(value.lower, value.upper, 0), range(value.lower, value.lower, 5.5), range(value.upper, value.upper, 5.5));
    made.append(drawn("circle", { class: "dot", cx: at(value.value), cy: 6, r: 2.5 }));
    return made;
  };

  const heading = (row) => {
    const made = element("th", "", { scope: "row" });
    made.append(element("a", row.topic, { href: led(`../${row.address}`) }), element("span", `${row.measure}: ${row.unit}, ${row.period}`, { class: "level" }));
    return made;
  };

  const listing = (names) => [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");

  const table = (chosen, shown) => {
    const made = document.createElement("table");
    made.append(element("caption", `${listing(chosen.map((name) => areas[name]))}: one figure for each topic`));
    const head = made.createTHead().insertRow();
    head.append(element("th", "Figure", { scope: "col" }), ...chosen.map((name) => element("th", areas[name], { scope: "col", class: "num" })));
    const body = made.createTBody();
    for (const row of shown) {
      const held = chosen.map((name) => row.values[name]).filter(Boolean);
      const most = Math.max(...held.map((value) => value.upper ?? value.value));
      const line = body.insertRow();
      line.append(heading(row));
      for (const name of chosen) {
        const value = row.values[name];
        const cell = element("td", value ? value.text : "no figure", { class: value ? "num" : "absent" });
        if (value && value.range) cell.append(element("span", `range ${value.range}`));
        if (value) cell.append(dot(value, most));
        line.append(cell);
      }
    }
    const frame = element("div", "", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": "Table: areas compared" });
    frame.append(made);
    return frame;
  };

  // What fewer than two of the chosen areas have.
  const apart = (chosen, left) => {
    const list = element("ul", "", { class: "findings" });
    for (const row of left) {
      const one = chosen.find((name) => row.values[name]);
      const why = one ? `only ${areas[one]} has a figure` : "none of these areas has a figure";
      const line = element("li", "");
      line.append(element("a", row.topic, { href: led(`../${row.address}`) }), element("span", `It cannot be compared, because ${why} (${row.period}).`));
      list.append(line);
    }
    return list;
  };

  const compared = (every) => {
    const chosen = every.filter((name) => !whole(every).includes(name));
    if (chosen.length < 2) return [];
    const held = (row) => chosen.filter((name) => row.values[name]).length;
    const shown = rows.filter((row) => held(row) > 1);
    const left = rows.filter((row) => held(row) < 2);
    return [...(shown.length ? [table(chosen, shown)] : []), ...(left.length ? [apart(chosen, left)] : [])];
  };

  // Those of the chosen that hold another of them: no place stands beside a part of itself.
  const whole = (chosen) => chosen.filter((name) => (parts[name] ?? []).some((part) => chosen.includes(part)));
  const notBeside = (chosen) => whole(chosen).map((name) => {
    const held = parts[name].filter((part) => chosen.includes(part)).map((part) => areas[part]);
    return ` ${areas[name]} is not set beside ${held.join(" and ")}, which it holds.`;
  }).join("");

  // The 95% limits of a count by Byar's approximation, as everywhere on this site.
  const limits = (number) => {
    const z = 1.959964;
    const limit = (n, side) => n * (1 - 1 / (9 * n) + (side * z) / (3 * Math.sqrt(n))) ** 3;
    return [limit(number, -1), limit(number + 1, 1)];
  };

  const added = (chosen) => {
    if (!chosen.length) return "";
    const held = chosen.map((name) => {
      const [district, ward] = name.split("/");
      return wards.districts[district].wards[ward];
    });
    const sum = (column) => held.reduce((total, ward) => total + ward[column], 0);
    const [number, residents] = [sum(1), sum(2)];
    const told = (value) => value.toLocaleString("en-GB", { minimumFractionDigits: wards.decimals, maximumFractionDigits: wards.decimals });
    const which = held.length === 1 ? held[0][0] : `${held.length} wards together`;
    const start = `${which}: ${number.toLocaleString("en-GB")} ${wards.what} ${wards.when}, among ${residents.toLocaleString("en-GB")} residents`;
    if (number < wards.least) return `${start}. No rate is worked out from so few.`;
    const [low, high] = limits(number).map((limit) => told((limit * wards.times) / residents));
    return `${start}, which is ${told((number * wards.times) / residents)} ${wards.per} (range ${low} to ${high}).`;
  };

  const show = (changed) => {
    let chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    if (chosen.length > 4 && changed) {
      changed.checked = false;
      chosen = chosen.filter((name) => name !== changed.value);
      count.textContent = "Four areas at most.";
    } else {
      const beside = chosen.length - whole(chosen).length;
      count.textContent = `${beside < 2 ? "Choose at least two areas." : `${beside} areas are compared below.`}${notBeside(chosen)}`;
    }
    const patched = wardBoxes.filter((box) => box.checked).map((box) => box.value);
    const said = [["areas", chosen], ["wards", patched]].filter(([, names]) => names.length).map(([name, names]) => `${name}=${names.join(",")}`);
    history.replaceState(null, "", said.length ? `?${said.join("&")}` : location.pathname);
    place.replaceChildren(...compared(chosen));
    if (together) together.textContent = added(patched);
  };
  for (const box of [...boxes, ...wardBoxes]) box.addEventListener("change", () => show(boxes.includes(box) ? box : null));
  show(null);
})();
