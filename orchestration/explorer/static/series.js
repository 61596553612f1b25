// The page of a series: what the controls choose is drawn, tabled, and kept in the address.
"use strict";
const series = window.series;
const strings = JSON.parse(document.getElementById("strings").textContent);
const form = document.getElementById("controls");
const body = document.getElementById("rows");
const behind = document.getElementById("behind");
const replay = document.getElementById("replay");
const number = new Intl.NumberFormat(strings.locale);
const monthName = new Intl.DateTimeFormat(strings.locale, { year: "numeric", month: "long", timeZone: "UTC" });
const REPORTED_LOW = 1, REPORTED_HIGH = 2, LOW = 3, HIGH = 4, CONTESTED = 5, WIDE_LOW = 6, WIDE_HIGH = 7, STATUS = 8, NEWS = 9, BEHIND = 10, REVIEWED = 13;
let view = null;

function choice() {
  const asked = form.elements.known.value;
  return { origin: form.elements.origin.value, set: form.elements.set.value, asked, known: replayedBy(asked), reviewed: form.elements.reviewed.checked };
}

// The day itself, or the last one before it that was replayed, where not every day was.
function replayedBy(day) {
  return day && series.replayed ? series.replayed.filter((one) => one <= day).pop() || day : day;
}

// What was known on a day: of each month the last move up to it.
function replayed(key, known) {
  const months = new Map();
  for (const [day, month, values] of series.past[key] || []) if (series.days[day] <= known) months.set(month, values);
  const today = new Map((series.points[key] || []).map((point) => [point[0], point]));
  return [...months].filter(([, values]) => values !== null).sort((a, b) => a[0] - b[0])
    .map(([month, values]) => {
      const claims = values[5];
      const isReviewed = !claims.some((index) => series.claims[index].machine);
      return [month, ...values.slice(0, 5), null, null, today.get(month)?.[STATUS] ?? null, today.get(month)?.[NEWS] ?? null, claims, [], [], isReviewed];
    });
}

function chosen() {
  const { origin, set, known, reviewed } = choice();
  const key = origin + "|" + set;
  const points = known ? replayed(key, known) : series.points[key] || [];
  return points.map((point) => (reviewed && !point[REVIEWED] ? [point[0], null, null, null, null, false, null, null, point[STATUS], point[NEWS], [], [], [], false] : point));
}

function claimsShown() {
  const { origin, known, reviewed } = choice();
  return series.claims.map((claim, index) => ({ ...claim, index }))
    .filter((claim) => claim.day && (claim.value ?? claim.low) !== null && (origin === "all" || origin === "family: " + claim.family || claim.origin === origin))
    .filter((claim) => (!known || (claim.known && claim.known <= known)) && !(reviewed && claim.machine));
}

const noon = (day) => Date.parse(day + "T12:00:00Z");
const HALF_DAY = 12 * 60 * 60 * 1000;
const firstOf = (day) => Date.parse(day.slice(0, 8) + "01T00:00:00Z");
const name = (origin) => strings.origins[origin] || origin;

function range(low, high) {
  if (low === null && high === null) return "";
  if (low === null || high === null || low === high) return number.format(low === null ? high : low);
  return number.format(low) + "–" + number.format(high);
}

// A range in words that say which of its ends are known, as the page itself has them.
function inWords(low, high) {
  const said = low === null && high === null ? "none" : high === null ? "at_least" : low === null ? "at_most" : "between";
  if (said === "between" && low === high) return number.format(low);
  return strings.aspects[said].replace("{low}", number.format(low)).replace("{high}", number.format(high));
}

function cell(row, text, tag = "td") {
  const made = document.createElement(tag);
  made.textContent = text;
  row.append(made);
  return made;
}

// Which parts of a definition differ: in English, as the warehouse has them.
function tellAspects(status, aspects) {
  const said = document.createElement("span");
  said.lang = "en";
  said.textContent = aspects;
  status.append(": ", said);
}

