// Where scores differ, how far they can be trusted, and what answers cost.
function slicesPanel() {
  const fields = sliceFields();
  if (!fields.length) {
    return section('slices', 'Slices', el('p', { class: 'lead' }, 'No field of the items has a few values that make slices.'));
  }
  let field = fields[0];
  const body = el('div');
  const picker = select('Slice by', fields.map(one => [one.field, one.field]), field.field, name => {
    field = fields.find(one => one.field === name);
    draw();
  });
  const draw = () => body.replaceChildren(sliceTable(field));
  const panel = section('slices', 'Slices', el('div', { class: 'controls' }, picker), body);
  watch(['base', 'candidate', 'metric'], draw);
  return panel;
}

function sliceTable(field) {
  const [base, candidate] = pair();
  const gains = base === candidate ? null : gainsOf(base, candidate, state.metric);
  const rows = field.values.map(value => {
    const members = items.filter(item => item.fields[field.field] === value);
    return { value, members, means: runs.map(run => average(members.map(item => meansOf(run, state.metric)[item.index]))),
      gain: gains ? average(members.map(item => gains[item.index])) : null };
  });
  const axis = axisOf(rows.flatMap(row => row.means.map(mean => mean.value)));
  const reach = Math.max(1e-12, ...rows.map(row => row.gain && row.gain.value !== null ? Math.abs(row.gain.value) + (row.gain.half || 0) : 0)) * 1.1;
  const head = [field.field, scopeNum('Items'), ...runs.map(run => el('th', { scope: 'col' }, runName(run)))];
  if (gains) head.push(scopeNum('Gain'), 'Worse \u2190 0 \u2192 better');
  return el('div', null, table('Slices by ' + field.field, head, rows.map(row => el('tr', null,
      el('th', { scope: 'row' }, el('button', { type: 'button', class: 'link', title: 'Show these items',
        onclick: () => {
          choose({ field: field.field, value: row.value, status: 'all', query: '' });
          document.getElementById('items').scrollIntoView();
        } }, row.value || '(empty)')),
      num('td', grouped(row.members.length)),
      row.means.map((mean, r) => el('td', { class: 'chart' }, el('div', { class: 'mini' },
          intervalBar(axis, mean.value, mean.half === null ? null : mean.value - mean.half, mean.half === null ? null : mean.value + mean.half, runColour(runs[r])),
          el('span', { class: 'num' }, scoreText(mean.value))))),
      gains ? [num('td', signed(row.gain.value)), el('td', { class: 'chart' }, forest(reach, row.gain.value === null ? NaN : row.gain.value,
          row.gain.half === null ? null : row.gain.value - row.gain.half, row.gain.half === null ? null : row.gain.value + row.gain.half, 'same'))] : null))),
  el('p', { class: 'note' }, 'Means of ' + state.metric + ' over the items in this file. Whiskers are two standard errors, without '
    + 'correction for looking at many slices: a hint where to look, not a finding.'));
}

function average(values) {
  const known = values.filter(value => value !== null && Number.isFinite(value));
  if (!known.length) return { value: null, half: null };
  const mean = known.reduce((a, b) => a + b) / known.length;
  const squares = known.reduce((a, b) => a + (b - mean) * (b - mean), 0);
  return { value: mean, half: known.length > 1 ? 2 * Math.sqrt(squares / (known.length - 1) / known.length) : null };
}

function reliabilityPanel() {
  const repeated = runs.some(run => run.repeats > 1);
  const panel = section('reliability', 'Reliability', coverageTable());
  if (summary.facts.length) {
    panel.append(el('dl', { class: 'tiles' }, summary.facts.map(([name, value, detail]) =>
      el('div', null, el('dt', null, name), el('dd', null, value), el('dd', { class: 'dim small' }, detail)))));
  }
  if (!repeated) {
    panel.append(el('p', { class: 'note' }, 'Every item was asked once, so nothing is known about how much answers and judges vary. '
      + 'Runs with repeats show it here.'));
    return panel;
  }
  panel.append(el('h3', null, 'Repeats'), varianceTable());
  const body = el('div');
  panel.append(body);
  watch(['metric'], () => body.replaceChildren(unstableItems()));
  return panel;
}

// Metrics of a run that miss the same answers for the same reasons share a row.
function coverageTable() {
  const rows = new Map();
  for (const run of runs) {
    for (const name of metricNames.filter(one => run.byName.has(one))) {
      const tally = run.byName.get(name);
      const all = tally.measured + tally.unmeasured + tally.failed;
      const key = JSON.stringify([run.index, tally.measured, tally.unmeasuredReasons, tally.failedReasons]);
      if (tally.measured === all) continue;
      if (!rows.has(key)) rows.set(key, { run, tally, all, names: [] });
      rows.get(key).names.push(name);
    }
  }
  if (!rows.size) return el('p', { class: 'lead' }, 'Every metric measured every answer.');
  const reasons = (counts, className) => Object.entries(counts).sort((a, b) => b[1] - a[1])
      .map(([reason, count]) => el('li', { class: className }, grouped(count) + ' \u00d7 ' + reason));
  return el('div', null, el('p', { class: 'lead' }, 'Answers without a score. They are in no mean.'),
      table('Answers without a score', ['Run', 'Metrics', scopeNum('Measured'), scopeNum('Unmeasured'), scopeNum('Failed'), 'Why'],
          [...rows.values()].map(({ run, tally, all, names }) => el('tr', null, el('th', { scope: 'row' }, runName(run)), el('td', null, names.join(', ')),
              num('td', grouped(tally.measured) + ' of ' + grouped(all)), num('td', grouped(tally.unmeasured)), num('td', grouped(tally.failed)),
              el('td', null, el('ul', { class: 'reasons' }, reasons(tally.failedReasons, 'worse'), reasons(tally.unmeasuredReasons, '')))))));
}

