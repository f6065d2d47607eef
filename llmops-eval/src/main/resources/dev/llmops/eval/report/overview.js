// The top of the page, what was run and who leads.
const LINKS = [['runs', 'Runs'], ['leaderboard', 'Leaderboard'], ['comparison', 'Comparison'], ['changes', 'Changes'],
  ['slices', 'Slices'], ['reliability', 'Reliability'], ['cost', 'Latency and cost'], ['items', 'Items']];

function pair() {
  return [runs[state.base], runs[state.candidate]];
}

function headerPanel() {
  const first = runs[0];
  const sets = [...new Set(runs.map(run => run.dataset + ' ' + run.datasetHash))];
  return el('header', { class: 'top' },
      el('div', null,
          el('h1', null, summary.title),
          el('p', { class: 'sub' },
              plural(runs.length, 'run') + ' over ' + (sets.length > 1 ? sets.length + ' data sets'
                : first.dataset + ', ' + plural(first.datasetItems, 'item')) + ', '
              + plural(metricNames.length, 'metric') + '. ' + shownText())),
      themeButton());
}

function shownText() {
  const all = Math.max(...runs.map(run => run.items));
  const parts = [];
  if (summary.shown < all) {
    parts.push(grouped(summary.shown) + ' of ' + grouped(all) + ' items are in this file, a sample by hash of their ids; '
      + 'the leaderboard, the comparison and the costs cover all of them.');
  }
  if (summary.cutTexts) parts.push(plural(summary.cutTexts, 'long text') + ' lost the end.');
  return parts.join(' ');
}

function themeButton() {
  const themes = ['auto', 'light', 'dark'];
  const button = el('button', { type: 'button', class: 'theme', onclick: () => {
    show(themes[(themes.indexOf(document.documentElement.dataset.theme || 'auto') + 1) % 3], true);
  } });
  function show(theme, keep) {
    document.documentElement.dataset.theme = theme;
    button.textContent = 'Theme: ' + theme;
    // Files opened from a disk may have no storage.
    try { if (keep) localStorage.setItem('llmops-report-theme', theme); } catch (e) { /* not kept then */ }
  }
  let kept = null;
  try { kept = localStorage.getItem('llmops-report-theme'); } catch (e) { /* nothing kept */ }
  show(themes.includes(kept) ? kept : 'auto', false);
  return button;
}

function toolbar() {
  const names = runs.map(run => [String(run.index), run.label]);
  const controls = [];
  if (runs.length > 1) {
    const base = select('Base', names, String(state.base), value => choose({ base: Number(value) }));
    const candidate = select('Candidate', names, String(state.candidate), value => choose({ candidate: Number(value) }));
    watch(['base', 'candidate'], () => {
      base.box.value = String(state.base);
      candidate.box.value = String(state.candidate);
    });
    controls.push(base, candidate);
  }
  const metric = select('Metric', metricNames.map(name => [name, name]), state.metric, value => choose({ metric: value }));
  watch(['metric'], () => { metric.box.value = state.metric; });
  controls.push(metric);
  return el('div', { class: 'bar-top' },
      el('nav', { 'aria-label': 'Parts of this report' },
          LINKS.filter(([id]) => runs.length > 1 || id !== 'comparison' && id !== 'changes')
              .map(([id, text]) => el('a', { href: '#' + id }, text))),
      el('div', { class: 'controls', role: 'group', 'aria-label': 'What the panels show' }, controls));
}

function runsPanel() {
  const keys = [...new Set(runs.flatMap(run => Object.keys(run.fingerprints)))].sort();
  const differ = values => new Set(values).size > 1;
  const row = (name, values, note) => el('tr', { class: differ(values) ? 'differs' : null },
      el('th', { scope: 'row' }, name, differ(values) ? el('span', { class: 'tag' }, note || 'differs') : null),
      values.map(value => el('td', null, value)));
  const rows = [
    row('Data set', runs.map(run => run.dataset)),
    row('Hash of the data set', runs.map(run => run.datasetHash), 'not comparable'),
    row('Items answered', runs.map(run => grouped(run.items) + ' of ' + grouped(run.datasetItems))),
    row('Repeats', runs.map(run => String(run.repeats))),
    row('Failed answers', runs.map(run => grouped(run.failures) + ' of ' + grouped(run.results))),
    row('Started', runs.map(run => run.started.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')), ''),
    ...keys.map(key => row(key, runs.map(run => run.fingerprints[key] || '\u2013'), 'changed'))];
  return section('runs', 'What was run',
      table('What was run', [el('td'), ...runs.map(run => el('th', { scope: 'col' }, runName(run)))], rows, { class: 'facts' }));
}

function leaderboardPanel() {
  const cards = metricNames.map(name => {
    const metric = metricOf(name);
    const having = runs.filter(run => run.byName.has(name));
    const ranked = having.slice().sort((a, b) => rank(b.byName.get(name), metric) - rank(a.byName.get(name), metric));
    const axis = axisOf(having.flatMap(run => {
      const tally = run.byName.get(name);
      return [tally.value, tally.low, tally.high];
    }));
    return el('article', { class: 'card', 'aria-label': name },
        el('h3', null, name, el('span', { class: 'way' }, metric.better > 0 ? 'higher is better' : 'lower is better')),
        el('p', { class: 'signature' }, metric.signature),
        signaturesDiffer(name) ? el('p', { class: 'warn' }, 'Runs have different signatures; their scores cannot be compared.') : null,
        el('table', { class: 'ranks' },
            el('caption', { class: 'hidden' }, name + ' by run'),
            el('thead', { class: 'hidden' }, el('tr', null,
                ['Run', 'Score', '95 % interval'].map(text => el('th', { scope: 'col' }, text)))),
            el('tbody', null, ranked.map(run => rankRow(run, run.byName.get(name), axis)))),
        having.some(run => !run.byName.get(name).corpus)
          ? el('p', { class: 'note' }, 'Mean of the scores of items; the score of the corpus needs the metric itself.') : null);
  });
  return section('leaderboard', 'Leaderboard',
      el('p', { class: 'lead' }, 'Whiskers are 95 % intervals: Wilson\u2019s for yes-or-no scores, Student\u2019s t over items '
        + 'for means, a bootstrap over items for corpus scores. They are of each run alone; whether two runs differ is for '
        + 'the paired comparison to say.'),
      el('div', { class: 'cards' }, cards));
}

function rank(tally, metric) {
  return tally.value === null ? -Infinity : metric.better * number(tally.value);
}

function rankRow(run, tally, axis) {
  const all = tally.measured + tally.unmeasured + tally.failed;
  const value = number(tally.value);
  return el('tr', null,
      el('th', { scope: 'row' }, runName(run), intervalBar(axis, value, tally.low, tally.high, runColour(run))),
      num('td', scoreText(value), { class: 'num score' }),
      num('td', [tally.low === undefined ? 'no interval' : scoreText(tally.low) + ' to ' + scoreText(tally.high),
        tally.measured === all ? null : el('div', { class: 'partial' }, grouped(tally.measured) + ' of ' + grouped(all) + ' measured')],
      { class: 'num dim small', title: tally.method }));
}
