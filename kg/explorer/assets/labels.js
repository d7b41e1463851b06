// Names on the picture: the weightiest first, and none over another or over a point.

const LABEL_CELL = 80;
const ROOM_INSIDE = 22; // a bubble's radius, from which on its label stands in it

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
  for (const box of stage.buttons) taken.take(box);
  const standing = ({ id, x, y, size, within }) => {
    const half = within ? size * 0.8 : size; // a bubble's corners are empty
    return { left: x - half, top: y - half, right: x + half, bottom: y + half, owner: id };
  };
  const major = points.filter((point) => point.major || point.strong);
  const minor = points.filter((point) => !point.major && !point.strong);
  const written = [];
  for (const some of [major, minor]) {
    for (const point of some) taken.take(standing(point));
    for (const point of some) {
      if (point.within && point.size > ROOM_INSIDE) written.push(...labelInside(context, point, style));
      else written.push(...placeLabel(context, point, { taken, style, stage }));
    }
  }
  return written;
}

/** A label beside its point, where there is room for it: as a list of one, or empty. */
function placeLabel(context, point, { taken, style, stage }) {
  if (point.faint || !point.text) return [];
  context.font = `${point.strong || point.major ? "600 13px" : "12px"} ${style.font}`;
  const width = widthOf(context, point.text) + 4;
  const boxes = (point.within ? bubbleBoxes(point, width) : labelBoxes(point.x, point.y, point.size, width, 16))
    .filter((box) => box.left > 2 && box.top > 2 && box.right < stage.width - 2 && box.bottom < stage.height - 2);
  const box = boxes.find((choice) => taken.free(choice, point.id)) || (point.strong ? boxes[0] : null);
  if (!box) return [];
  taken.take({ ...box, owner: `label of ${point.id}` });
  return [writeLabel(context, point, box, style)];
}

/** A bubble's label stands below or above it if there is no room in it. */
function bubbleBoxes({ x, y, size }, width) {
  const middle = (centre) => ({ left: x - width / 2, top: centre - 8, right: x + width / 2, bottom: centre + 8 });
  return [middle(y + size + 9), middle(y - size - 9)];
}

/** A bubble's label in the bubble, in two lines if need be. */
function labelInside(context, point, style) {
  context.font = `600 ${point.size < 45 ? 11 : 13}px ${style.font}`;
  const width = point.size * (point.size < 45 ? 1.45 : 1.65);
  const lines = widthOf(context, point.text) > width && point.size > 36 ? inTwoLines(context, point.text, width) : [point.text];
  return lines.map((line, place) => {
    const text = widthOf(context, line) > width ? cutTo(context, line, width) : line;
    const [half, middle] = [widthOf(context, text) / 2 + 2, point.y + point.size * 0.12 + place * (point.size < 45 ? 13 : 16)];
    return writeLabel(context, { ...point, text }, { left: point.x - half, top: middle - 8, right: point.x + half, bottom: middle + 8 }, style);
  });
}

/** As many words as fit, and the rest. */
function inTwoLines(context, text, width) {
  const words = text.split(" ");
  let fit = 1;
  while (fit < words.length && widthOf(context, words.slice(0, fit + 1).join(" ")) <= width) fit += 1;
  return [words.slice(0, fit).join(" "), words.slice(fit).join(" ")].filter(Boolean);
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

/** Write it, and say what was written where. */
function writeLabel(context, { id, text, strong, major }, box, style) {
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
  return { id, x: box.left + 2, y: middle, text, strong: strong || major };
}
