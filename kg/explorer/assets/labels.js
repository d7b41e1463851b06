// Names on the picture: the weightiest first, and none over another or over a point.

const LABEL_CELL = 80;

/** Boxes on the screen that are taken. */
function takenPlaces() {
  const cells = new Map();
  const cellsOf = ({ left, top, right, bottom }) => {
    const keys = [];
    for (let x = Math.floor(left / LABEL_CELL); x <= Math.floor(right / LABEL_CELL); x += 1)
      for (let y = Math.floor(top / LABEL_CELL); y <= Math.floor(bottom / LABEL_CELL); y += 1) keys.push(x * 4096 + y);
    return keys;
  };
  const touch = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return {
    take(box) {
      for (const key of cellsOf(box)) cells.has(key) ? cells.get(key).push(box) : cells.set(key, [box]);
    },
    free(box, owner) {
      return cellsOf(box).every((key) =>
        (cells.get(key) || []).every((other) => other.owner === owner || !touch(box, other)),
      );
    },
  };
}

/** The boxes in which a label may stand, best first. */
function labelBoxes(x, y, size, width, height) {
  const box = (left, top) => ({ left, top, right: left + width, bottom: top + height });
  return [
    box(x + size + 4, y - height / 2),
    box(x - width / 2, y + size + 2),
    box(x - size - 4 - width, y - height / 2),
    box(x - width / 2, y - size - 2 - height),
    box(x + size * 0.7, y + size * 0.7),
    box(x + size * 0.7, y - size * 0.7 - height),
    box(x - size * 0.7 - width, y + size * 0.7),
    box(x - size * 0.7 - width, y - size * 0.7 - height),
  ];
}

/**
 * Write the labels of points: {id, x, y, size, text, strong, major, faint}, in screen pixels, weightiest first.
 * What is returned says what was written where.
 * A major point's label may cover minor points, which are many and say little; it covers no other label.
 */
function writeLabels(context, points, style, stage) {
  const taken = takenPlaces();
  const standing = (point) => ({ left: point.x - point.size, top: point.y - point.size, right: point.x + point.size, bottom: point.y + point.size, owner: point.id });
  const major = points.filter((point) => point.major || point.strong);
  const minor = points.filter((point) => !point.major && !point.strong);
  const written = [];
  for (const some of [major, minor]) {
    for (const point of some) taken.take(standing(point));
    for (const point of some) {
      const label = placeLabel(context, point, { taken, style, stage });
      if (label) written.push(label);
    }
  }
  return written;
}

function placeLabel(context, point, { taken, style, stage }) {
  if (point.faint || !point.text) return null;
  context.font = `${point.strong || point.major ? "600 13px" : "12px"} ${style.font}`;
  const text = point.within && widthOf(context, point.text) > point.size * 1.8 - 4 && point.size > 30 ? cutTo(context, point.text, point.size * 1.8 - 4) : point.text;
  const width = widthOf(context, text) + 4;
  const boxes = (point.within ? bubbleBoxes(point, width) : labelBoxes(point.x, point.y, point.size, width, 16))
    .filter((box) => box.left > 2 && box.top > 2 && box.right < stage.width - 2 && box.bottom < stage.height - 2);
  const box = boxes.find((choice) => taken.free(choice, point.id)) || (point.strong ? boxes[0] : null);
  if (!box) return null;
  taken.take({ ...box, owner: `label of ${point.id}` });
  writeLabel(context, text, box, style);
  return { id: point.id, x: box.left + 2, y: (box.top + box.bottom) / 2, text, strong: point.strong || point.major };
}

/** A bubble's label stands in its middle if there is room, and else below or above it. */
function bubbleBoxes({ x, y, size }, width) {
  const middle = (centre) => ({ left: x - width / 2, top: centre - 8, right: x + width / 2, bottom: centre + 8 });
  return [...(width < size * 1.8 ? [middle(y)] : []), middle(y + size + 9), middle(y - size - 9)];
}

/** The beginning of a text that is so many pixels wide. */
function cutTo(context, text, width) {
  const letters = Array.from(text);
  const length = Math.max(3, Math.floor((letters.length * width) / widthOf(context, text)) - 1);
  return `${letters.slice(0, length).join("")}…`;
}

const WIDTHS = new Map();

/** The width of a text, measured once. */
function widthOf(context, text) {
  const key = `${context.font} ${text}`;
  if (!WIDTHS.has(key)) WIDTHS.set(key, context.measureText(text).width);
  return WIDTHS.get(key);
}

function writeLabel(context, text, box, style) {
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.direction = "ltr";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = style.background;
  context.fillStyle = style.ink;
  const middle = (box.top + box.bottom) / 2;
  context.strokeText(text, box.left + 2, middle);
  context.fillText(text, box.left + 2, middle);
}
