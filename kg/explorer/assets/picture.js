// The one place that knows the drawing library. Another renderer takes over by offering the same functions:
//   show(scene)         points {id, x, y, size, label, weight, shape, look}, those that stand for many with parts [[look, count]],
//                       lines {id, from, to, label, dashed, arrows, count} and rings {x, y, radius} around what belongs together
//   lookAt(circle)      bring a circle {x, y, radius} into sight, as large as it may be
//   emphasise(ids, id)  these points and the lines between them stand out, one of them most; null is all alike
//   repaint(), fit(), zoom(factor), visit(id), placeOf(id), image(), vector(), written(), drawn()
// and by calling pick({node}), pick({line}) or pick(null), open(node), and covered(): the pixels that a panel
// hides of the picture's {right, bottom}.

const MANY_LINES = 600;
const LONGEST_NAME = { wide: 60, narrow: 30 }; // letters of a label: names of ministries are long, telephones narrow
const MAJOR_POINTS = 28;
const MAJOR_WEIGHT = 5;
const FLIGHT = 350; // milliseconds
const REST = 160; // after a movement, until all names are written again
const FIT_MARGIN = { x: 56, y: 40 };

/** Draw into the container. */
function createPicture(container, { pick, open, covered }) {
  const nodes = new vis.DataSet();
  const network = new vis.Network(container, { nodes, edges: [] }, pictureOptions());
  const own = { network, nodes, strokes: null, scene: { nodes: [], lines: [], rings: [] }, covered, near: null, chief: null, hover: null, written: [], byWeight: [], style: {}, flight: 0, rest: 0, moving: null, marks: new Map() };
  own.byId = new Map();
  network.on("click", (event) => pick(hit(own, event.pointer.DOM)));
  network.on("doubleClick", (event) => {
    const node = network.getNodeAt(event.pointer.DOM);
    if (node !== undefined) open(node);
  });
  for (const byHand of ["dragStart", "dragging", "zoom"]) network.on(byHand, () => moveByHand(own));
  network.on("beforeDrawing", (context) => {
    drawRings(own, context);
    drawLines(own, context);
  });
  network.on("afterDrawing", (context) => drawLabels(own, context));
  container.addEventListener("mousemove", (event) => hoverAt(own, container, event));
  own.style = pictureStyle(container);
  return {
    show: (scene) => showScene(own, scene),
    emphasise: (ids, id) => emphasise(own, ids, id),
    repaint: () => repaint(own, container),
    fit: () => fitPicture(own, container),
    zoom: (factor) => moveCamera(own, { centre: network.getViewPosition(), scale: network.getScale() * factor }),
    visit: (id) => visit(own, id),
    lookAt: (circle) => lookAt(own, container, circle),
    placeOf: (id) => screenPlace(own, id),
    image: () => imageOf(own),
    drawn: () => own.scene.nodes.map(({ id }) => id),
    written: () => [...new Set(own.written.map(({ id }) => id))],
    vector: () => vectorOfPicture(own),
  };
}

function pictureOptions() {
  return {
    autoResize: true,
    physics: { enabled: false },
    layout: { improvedLayout: false },
    interaction: { selectable: false, hover: false, tooltipDelay: 1e9, keyboard: false },
    nodes: { shape: "custom", chosen: false },
  };
}

function pictureStyle(container) {
  const css = getComputedStyle(container);
  const asked = new Map(); // asking a style takes longer than drawing a point
  const colour = (name) => asked.get(name) ?? asked.set(name, css.getPropertyValue(name).trim()).get(name);
  return {
    background: colour("--stage"),
    paper: colour("--paper"),
    soft: colour("--soft"),
    hover: colour("--hover"),
    ink: colour("--ink"),
    line: colour("--line-soft"),
    faint: colour("--line-faint"),
    strong: colour("--line-strong"),
    accent: colour("--accent"),
    font: css.fontFamily,
    look: (key) => colour(`--look-${key}`),
  };
}

