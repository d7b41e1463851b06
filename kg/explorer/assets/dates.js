// Dates as precise as they are told: "2018", "2018-11", "2018-11-12". A month is a number: year × 12 + month − 1.

const MONTHS = new Map(); // dates are few, and asked for often

/** The first and the last month that a date may lie in, or null. */
function monthsOf(date) {
  let months = MONTHS.get(date);
  if (months === undefined) MONTHS.set(date, (months = monthsRead(date)));
  return months;
}

function monthsRead(date) {
  const match = /^(\d{4})(?:-(\d{2}))?/.exec(date || "");
  if (!match) return null;
  const january = Number(match[1]) * 12;
  if (!match[2]) return [january, january + 11];
  const month = january + Number(match[2]) - 1;
  return [month, month];
}

/** Where a date stands on a scale of months, in its middle if it is imprecise. */
function monthPlace(date) {
  const months = monthsOf(date);
  if (!months) return null;
  const day = /^\d{4}-\d{2}-(\d{2})/.exec(date);
  return day ? months[0] + (Number(day[1]) - 1) / 31 : (months[0] + months[1] + 1) / 2;
}

const MONTH_WORDS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** A date as a person writes it, no more precise than it is told: "2018", "November 2018", "12 November 2018". */
function dateInWords(date) {
  const [year, month, day] = date.split("-");
  return [day && Number(day), month && MONTH_WORDS[month - 1], year].filter(Boolean).join(" ");
}

/** "2018-11" */
function monthName(month) {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
}

/** The first and the last month that any of the dates touches, or null. */
function monthRange(dates) {
  let first = Infinity;
  let last = -Infinity;
  for (const date of dates) {
    const months = monthsOf(date);
    if (!months) continue;
    first = Math.min(first, months[0]);
    last = Math.max(last, months[1]);
  }
  return first > last ? null : [first, last];
}

const FEW = 0.02; // of the dates
const LONG_BEFORE = 120; // months

/** The range of the dates without the few that lie long before all others, which would leave no room for these. */
function usualRange(dates) {
  const range = monthRange(dates);
  if (!range) return null;
  const months = dates.map(monthsOf).filter(Boolean).map(([first]) => first).sort((a, b) => a - b);
  for (let place = Math.floor(months.length * FEW); place > 0; place -= 1) {
    if (months[place] - months[place - 1] >= LONG_BEFORE) return [months[place], range[1]];
  }
  return range;
}

/** The years to write on a scale, few enough to be read, each with its first month. */
function yearTicks(first, last, most) {
  const years = [];
  const step = Math.max(1, Math.ceil((last - first) / 12 / most));
  for (let year = Math.ceil(first / 12); year * 12 <= last; year += 1) {
    if (year % step === 0) years.push([year, year * 12]);
  }
  return years;
}
