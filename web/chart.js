// A bar chart of an answer that has a column of numbers: the first such column, named by the first of another kind.
const SVG = "http://www.w3.org/2000/svg";
const NUMBER = /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;
const MOST = 60;

const element = (name, attributes, text) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
};

const short = (cell) => {
  const text = cell?.type === "uri" ? cell.value.replace(/^.*[#/](?=[^#/]+$)/, "") : cell?.value ?? "";
  return text.length > 34 ? `${text.slice(0, 33)}…` : text;
};

export class Chart {
  priority = 1;
  label = "Chart";

  constructor(yasr) { this.yasr = yasr; }

  columns() {
    const rows = this.yasr.results?.getBindings() ?? [];
    const names = this.yasr.results?.getVariables() ?? [];
    const isNumber = (name) => rows.length > 0 && rows.every((row) => NUMBER.test(row[name]?.datatype ?? ""));
    const value = names.find(isNumber);
    return { rows, value, label: names.find((name) => name !== value && !isNumber(name)) };
  }

  canHandleResults() {
    const { value, label } = this.columns();
    return value !== undefined && label !== undefined;
  }

  draw() {
    const { rows, value, label } = this.columns();
    const shown = rows.slice(0, MOST).map((row) => ({ name: short(row[label]), count: Number(row[value].value) }));
    const top = Math.max(...shown.map((row) => row.count), 0) || 1;
    const svg = element("svg", {
      viewBox: `0 0 760 ${shown.length * 22 + 8}`, role: "img", class: "chart", "aria-label": `${value} by ${label}`,
    });
    shown.forEach(({ name, count }, number) => {
      const y = number * 22 + 4;
      svg.append(
        element("text", { x: 250, y: y + 13, "text-anchor": "end" }, name),
        element("rect", { x: 258, y, width: Math.max(1, (Math.max(count, 0) / top) * 430), height: 17 }),
        element("text", { x: 264 + (Math.max(count, 0) / top) * 430, y: y + 13 }, String(count)),
      );
    });
    this.yasr.resultsEl.replaceChildren(svg);
    if (rows.length > MOST) this.yasr.resultsEl.append(`The first ${MOST} of ${rows.length} rows.`);
  }

  getIcon() {
    const icon = element("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
    icon.append(...[[1, 8], [6, 3], [11, 6]].map(([x, y]) => element("rect", { x, y, width: 4, height: 15 - y })));
    return icon;
  }
}