function showScene(own, scene) {
  own.scene = { nodes: [], lines: [], rings: [] }; // the library draws in between, when its points are not ours
  own.byWeight = [];
  own.strokes = null;
  own.byId = new Map(scene.nodes.map((node) => [node.id, node]));
  own.hover = own.moving = null;
  const points = changes(own.marks, scene.nodes, ({ x, y, size }) => `${x} ${y} ${size}`);
  own.marks = points.marks;
  own.nodes.remove(points.gone);
  own.nodes.update(points.fresh.map((node) => ({ id: node.id, x: node.x, y: node.y, size: node.size, ctxRenderer: (it) => nodeDrawing(own, own.byId.get(node.id) || node, it) })));
  own.scene = scene;
  own.strokes = null;
  const longest = innerWidth < 720 ? LONGEST_NAME.narrow : LONGEST_NAME.wide;
  own.byWeight = scene.nodes.map((node) => ({ ...node, short: shortened(node.label, longest) })).sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  own.byWeight.forEach((node, place) => { node.place = place; });
  if (!points.gone.length && !points.fresh.length) own.network.redraw(); // of lines the library knows nothing
}

/** What is no longer there, what is new or drawn otherwise, and how all is drawn: for the library each costs much. */
function changes(before, items, markOf) {
  const marks = new Map(items.map((item) => [item.id, markOf(item)]));
  return { marks, gone: [...before.keys()].filter((id) => !marks.has(id)), fresh: items.filter(({ id }) => before.get(id) !== marks.get(id)) };
}

function isFaint(own, id) {
  return own.near !== null && !own.near.has(id);
}

function nodeDrawing(own, node, { ctx: context, x, y }) {
  const drawNode = () => {
    const colour = own.style.look(node.look);
    const shape = SHAPES[node.shape] || SHAPES.circle;
    const size = sizeNow(own, node.size, node.parts);
    context.save();
    context.globalAlpha = isFaint(own, node.id) ? 0.14 : 1;
    if (node.parts) {
      drawBubble(own, context, node, x, y, size);
      context.restore();
      return;
    }
    traceShape(context, node.shape, x, y, size);
    context.lineJoin = "round";
    context.fillStyle = shape.hollow ? own.style.background : colour;
    context.strokeStyle = shape.hollow ? colour : own.style.background;
    context.lineWidth = shape.hollow ? 2.4 : 1.2;
    context.fill();
    context.stroke();
    if (node.id === own.chief || node.id === own.hover) drawHalo(own, context, size, node, x, y);
    context.restore();
  };
  return { drawNode, nodeDimensions: { width: sizeNow(own, node.size, node.parts) * 2, height: sizeNow(own, node.size, node.parts) * 2 } };
}

/** A bubble: a pale disc, its rim shared out among the looks of the points in it. */
function drawBubble(own, context, node, x, y, size) {
  const all = node.parts.reduce((sum, [, count]) => sum + count, 0);
  const rim = Math.min(Math.max(size * 0.09, 3 / own.network.getScale()), size * 0.4);
  context.beginPath();
  context.arc(x, y, size - rim / 2, 0, 2 * Math.PI);
  context.fillStyle = node.id === own.hover ? own.style.hover : own.style.paper;
  context.fill();
  context.lineWidth = rim;
  let turn = -Math.PI / 2;
  for (const [look, count] of node.parts) {
    const end = turn + (count / all) * 2 * Math.PI;
    context.beginPath();
    context.arc(x, y, size - rim / 2, turn, end);
    context.strokeStyle = own.style.look(look);
    context.stroke();
    turn = end;
  }
  if (size * own.network.getScale() < 14) return;
  context.font = `${Math.min(size * 0.3, 26 / own.network.getScale())}px ${own.style.font}`;
  context.fillStyle = own.style.soft;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(all.toLocaleString("en"), x, y - size * 0.36);
}

function drawRings(own, context) {
  context.save();
  context.lineWidth = 1.5 / own.network.getScale();
  context.strokeStyle = own.style.line;
  context.fillStyle = own.style.paper;
  for (const { x, y, radius } of own.scene.rings) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
  context.restore();
}

/** From far away points are drawn larger than they are, as far as the room around them allows. */
function sizeNow(own, size, parts) {
  if (parts) return size;
  return size * Math.min(Math.max(1, 0.72 / own.network.getScale()), 1 + 13 / size);
}

function drawHalo(own, context, size, node, x, y) {
  context.globalAlpha = 1;
  context.beginPath();
  context.arc(x, y, size * 1.25 + 4, 0, 2 * Math.PI);
  context.strokeStyle = node.id === own.chief ? own.style.ink : own.style.accent;
  context.lineWidth = 2.2;
  context.stroke();
}