function varianceTable() {
  const rows = metricNames.flatMap(name => runs.filter(run => run.byName.has(name) && run.byName.get(name).repeatedItems)
      .map(run => ({ name, run, tally: run.byName.get(name) })));
  return el('div', null, table('Variance of repeats', ['Metric', 'Run', scopeNum('Repeated items'), scopeNum('Unstable items'),
    scopeNum('SD within an item'), scopeNum('SD between items'), scopeNum('Share of noise')],
  rows.map(({ name, run, tally }) => {
    const within = tally.withinSd * tally.withinSd, between = tally.betweenSd * tally.betweenSd;
    const share = within + between > 0 ? within / (within + between) : 0;
    return el('tr', null, el('th', { scope: 'row' }, name), el('td', null, runName(run)), num('td', grouped(tally.repeatedItems)),
        num('td', grouped(tally.unstableItems) + ' (' + Math.round(100 * tally.unstableItems / tally.repeatedItems) + ' %)'),
        num('td', scoreText(tally.withinSd)), num('td', scoreText(tally.betweenSd)), num('td', Math.round(100 * share) + ' %'));
  })), el('p', { class: 'note' }, 'Unstable: the score was not the same in every repeat. The share of noise is what repeats of an item add to the '
    + 'variance of a single score.'));
}

function unstableItems() {
  const found = runs.flatMap(run => run.places.has(state.metric) && run.repeats > 1
    ? items.filter(item => isUnstable(item, run, state.metric)).map(item => ({ item, run })) : []);
  const most = 12;
  return el('div', { class: 'card' }, el('h3', null, 'Unstable items: ' + state.metric + ' (' + grouped(found.length) + ')'),
      found.length ? el('ol', { class: 'flips' }, found.slice(0, most).map(({ item, run }) =>
        el('li', null, itemLink(item), el('span', { class: 'num' }, runName(run), ' ', scoreOf(item, run, state.metric).values.map(scoreText).join(', ')))))
        : el('p', { class: 'dim' }, 'None.'),
      found.length > most ? el('p', { class: 'note' }, 'The filter \u201cunstable\u201d of the items shows all.') : null);
}

function costPanel() {
  const timed = runs.filter(run => run.latency);
  const rows = runs.map(run => el('tr', null, el('th', { scope: 'row' }, runName(run)),
      ['p50', 'p90', 'p95', 'p99', 'max', 'mean'].map(key => num('td', run.latency ? millisText(run.latency[key]) : '\u2013')),
      num('td', run.cost === undefined ? '\u2013' : run.cost),
      num('td', run.cost === undefined ? '\u2013' : Number(run.cost / run.costKnown).toPrecision(3)),
      num('td', run.tokensKnown ? grouped(run.inputTokens) : '\u2013'), num('td', run.tokensKnown ? grouped(run.outputTokens) : '\u2013'),
      num('td', run.judged ? grouped(run.judgeInputTokens) : '\u2013'), num('td', run.judged ? grouped(run.judgeOutputTokens) : '\u2013')));
  return section('cost', 'Latency and cost',
      table('Latency and cost', ['Run', scopeNum('p50'), scopeNum('p90'), scopeNum('p95'), scopeNum('p99'), scopeNum('max'), scopeNum('mean'),
        scopeNum('Cost'), scopeNum('per answer'), scopeNum('Tokens in'), scopeNum('Tokens out'),
        scopeNum('Judges in'), scopeNum('Judges out')], rows),
      el('p', { class: 'note' }, timed.length ? 'Latencies are right to half a percent. Answers that were not timed and costs that are not known are left out, not taken for zero. Tokens of judges count whether or not a score came of them.'
        : 'No answer was timed.'),
      timed.length ? el('div', { class: 'cards' }, timed.map(latencyChart)) : null);
}

function latencyChart(run) {
  const bars = run.latency.bars.map(([border, count]) => ({ count, label: 'up to ' + millisText(border), short: shortMillis(border) }));
  return el('figure', { class: 'card' }, el('figcaption', null, runName(run), el('span', { class: 'dim small' }, ' answers by latency')), histogram(bars, runColour(run)));
}

function shortMillis(ms) {
  return ms >= 1000 ? ms / 1000 + ' s' : ms >= 1 ? ms + ' ms' : ms * 1000 + ' \u00b5s';
}