function table(points) {
  const { origin, set } = choice();
  const differs = series.differs[origin + "|" + set] || {};
  body.replaceChildren();
  document.getElementById("none").hidden = points.length > 0;
  for (const point of points) {
    const row = document.createElement("tr");
    const day = series.months[point[0]];
    row.dataset.month = day;
    if (point[CONTESTED]) row.className = "contested";
    const head = cell(row, "", "th");
    head.scope = "row";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = monthName.format(noon(day));
    button.addEventListener("click", () => tellMonth(point));
    head.append(button);
    cell(row, range(point[REPORTED_LOW], point[REPORTED_HIGH]));
    cell(row, point[LOW] === null ? "" : number.format(point[LOW]));
    cell(row, point[HIGH] === null ? "" : number.format(point[HIGH]));
    cell(row, !point[CONTESTED] ? "" : choice().known ? strings.contested : strings.wide.replace("{range}", inWords(point[WIDE_LOW], point[WIDE_HIGH])));
    const status = cell(row, choice().reviewed && !point[REVIEWED] ? strings.unreviewed : strings.obs[point[STATUS]] || "");
    if (differs[point[0]] && status.textContent === strings.obs[point[STATUS]]) tellAspects(status, differs[point[0]]);
    cell(row, strings.news[series.news[point[NEWS]]] || "");
    body.append(row);
  }
}

function draw(points) {
  if (view === null) return;
  const claims = claimsShown().map((claim) => ({
    claim: claim.index, day: noon(claim.day), value: claim.value, value_low: claim.low ?? claim.value, value_high: claim.high ?? claim.value, origin: name(claim.origin), echo: claim.echo,
  }));
  const months = points.map((point) => ({
    start: firstOf(series.months[point[0]]), end: noon(series.months[point[0]]) + HALF_DAY, low: point[LOW] ?? (point[HIGH] === null ? null : 0), high: point[HIGH],
    contested: point[CONTESTED], overdue: series.news[point[NEWS]] === "overdue", break: point[STATUS] === "B",
  }));
  view.data("points", months).data("claims", claims).run();
}

function article(claim) {
  const made = document.createElement("article");
  const says = document.createElement("p");
  const strong = document.createElement("strong");
  strong.textContent = strings.qualifiers[claim.qualifier].replace("{value}", number.format(claim.value)).replace("{low}", number.format(claim.low)).replace("{high}", number.format(claim.high));
  says.append(strong, " · " + name(claim.origin) + " · " + (claim.source || "") + " · " + (claim.published || strings.unknown_date));
  made.append(says);
  if (claim.sentence) {
    const quote = document.createElement("blockquote");
    const mark = document.createElement("mark");
    mark.textContent = claim.sentence;
    quote.append(mark);
    made.append(quote);
  }
  const more = document.createElement("p");
  const link = document.createElement("a");
  link.href = "../documents/" + claim.document + ".html#c-" + claim.id;
  link.textContent = strings.open_document + (claim.title ? ": " + claim.title : "");
  more.append(link);
  made.append(more);
  return made;
}

function tell(title, claims) {
  behind.replaceChildren();
  const head = document.createElement("h2");
  head.textContent = title;
  behind.append(head, ...claims.map(article));
  behind.focus({ preventScroll: true });
  behind.scrollIntoView({ block: "nearest" });
}

function tellMonth(point) {
  const found = [...new Set([...point[BEHIND], ...point[BEHIND + 1], ...point[BEHIND + 2]])];
  tell(strings.claims_of.replace("{month}", monthName.format(noon(series.months[point[0]]))), found.map((index) => series.claims[index]));
}

function keep() {
  const { origin, set, asked, reviewed } = choice();
  const said = new URLSearchParams({ origin, set, ...(asked && { known: asked }), ...(reviewed && { reviewed: "1" }) });
  history.replaceState(null, "", "?" + said + location.hash);
}

function show() {
  const points = chosen();
  const { asked, known } = choice();
  replay.textContent = asked === known ? "" : strings.replayed_by.replace("{day}", known);
  table(points);
  draw(points);
}

const asked = new URLSearchParams(location.search);
for (const field of ["origin", "set", "known"]) if (asked.has(field)) form.elements[field].value = asked.get(field);
form.elements.reviewed.checked = asked.has("reviewed");
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", () => { keep(); show(); });
show();
const options = { ast: true, actions: false, defaultStyle: false, tooltip: false, renderer: "canvas", timeFormatLocale: strings.time };
window.vegaEmbed("#chart", strings.chart, options).then((made) => {
  view = made.view;
  view.addEventListener("click", (event, item) => {
    if (item && item.datum && Number.isInteger(item.datum.claim)) tell(name(series.claims[item.datum.claim].origin), [series.claims[item.datum.claim]]);
  });
  show();
}).catch(() => { document.getElementById("chart").textContent = strings.chart_error; });
