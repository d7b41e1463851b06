// The lines of the picture, drawn on its canvas below the points: the drawing library would need more time for a line than for a point.

const ARROW = { long: 8, wide: 5 };
const NEAR_LINE = 6; // pixels, within which a click is on a line

/** The lines by how they are drawn, so that a stroke's style is set once for many. */
function linesByStyle(own) {
  const groups = new Map();
  for (const line of own.scene.lines) {
    const style = { ...lineStyle(own, line), dashed: line.dashed };
    const key = `${style.colour} ${style.width} ${style.dashed}`;
    groups.has(key) ? groups.get(key).lines.push(line) : groups.set(key, { style, lines: [line] });
  }
  return [...groups.values()].sort((a, b) => a.style.width - b.style.width);
}

function lineStyle(own, line) {
  const inside = !own.near || (own.near.has(line.from) && own.near.has(line.to) && touchesChief(own, line));
  const colour = inside ? (own.near ? own.style.strong : own.style.line) : own.style.faint;
  return { width: Math.min(4, 0.7 + 0.6 * Math.log2(1 + line.count)) + (own.near && inside ? 0.6 : 0), colour };
}

function touchesChief(own, line) {
  return own.chief === null || line.from === own.chief || line.to === own.chief;
}

/** Draw the lines; while many of them move, none. */
function drawLines(own, context) {
  if (own.moving && own.scene.lines.length > MANY_LINES) return;
  own.strokes = own.strokes || linesByStyle(own);
  const places = own.network.getPositions();
  context.save();
  for (const { style, lines } of own.strokes) {
    context.strokeStyle = context.fillStyle = style.colour;
    context.lineWidth = style.width;
    context.setLineDash(style.dashed ? [6, 5] : []);
    for (const { from, to } of lines) {
      context.beginPath();
      context.moveTo(places[from].x, places[from].y);
      context.lineTo(places[to].x, places[to].y);
      context.stroke();
    }
    for (const line of lines) if (line.arrows) drawArrows(own, context, line, places, style.width);
  }
  context.restore();
}

/** The head of an arrow at the rim of the point that it leads to, and at the other end too where lines lead both ways. */
function drawArrows(own, context, { from, to, arrows }, places, width) {
  drawHead(own, context, places[from], { ...places[to], id: to }, width);
  if (arrows.includes("from")) drawHead(own, context, places[to], { ...places[from], id: from }, width);
}

function drawHead(own, context, { x: fromX, y: fromY }, { x, y, id }, width) {
  const length = Math.hypot(x - fromX, y - fromY);
  if (!length) return;
  const [dx, dy] = [(x - fromX) / length, (y - fromY) / length];
  const { size, parts } = own.byId.get(id);
  const rim = sizeNow(own, size, parts) + 1;
  const [tipX, tipY] = [x - dx * rim, y - dy * rim];
  const [long, wide] = [ARROW.long + 2 * width, (ARROW.wide + width) / 2];
  context.beginPath();
  context.moveTo(tipX, tipY);
  context.lineTo(tipX - dx * long - dy * wide, tipY - dy * long + dx * wide);
  context.lineTo(tipX - dx * long + dy * wide, tipY - dy * long - dx * wide);
  context.fill();
}

/** The line at a place of the screen: the nearest of those that are near enough, or undefined. */
function lineAt(own, place) {
  const { x, y } = own.network.DOMtoCanvas(place);
  const places = own.network.getPositions();
  let [nearest, found] = [NEAR_LINE / own.network.getScale(), undefined];
  for (const line of own.scene.lines) {
    const distance = distanceToLine(x, y, places[line.from], places[line.to]);
    if (distance < nearest) [nearest, found] = [distance, line.id];
  }
  return found;
}

function distanceToLine(x, y, from, to) {
  const [wide, high] = [to.x - from.x, to.y - from.y];
  const along = ((x - from.x) * wide + (y - from.y) * high) / (wide * wide + high * high || 1);
  const part = Math.min(1, Math.max(0, along));
  return Math.hypot(x - from.x - part * wide, y - from.y - part * high);
}
