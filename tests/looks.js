// What axe need look at in a page that is looked at again, in another width or scheme.
//
// Text stands out or not by its own colour, by what lies behind it, and by its size. Where all of
// that is as it was for a text of this page that axe has been shown, and nothing that does not hold
// the text is laid over or under it, axe would only say the same again. What the other rules read
// is the same where every box of the page stands as it stood in a look before.
"use strict";
window.looks = (() => {
  const texts = new Set();
  const layouts = new Set();
  const BEHIND = ["color", "backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "position", "zIndex"];
  const OWN = ["fill", "fontSize", "fontWeight", "textShadow", "textDecoration", "borderBottom", "webkitTextFillColor", "webkitTextStroke"];
  const BOX = ["display", "visibility", "position", "overflowX", "overflowY", "clipPath"];
  const FORMS = "input, select, textarea, button, meter, progress";
  const LINKS = "a[href], [role=link]";
  const MARK = "data-look";

  const said = (style, names) => names.map((name) => style[name]).join(" ");
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const isMoved = (style) =>
    style.position !== "static" || style.cssFloat !== "none" || style.transform !== "none" || /-\d/.test(style.margin);
  const meet = (one, other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

  // Every box that is there, with the words that decide how its text stands out.
  const boxes = (element, around, found) => {
    const style = getComputedStyle(element);
    if (style.display === "none") return found;
    const words = `${around}>${element.localName}.${element.getAttribute("class") || ""} ${said(style, BEHIND)}`;
    found.push({ element, style, words, rect: element.getBoundingClientRect() });
    for (const inner of element.children) boxes(inner, words, found);
    return found;
  };

  const isNew = (known, word) => known.size !== known.add(word).size;

  // Mark the texts that axe is to look at. How many are there?
  const mark = (all) => {
    const moved = all.filter(({ style, rect }) => isMoved(style) && rect.width && rect.height);
    let count = 0;
    for (const { element, style, words, rect } of all) {
      element.removeAttribute(MARK);
      const isForm = element.matches(FORMS);
      if (style.visibility !== "visible" || !(isForm || hasText(element) || element.matches(LINKS))) continue;
      const isLaidOver = () =>
        moved.some((box) => meet(box.rect, rect) && !box.element.contains(element) && !element.contains(box.element));
      if (!isNew(texts, `${words} ${said(style, OWN)}`) && !isForm && !isLaidOver()) continue;
      element.setAttribute(MARK, "");
      count += 1;
    }
    return count;
  };

  const layout = (all) =>
    all.map(({ style, rect }) => `${said(style, BOX)} ${rect.left} ${rect.top} ${rect.width} ${rect.height}`).join(";");

  // What axe finds wrong in the page as it stands, but for what it was shown of it before.
  const wrong = async (tags, ofColour) => {
    const all = boxes(document.documentElement, "", []);
    const marked = (selectors) => selectors.map((selector) => `${selector}[${MARK}]`).join(", ");
    axe.configure({ rules: Object.entries(ofColour).map(([id, selectors]) => ({ id, selector: marked(selectors) })) });
    const hasTexts = mark(all) > 0;
    const hasMoved = isNew(layouts, layout(all));
    const names = { type: "rule", values: Object.keys(ofColour) };
    if (!hasTexts && !hasMoved) return [];
    const runOnly = hasMoved ? { type: "tag", values: tags } : names;
    const { violations } = await axe.run({ resultTypes: ["violations"], runOnly });
    return violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.slice(0, 3).map(({ target }) => String(target).replaceAll(`[${MARK}=""]`, "")).join("; ") }));
  };
  return { wrong };
})();
