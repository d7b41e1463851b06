// The picture as SVG, to be set in print or changed by hand.

/** The points, lines and names that are seen, as the text of an SVG file. */
function vectorOf({ width, height, points, lines, rings, names, style, colour }) {
  const root = drawn("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": style.font, "font-size": 12 });
  root.append(drawn("rect", { width, height, fill: style.background }));
  for (const { x, y, radius } of rings) root.append(drawn("circle", { cx: round(x), cy: round(y), r: round(radius), fill: style.paper, stroke: style.line }));
  for (const { from, to, thick, dashed } of lines) {
    root.append(drawn("line", { x1: round(from.x), y1: round(from.y), x2: round(to.x), y2: round(to.y), stroke: style.line, "stroke-width": round(thick), "stroke-dasharray": dashed ? "6 5" : null }));
  }
  for (const point of points) root.append(vectorPoint(point, style, colour));
  for (const { x, y, text, strong } of names) {
    root.append(drawn("text", { x: round(x), y: round(y), fill: style.ink, stroke: style.background, "stroke-width": 3, "paint-order": "stroke", "dominant-baseline": "central", "font-weight": strong ? 600 : null, text: bearable(text) }));
  }
  return new XMLSerializer().serializeToString(root);
}

function vectorPoint({ x, y, size, shape, look, label, parts }, style, colour) {
  const form = SHAPES[shape] || SHAPES.circle;
  const title = drawn("title", { text: bearable(label) });
  if (parts) return drawn("circle", { cx: round(x), cy: round(y), r: round(size * 0.95), fill: style.paper, stroke: colour(parts[0][0]), "stroke-width": round(Math.max(2, size * 0.09)) }, title);
  const paint = form.hollow ? { fill: style.background, stroke: colour(look), "stroke-width": 2.4 } : { fill: colour(look), stroke: style.background, "stroke-width": 1.2 };
  if (!form.corners) return drawn("circle", { cx: round(x), cy: round(y), r: round(size), ...paint }, title);
  return drawn("polygon", { points: form.corners.map(([dx, dy]) => `${round(x + dx * size)},${round(y + dy * size)}`).join(" "), ...paint }, title);
}

function round(number) {
  return Math.round(number * 10) / 10;
}
