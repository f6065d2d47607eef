// Two runs against each other: what is shown, for every pair, and which items changed.
const VERDICTS = {
  BETTER: ['better', '\u25b2 better'], WORSE: ['worse', '\u25bc worse'], SAME: ['same', 'no difference shown'],
  INCOMPARABLE: ['none', 'not comparable'], UNMEASURED: ['none', 'not measured'] };

function verdict(key) {
  const [className, text] = VERDICTS[key] || VERDICTS.UNMEASURED;
  return el('span', { class: 'verdict ' + className }, text);
}

// What was found for the pair, turned around where the file has it the other way.
function comparisonOf(base, candidate) {
  const found = summary.comparisons.find(one => one.base === base.index && one.candidate === candidate.index);
  if (found) return found;
  const other = summary.comparisons.find(one => one.base === candidate.index && one.candidate === base.index);
  return other && { ...other, base: base.index, candidate: candidate.index, onlyBase: other.onlyCandidate, onlyCandidate: other.onlyBase,
    metrics: other.metrics && other.metrics.map(turned) };
}

function turned(one) {
  if (one.test === undefined) return one;
  const verdict = { BETTER: 'WORSE', WORSE: 'BETTER' }[one.verdict] || one.verdict;
  return { ...one, from: one.to, to: one.from, low: -one.high, high: -one.low, effect: one.effect === undefined ? undefined : -one.effect, verdict };
}

function comparisonPanel() {
  const body = el('div');
  const panel = section('comparison', 'Paired comparison', body);
  watch(['base', 'candidate'], () => {
    const [base, candidate] = pair();
    const found = comparisonOf(base, candidate);
    body.replaceChildren(...(base === candidate ? [el('p', { class: 'lead' }, 'Base and candidate are the same run.')]
      : found ? comparison(found, base, candidate)
      : [el('p', { class: 'lead' }, 'No test of this pair is in this file.')]));
  });
  if (runs.length > 2) {
    const all = el('div');
    panel.append(all);
    watch(['base', 'candidate', 'metric'], () => all.replaceChildren(...matrix()));
  }
  return panel;
}

function comparison(found, base, candidate) {
  const head = el('p', { class: 'lead verdict-line' }, runName(candidate), ' against ', runName(base), ': ', conclusion(found));
  if (found.reasons) return [head, el('ul', { class: 'warn' }, found.reasons.map(reason => el('li', null, reason)))];
  const left = [[found.onlyBase, base], [found.onlyCandidate, candidate]].filter(([count]) => count > 0)
      .map(([count, run]) => ' ' + plural(count, 'item') + ' that only ' + run.label + ' has ' + (count === 1 ? 'is' : 'are') + ' left out.').join('');
  return [head, table('Paired comparison', ['Metric', 'Verdict', scopeNum('Base'), scopeNum('Candidate'), scopeNum('Difference'),
    'Worse \u2190 0 \u2192 better', scopeNum('95 % interval'), scopeNum('p'), scopeNum('Effect'), scopeNum('Detectable')],
  found.metrics.map(comparisonRow)),
  el('p', { class: 'note' }, 'Paired by item. p-values are corrected for the number of metrics by Holm\u2019s method, intervals are not. Effect is Cohen\u2019s d '
    + 'of the paired differences. Detectable is the smallest true difference that so many items show four times in five. '
    + '\u201cNo difference shown\u201d does not say that there is none.' + left)];
}

function scopeNum(text) {
  return el('th', { scope: 'col', class: 'num' }, text);
}

function comparisonRow(one) {
  const name = el('th', { scope: 'row' }, el('button', { type: 'button', class: 'link', onclick: () => choose({ metric: one.name }),
    title: 'Show this metric in the panels below' }, one.name));
  if (one.test === undefined) {
    return el('tr', null, name, el('td', null, verdict(one.verdict)), el('td', { colspan: '8', class: 'dim' }, one.reasons.join('; ')));
  }
  const sign = better(one.name), delta = one.to - one.from;
  const ends = [sign * one.low, sign * one.high].sort((a, b) => a - b);
  const reach = Math.max(1e-12, Math.abs(delta), Math.abs(one.low), Math.abs(one.high)) * 1.15;
  const tone = VERDICTS[one.verdict][0];
  return el('tr', null, name,
      el('td', null, verdict(one.verdict), el('div', { class: 'dim small' }, one.test + ', ' + plural(one.pairs, 'item'))),
      num('td', scoreText(one.from)), num('td', scoreText(one.to)), num('td', signed(delta), { class: 'num score' }),
      el('td', { class: 'chart wide' }, forest(reach, sign * delta, ends[0], ends[1], tone)),
      num('td', signed(one.low) + ' to ' + signed(one.high), { class: 'num dim' }),
      num('td', pText(one.adjusted), { title: 'uncorrected ' + pText(one.p) }),
      num('td', one.effect === undefined ? '\u2013' : signed(one.effect, 2)),
      num('td', one.detectable === undefined ? '\u2013' : '\u00b1' + scoreText(one.detectable), { class: 'num dim' }));
}