function emphasise(own, ids, id) {
  if (ids === null && own.near === null && own.chief === id) return; // as it is drawn
  own.near = ids ? new Set(ids) : null;
  own.chief = id;
  own.strokes = null;
  own.network.redraw();
}

function repaint(own, container) {
  own.style = pictureStyle(container);
  own.strokes = null;
  own.network.redraw();
}

/** While somebody moves the picture, the names that were written stay, and no others are looked for. */
function moveByHand(own) {
  cancelAnimationFrame(own.flight);
  clearTimeout(own.rest);
  if (!own.moving) own.moving = new Set(own.written.map(({ id }) => id));
  own.rest = setTimeout(() => {
    own.moving = null;
    own.network.redraw();
  }, REST);
}

/** Labels are drawn in screen pixels, so that they stay readable at any zoom. */
function drawLabels(own, context) {
  const { width, height } = own.network.canvas.frame.canvas;
  const ratio = width / own.network.canvas.frame.canvas.clientWidth;
  const scale = own.network.getScale();
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const view = own.network.getViewPosition();
  const named = own.moving ? own.byWeight.filter(({ id }) => own.moving.has(id)) : own.byWeight;
  const places = own.network.getPositions(named.map(({ id }) => id));
  const onScreen = ({ x, y }) => ({ x: (x - view.x) * scale + width / ratio / 2, y: (y - view.y) * scale + height / ratio / 2 });
  const all = named.map((node) => labelled(own, node, { ...onScreen(places[node.id]), scale }));
  const points = all.filter(({ x, y }) => x > -50 && y > -50 && x < width / ratio + 50 && y < height / ratio + 50);
  points.sort((a, b) => b.rank - a.rank);
  own.written = writeLabels(context, [...points, ...lineLabels(own)], own.style, stageOf(width / ratio, height / ratio));
  context.restore();
}

/** The room for names: the buttons in the lower corners cover some of it. */
function stageOf(width, height) {
  const left = { left: 0, top: height - 46, right: 200, bottom: height };
  const right = { left: width - 60, top: height - 130, right: width, bottom: height };
  return { width, height, buttons: [left, right] };
}

function labelled(own, node, { x, y, scale }) {
  const chosen = node.id === own.chief || node.id === own.hover || node.pinned;
  return {
    id: node.id, x, y, size: sizeNow(own, node.size, node.parts) * scale * (node.id === own.chief ? 1.45 : 1.1),
    text: chosen ? shortened(node.label, 70) : node.short,
    strong: chosen,
    within: Boolean(node.parts),
    major: node.parts ? true : own.near ? own.near.has(node.id) && node.place < MAJOR_POINTS : node.place < MAJOR_POINTS && node.weight >= MAJOR_WEIGHT,
    faint: isFaint(own, node.id) && !chosen,
    rank: chosen ? 2 : own.near && own.near.has(node.id) ? 1 : 0,
  };
}

/** What the lines of the selected point say, in their middle, if there are few. */
function lineLabels(own) {
  if (own.chief === null) return [];
  const lines = own.scene.lines.filter((line) => touchesChief(own, line) && own.near && own.near.has(line.from) && own.near.has(line.to));
  if (lines.length > 25) return [];
  return lines.map((line) => {
    const from = own.network.canvasToDOM(own.network.getPosition(line.from));
    const to = own.network.canvasToDOM(own.network.getPosition(line.to));
    return { id: line.id, x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, size: 0, text: shortened(line.label, 30) };
  });
}

function hit(own, place) {
  const node = own.network.getNodeAt(place);
  if (node !== undefined) return { node };
  const line = lineAt(own, place);
  return line === undefined ? null : { line };
}

function hoverAt(own, container, event) {
  if (event.buttons) return;
  const box = container.getBoundingClientRect();
  const node = own.network.getNodeAt({ x: event.clientX - box.left, y: event.clientY - box.top });
  const hover = node === undefined ? null : node;
  container.classList.toggle("on-point", hover !== null);
  if (hover === own.hover) return;
  own.hover = hover;
  own.network.redraw();
}

function fitPicture(own, container) {
  const { nodes } = own.scene;
  own.network.setSize(); // of the container, as it is now
  if (!nodes.length || !container.clientWidth) return;
  const places = nodes.map((node) => ({ ...own.network.getPosition(node.id), size: node.size }));
  const left = Math.min(...places.map((place) => place.x - place.size));
  const right = Math.max(...places.map((place) => place.x + place.size));
  const top = Math.min(...places.map((place) => place.y - place.size));
  const bottom = Math.max(...places.map((place) => place.y + place.size));
  moveCamera(own, cameraFor(own, container, { left, right, top, bottom }));
}

