// One table of shapes, drawn alike on the canvas and in the legend. Corners lie on a circle of radius 1 or so.

function polygon(corners, turn, stretch = 1) {
  return Array.from({ length: corners }, (_, index) => {
    const angle = (index / corners) * 2 * Math.PI + turn;
    return [Math.cos(angle) * stretch, Math.sin(angle) * stretch];
  });
}

function starCorners() {
  return Array.from({ length: 10 }, (_, index) => {
    const angle = (index / 10) * 2 * Math.PI - Math.PI / 2;
    const reach = index % 2 ? 0.5 : 1.2;
    return [Math.cos(angle) * reach, Math.sin(angle) * reach];
  });
}

const UP = -Math.PI / 2;
const SHAPES = {
  circle: { corners: null },
  square: { corners: polygon(4, Math.PI / 4, 1.22) },
  hexagon: { corners: polygon(6, 0, 1.1) },
  triangle: { corners: polygon(3, UP, 1.28) },
  down: { corners: polygon(3, -UP, 1.28) },
  diamond: { corners: polygon(4, 0, 1.22) },
  pentagon: { corners: polygon(5, UP, 1.14) },
  octagon: { corners: polygon(8, Math.PI / 8, 1.06) },
  star: { corners: starCorners() },
  cross: {
    corners: [[-0.4, -1], [0.4, -1], [0.4, -0.4], [1, -0.4], [1, 0.4], [0.4, 0.4], [0.4, 1], [-0.4, 1], [-0.4, 0.4], [-1, 0.4], [-1, -0.4], [-0.4, -0.4]],
  },
  ring: { corners: null, hollow: true },
  frame: { corners: polygon(4, Math.PI / 4, 1.22), hollow: true },
  kite: { corners: polygon(4, 0, 1.22), hollow: true },
  wedge: { corners: polygon(3, UP, 1.28), hollow: true },
  line: { corners: [[-1.2, -0.2], [1.2, -0.2], [1.2, 0.2], [-1.2, 0.2]] },
};

/** Begin the outline of a shape on a canvas. */
function traceShape(context, name, x, y, size) {
  const { corners } = SHAPES[name] || SHAPES.circle;
  context.beginPath();
  if (!corners) {
    context.arc(x, y, size, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([dx, dy], index) => {
    if (index) context.lineTo(x + dx * size, y + dy * size);
    else context.moveTo(x + dx * size, y + dy * size);
  });
  context.closePath();
}

/** A small picture of a look, for legends and lists. */
function icon(look) {
  const shape = SHAPES[look.shape] || SHAPES.circle;
  const attributes = { class: shape.hollow ? "hollow" : "solid" };
  const outline = shape.corners
    ? drawn("polygon", { ...attributes, points: shape.corners.map(([x, y]) => `${x * 6},${y * 6}`).join(" ") })
    : drawn("circle", { ...attributes, r: 6 });
  return drawn("svg", { class: "icon", viewBox: "-9 -9 18 18", "aria-hidden": "true", look: look.key }, outline);
}