function conclusion(found) {
  if (found.reasons) return 'cannot be compared.';
  const names = key => found.metrics.filter(one => one.verdict === key).map(one => one.name);
  const parts = [];
  if (names('BETTER').length) parts.push('better on ' + names('BETTER').join(', '));
  if (names('WORSE').length) parts.push('worse on ' + names('WORSE').join(', '));
  const same = names('SAME').length;
  if (same) parts.push('no difference shown on ' + plural(same, parts.length ? 'other metric' : 'metric'));
  return (parts.join('; ') || 'nothing could be measured') + '.';
}

// Every pair at a glance, for the chosen metric.
function matrix() {
  return [el('h3', null, 'All pairs: ' + state.metric),
    table('All pairs', [el('td', { class: 'dim small' }, 'candidate \u2193, base \u2192'),
      ...runs.map(run => el('th', { scope: 'col' }, runName(run)))],
    runs.map(candidate => el('tr', null, el('th', { scope: 'row' }, runName(candidate)),
        runs.map(base => matrixCell(base, candidate, state.metric)))), { class: 'matrix' })];
}

function matrixCell(base, candidate, name) {
  const found = base === candidate ? null : comparisonOf(base, candidate);
  const one = found && found.metrics && found.metrics.find(metric => metric.name === name);
  if (!one || one.test === undefined) return el('td', { class: 'dim' }, base === candidate ? '' : '\u2013');
  const tone = (VERDICTS[one.verdict] || VERDICTS.UNMEASURED)[0];
  const chosen = base.index === state.base && candidate.index === state.candidate;
  return el('td', { class: 'cell ' + tone }, el('button', { type: 'button', 'aria-pressed': String(chosen),
    onclick: () => choose({ base: base.index, candidate: candidate.index }) },
  signed(one.to - one.from), el('span', { class: 'small' }, ' p ' + pText(one.adjusted))));
}

function changesPanel() {
  const body = el('div');
  const panel = section('changes', 'What changed', body);
  watch(['base', 'candidate', 'metric'], () => {
    const [base, candidate] = pair();
    const gains = gainsOf(base, candidate, state.metric);
    const changed = items.map((item, i) => ({ item, gain: gains[i] })).filter(one => one.gain !== null && one.gain !== 0);
    const worse = changed.filter(one => one.gain < 0).sort((a, b) => a.gain - b.gain || a.item.index - b.item.index);
    const up = changed.filter(one => one.gain > 0).sort((a, b) => b.gain - a.gain || a.item.index - b.item.index);
    const missing = gains.filter(gain => gain === null).length;
    const same = gains.length - missing - changed.length;
    body.replaceChildren(
        el('p', { class: 'lead' }, runName(base), ' \u2192 ', runName(candidate), ', ' + state.metric + ': '
          + plural(worse.length, 'item') + ' worse, ' + grouped(up.length) + ' better, ' + grouped(same) + ' the same'
          + (missing ? ', ' + grouped(missing) + ' without a score on both sides' : '') + '.'),
        el('div', { class: 'split' }, flips('Worse', 'worse', worse), flips('Better', 'better', up)));
  });
  return panel;
}

function flips(title, tone, list) {
  const most = 12;
  return el('div', { class: 'card' }, el('h3', { class: tone }, (tone === 'worse' ? '\u25bc ' : '\u25b2 ') + title + ' (' + grouped(list.length) + ')'),
      list.length === 0 ? el('p', { class: 'dim' }, 'None.') : el('ol', { class: 'flips' }, list.slice(0, most).map(one =>
        el('li', null, itemLink(one.item), el('span', { class: 'num ' + tone }, signed(better(state.metric) * one.gain))))),
      list.length > most ? el('button', { type: 'button', onclick: () => {
        choose({ status: tone, query: '', field: '', value: '' });
        document.getElementById('items').scrollIntoView();
        document.getElementById('grid').focus();
      } }, 'Show all ' + grouped(list.length)) : null);
}