/** The camera that sees a box as large as the uncovered part of the container allows. */
function cameraFor(own, container, { left, right, top, bottom }) {
  const hidden = own.covered();
  const width = Math.max(80, container.clientWidth - hidden.right - FIT_MARGIN.x * 2);
  const height = Math.max(80, container.clientHeight - hidden.bottom - FIT_MARGIN.y * 2);
  const scale = Math.min(width / Math.max(1, right - left), height / Math.max(1, bottom - top), 1.6);
  return cameraAt(own, { x: (left + right) / 2, y: (top + bottom) / 2 }, scale);
}

/** Bring a circle into sight, as large as it may be. */
function lookAt(own, container, { x, y, radius }) {
  flyCamera(own, cameraFor(own, container, { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }));
}

/** The camera that sees a place in the middle of what is not covered. */
function cameraAt(own, place, scale) {
  const { x, y } = uncoveredMiddle(own);
  return { centre: { x: place.x - x / scale, y: place.y - y / scale }, scale };
}

/** Put the camera there at once, wherever it was flying. */
function moveCamera(own, { centre, scale }) {
  cancelAnimationFrame(own.flight);
  own.network.moveTo({ position: centre, scale });
}

/** Let the camera fly there in a third of a second, or put it there for those who want no motion. */
function flyCamera(own, there) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return moveCamera(own, there);
  const here = { centre: own.network.getViewPosition(), scale: own.network.getScale() };
  const begin = performance.now();
  const between = (one, other, part) => one + (other - one) * part;
  const frame = (now) => {
    const done = Math.min(1, Math.max(0, (now - begin) / FLIGHT));
    const part = done * done * (3 - 2 * done);
    const centre = { x: between(here.centre.x, there.centre.x, part), y: between(here.centre.y, there.centre.y, part) };
    moveCamera(own, { centre, scale: between(here.scale, there.scale, part) });
    if (done < 1) own.flight = requestAnimationFrame(frame);
  };
  cancelAnimationFrame(own.flight);
  own.flight = requestAnimationFrame(frame);
  return undefined;
}

/** From the middle of the picture to the middle of the part of it that is seen. */
function uncoveredMiddle(own) {
  const { right, bottom } = own.covered();
  return { x: -right / 2, y: -bottom / 2 };
}

/** Bring a point into sight. */
function visit(own, id) {
  if (!own.byId.has(id)) return;
  flyCamera(own, cameraAt(own, own.network.getPosition(id), Math.max(own.network.getScale(), 0.8)));
}

function screenPlace(own, id) {
  return own.byId.has(id) ? own.network.canvasToDOM(own.network.getPosition(id)) : null;
}

/** The picture as an SVG file says it. */
function vectorOfPicture(own) {
  const { clientWidth: width, clientHeight: height } = own.network.canvas.frame.canvas;
  const scale = own.network.getScale();
  const places = new Map(own.scene.nodes.map((node) => [node.id, own.network.canvasToDOM(own.network.getPosition(node.id))]));
  const points = own.scene.nodes.filter((node) => !isFaint(own, node.id)).map((node) => ({ ...node, ...places.get(node.id), size: sizeNow(own, node.size, node.parts) * scale }));
  const drawn = own.scene.lines.filter((line) => !own.near || (own.near.has(line.from) && own.near.has(line.to)));
  const lines = drawn.map((line) => ({ from: places.get(line.from), to: places.get(line.to), thick: lineStyle(own, line).width * Math.min(1, scale), dashed: line.dashed }));
  const rings = own.scene.rings.map(({ x, y, radius }) => ({ ...own.network.canvasToDOM({ x, y }), radius: radius * scale }));
  return vectorOf({ width, height, points, lines, rings, names: own.written, style: own.style, colour: own.style.look });
}

function imageOf(own) {
  const drawnCanvas = own.network.canvas.frame.canvas;
  const copy = element("canvas", { width: drawnCanvas.width, height: drawnCanvas.height });
  const context = copy.getContext("2d");
  context.fillStyle = own.style.background;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(drawnCanvas, 0, 0);
  return copy;
}
