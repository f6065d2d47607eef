// Reads the data of the page and answers questions about it. A row is an array; these are its places.
const ITEM = 0, REPEAT = 1, TEXT = 2, FAILURE = 3, MILLIS = 4, COST = 5, TOKENS_IN = 6, TOKENS_OUT = 7, FOUND = 8, SCORES = 9;

const summary = JSON.parse(document.getElementById('summary').textContent);
const runs = summary.runs;
const items = [];
const metricNames = [];

function readRows() {
  const passages = [];
  const blocks = document.querySelectorAll('script.rows');
  runs.forEach((run, r) => {
    run.index = r;
    run.places = new Map(summary.metrics[r].map((metric, place) => [metric.name, place]));
    run.byName = new Map(run.metrics.map(metric => [metric.name, metric]));
    for (const metric of summary.metrics[r]) {
      if (!metricNames.includes(metric.name)) metricNames.push(metric.name);
    }
    for (const row of JSON.parse(blocks[r].textContent)) {
      if (typeof row[ITEM] === 'object') {
        const item = row[ITEM];
        item.index = items.length;
        item.results = runs.map(() => []);
        item.fields = item.fields || {};
        items.push(item);
      } else {
        row[ITEM] = items[row[ITEM]];
      }
      row[FOUND] = row[FOUND].map(found => {
        if (typeof found[0] === 'number') return { ...passages[found[0]], score: number(found[1]) };
        passages.push({ id: found[0], text: found[2] });
        return { id: found[0], text: found[2], score: number(found[1]) };
      });
      row[ITEM].results[r].push(row);
    }
    blocks[r].remove();
  });
}

function number(value) {
  return value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : value;
}

// What a run knows about a metric: signature and which way is better. The first run that has it speaks for all.
function metricOf(name, run) {
  const of = run === undefined ? runs.find(one => one.places.has(name)) : run;
  return of && of.places.has(name) ? summary.metrics[of.index][of.places.get(name)] : null;
}

function better(name) {
  return metricOf(name).better;
}

function signaturesDiffer(name) {
  return new Set(runs.map(run => metricOf(name, run)).filter(Boolean).map(metric => metric.signature)).size > 1;
}

function rawScore(row, run, name) {
  const place = run.places.get(name);
  return place === undefined ? undefined : row[SCORES][place];
}

// The score of an item in a run: the mean over its repeats, all values, and why some have none.
function scoreOf(item, run, name) {
  const score = { value: null, values: [], reasons: [], failed: false };
  for (const row of item.results[run.index]) {
    const raw = rawScore(row, run, name);
    if (raw === null || raw === undefined) {
      score.reasons.push(row[FAILURE] !== null ? 'the subject failed: ' + row[FAILURE] : 'there is no score');
    } else if (typeof raw !== 'object') {
      score.values.push(number(raw));
    } else if ('v' in raw) {
      score.values.push(number(raw.v));
    } else {
      score.failed = score.failed || 'f' in raw;
      score.reasons.push('f' in raw ? 'measuring failed: ' + raw.f : 'unmeasured: ' + raw.u);
    }
  }
  if (score.values.length) score.value = score.values.reduce((a, b) => a + b) / score.values.length;
  return score;
}

const means = new Map();

// The mean score of every item, computed once for each run and metric.
function meansOf(run, name) {
  const key = run.index + ' ' + name;
  if (!means.has(key)) means.set(key, items.map(item => scoreOf(item, run, name).value));
  return means.get(key);
}

// How much better the candidate is than the base, item by item; null where one of them has no score.
function gainsOf(base, candidate, name) {
  const from = meansOf(base, name), to = meansOf(candidate, name), sign = better(name);
  return items.map((item, i) => from[i] === null || to[i] === null ? null
      : from[i] === to[i] ? 0 : sign * (to[i] - from[i]));
}

function isUnstable(item, run, name) {
  const values = scoreOf(item, run, name).values;
  return values.some(value => value !== values[0]);
}

// Names of fields that make slices: a few short values, shared by two items on average at least.
function sliceFields() {
  const fields = new Map();
  for (const item of items) {
    for (const [name, value] of Object.entries(item.fields)) {
      if (!fields.has(name)) fields.set(name, { field: name, count: 0, set: new Set(), short: true });
      const field = fields.get(name);
      field.count++;
      field.short = field.short && value.length <= 60;
      if (field.set.size <= 60) field.set.add(value);
    }
  }
  return [...fields.values()].filter(one => one.short && one.set.size > 1 && one.set.size <= 60 && one.set.size * 2 <= one.count)
      .map(one => ({ field: one.field, values: [...one.set].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })) }));
}
