// Let the drawn neighbourhood settle by forces and be dragged; the drawing and its links are those of the page.
"use strict";
(() => {
  const svg = document.querySelector("svg.graph");
  if (!svg || !self.d3?.forceSimulation) return;
  const { width, height } = svg.viewBox.baseVal;
  const parts = [...svg.querySelectorAll("a")];
  const nodes = parts.map((part) => {
    const [x, y] = part.getAttribute("transform").match(/-?\d+/g).map(Number);
    return { part, x, y, self: part.classList.contains("self") };
  });
  const lines = [...svg.querySelectorAll("line")];
  const links = lines.map((line) => ({ line, source: +line.dataset.s, target: +line.dataset.t }));
  const keep = (value, most, edge) => Math.max(edge, Math.min(most - edge, value));
  const draw = () => {
    for (const node of nodes) {
      node.x = keep(node.x, width, 70);
      node.y = keep(node.y, height, 30);
      node.part.setAttribute("transform", `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`);
    }
    for (const { line, source, target } of links) {
      line.setAttribute("x1", source.x); line.setAttribute("y1", source.y);
      line.setAttribute("x2", target.x); line.setAttribute("y2", target.y);
    }
  };
  const simulation = d3.forceSimulation(nodes)
    .force("link", d3.forceLink(links).distance(nodes.length < 12 ? 150 : 95).strength(0.6))
    .force("apart", d3.forceManyBody().strength(nodes.length < 12 ? -900 : -420))
    .force("room", d3.forceCollide(34))
    .force("x", d3.forceX(width / 2).strength(0.04))
    .force("y", d3.forceY(height / 2).strength(0.09))
    .on("tick", draw);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) { simulation.stop().tick(250); draw(); }
  svg.dataset.settled = "forces";

  for (const node of nodes) {
    let start = null, moved = false;
    node.part.addEventListener("dragstart", (event) => event.preventDefault());
    node.part.addEventListener("pointerdown", (event) => { start = [event.clientX, event.clientY]; moved = false; });
    node.part.addEventListener("pointermove", (event) => {
      if (!start || (!moved && Math.hypot(event.clientX - start[0], event.clientY - start[1]) < 5)) return;
      if (!moved) { moved = true; node.part.setPointerCapture(event.pointerId); simulation.alphaTarget(0.25).restart(); }
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      node.fx = point.x; node.fy = point.y;
    });
    const drop = () => { start = null; node.fx = node.fy = null; simulation.alphaTarget(0); };
    node.part.addEventListener("pointerup", drop);
    node.part.addEventListener("pointercancel", drop);
    node.part.addEventListener("click", (event) => { if (moved) event.preventDefault(); });
  }
})();
