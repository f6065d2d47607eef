// One item in a dialog: what was asked, found and answered in each run, and what the metrics say.
const detail = { index: -1, against: 'base', repeat: 0, extra: new Set() };

function detailDialog() {
  detail.title = el('h2', { id: 'detail-title' });
  detail.place = el('span', { class: 'dim small' });
  detail.body = el('div', { class: 'detail-body', tabindex: '0', autofocus: true, role: 'document', 'aria-labelledby': 'detail-title' });
  detail.dialog = el('dialog', { id: 'detail', 'aria-labelledby': 'detail-title', onkeydown: detailKey, onclose: closed,
    onclick: event => { if (event.target === detail.dialog) detail.dialog.close(); } },
  el('div', { class: 'detail-head' }, detail.title, detail.place,
      el('button', { type: 'button', id: 'previous', title: 'Previous item (\u2190)', onclick: () => step(-1) }, '\u2190'),
      el('button', { type: 'button', id: 'next', title: 'Next item (\u2192)', onclick: () => step(1) }, '\u2192'),
      el('button', { type: 'button', id: 'close', title: 'Close (Esc)', onclick: () => detail.dialog.close() }, 'Close')),
  detail.body);
  watch(['base', 'candidate', 'metric'], () => { if (detail.dialog.open) drawDetail(); });
  return detail.dialog;
}

function openItem(index) {
  detail.index = index;
  detail.repeat = 0;
  const place = grid.order.indexOf(index);
  if (place >= 0) activate(place);
  drawDetail();
  if (!detail.dialog.open) detail.dialog.showModal();
  detail.dialog.scrollTop = 0;
  detail.body.scrollTop = 0;
  address(() => '#item=' + encodeURIComponent(items[index].id));
}

function closed() {
  address(() => '#items');
}

function address(hash) {
  // Some viewers of files forbid it, and halves of characters have no address; the dialog works without.
  try { history.replaceState(null, '', hash()); } catch (e) { /* stays as it was */ }
}

function step(by) {
  const place = grid.order.indexOf(detail.index);
  const next = place < 0 ? 0 : place + by;
  if (next >= 0 && next < grid.order.length) openItem(grid.order[next]);
}

function detailKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest('select, input')) return;
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    event.preventDefault();
    step(event.key === 'ArrowLeft' ? -1 : 1);
  }
}

function shownRuns() {
  const [base, candidate] = pair();
  return [...new Set([base, candidate, ...runs.filter(run => detail.extra.has(run.index))])];
}

function drawDetail() {
  const item = items[detail.index];
  const place = grid.order.indexOf(detail.index);
  detail.title.textContent = item.id;
  detail.place.textContent = place < 0 ? 'not in the filter' : grouped(place + 1) + ' of ' + grouped(grid.order.length);
  const fields = Object.entries(item.fields);
  const repeats = Math.max(1, ...item.results.map(rows => rows.length));
  detail.body.replaceChildren(...[
    el('h3', null, 'Input'), text(item.input),
    fields.length ? el('p', { class: 'chips' }, fields.map(([name, value]) =>
      el('span', { class: 'chip' }, el('b', null, name), ' ', shorten(value, 120)))) : null,
    item.refs.length ? el('h3', null, item.refs.length > 1 ? 'References' : 'Reference') : null,
    ...item.refs.map(text),
    el('h3', null, 'Outputs'), outputControls(item, repeats), outputs(item),
    el('h3', null, 'Scores'), scoreTable(item), rationales(item),
    ...retrieved(item)].filter(Boolean));
}

function text(content) {
  return content === '' ? el('p', { class: 'text dim' }, '(empty)') : el('p', { class: 'text' }, content);
}

function outputControls(item, repeats) {
  const options = [['none', 'nothing']];
  if (runs.length > 1) options.push(['base', 'the output of the base']);
  if (item.refs.length) options.push(['reference', 'the first reference']);
  if (!options.some(([key]) => key === detail.against)) detail.against = options[options.length - 1][0];
  const parts = [select('Mark differences to', options, detail.against, value => {
    detail.against = value;
    redraw('select');
  })];
  if (repeats > 1) {
    const names = Array.from({ length: repeats }, (_, i) => [String(i), i + 1 + ' of ' + repeats]);
    parts.push(select('Repeat', names, String(detail.repeat), value => {
      detail.repeat = Number(value);
      redraw('.field:nth-of-type(2) select');
    }));
  }
  const others = runs.filter(run => run.index !== state.base && run.index !== state.candidate);
  parts.push(...others.map(run => el('label', { class: 'check' }, el('input', { type: 'checkbox', checked: detail.extra.has(run.index), onchange: () => {
    if (!detail.extra.delete(run.index)) detail.extra.add(run.index);
    drawDetail();
  } }), runName(run))));
  return el('div', { class: 'controls outputs-controls' }, parts);
}

// Draws again without taking the focus away from what was just used.
function redraw(selector) {
  drawDetail();
  const used = detail.body.querySelector('.outputs-controls ' + selector);
  if (used) used.focus();
}

function rowOf(item, run) {
  const rows = item.results[run.index];
  return rows[Math.min(detail.repeat, rows.length - 1)];
}

function outputs(item) {
  const base = runs[state.base];
  return el('div', { class: 'outputs' }, shownRuns().map(run => {
    const row = rowOf(item, run);
    return el('article', { class: 'card', 'aria-label': run.label },
        el('h4', null, runName(run), run === base && runs.length > 1 ? el('span', { class: 'tag' }, 'base') : null),
        !row ? el('p', { class: 'dim' }, 'This run has no result for the item.')
        : row[FAILURE] !== null ? el('p', { class: 'text worse' }, 'Failed: ' + row[FAILURE])
        : row[TEXT] === '' ? text('') : el('p', { class: 'text' }, outputText(item, run, row)),
        row ? el('p', { class: 'dim small' }, facts(row)) : null);
  }));
}

function outputText(item, run, row) {
  if (detail.against === 'reference' && item.refs.length) return marked(item.refs[0], row[TEXT], 'second');
  if (detail.against !== 'base' || runs.length < 2) return row[TEXT];
  const [base, candidate] = pair();
  const other = rowOf(item, run === base ? candidate : base);
  if (!other || other === row || other[FAILURE] !== null) return row[TEXT];
  return run === base ? marked(row[TEXT], other[TEXT], 'first') : marked(other[TEXT], row[TEXT], 'second');
}

function facts(row) {
  const parts = [];
  if (row[MILLIS] !== null) parts.push(millisText(row[MILLIS]));
  if (row[COST] !== null) parts.push('cost ' + row[COST]);
  if (row[TOKENS_IN] !== null) parts.push(grouped(row[TOKENS_IN]) + ' tokens in');
  if (row[TOKENS_OUT] !== null) parts.push(grouped(row[TOKENS_OUT]) + ' tokens out');
  parts.push(plural(row[TEXT].length, 'character'));
  return parts.join(' \u00b7 ');
}

function scoreTable(item) {
  const shown = shownRuns();
  const [base, candidate] = pair();
  const head = ['Metric', ...shown.map(run => el('th', { scope: 'col', class: 'num' }, runName(run)))];
  if (base !== candidate) head.push(scopeNum('Difference'));
  return table('Scores of the item', head, metricNames.map(name => {
    const gain = base === candidate ? null : gainsOf(base, candidate, name)[item.index];
    return el('tr', { class: name === state.metric ? 'chosen' : null }, el('th', { scope: 'row' }, name),
        shown.map(run => scoreCell(item, run, name)),
        base === candidate ? null : num('td', gain === null ? '\u2013' : gain === 0 ? '=' : (gain > 0 ? '\u25b2 ' : '\u25bc ') + signed(better(name) * gain),
            { class: 'num ' + (gain > 0 ? 'better' : gain < 0 ? 'worse' : 'dim') }));
  }));
}

function scoreCell(item, run, name) {
  if (!run.places.has(name)) return num('td', '\u2013', { class: 'num dim' });
  const score = scoreOf(item, run, name);
  const several = score.values.length > 1 ? el('div', { class: 'dim small' }, score.values.map(scoreText).join(', ')) : null;
  const reasons = [...new Set(score.reasons)].map(reason => el('div', { class: 'dim small' }, reason));
  return num('td', [score.value === null ? (item.results[run.index].length ? '' : 'absent') : scoreText(score.value), several, reasons]);
}

function rationales(item) {
  const found = shownRuns().flatMap(run => metricNames.map(name => {
    const row = rowOf(item, run);
    const raw = row ? rawScore(row, run, name) : null;
    return raw && typeof raw === 'object' && raw.r ? { run, name, raw } : null;
  })).filter(Boolean);
  return found.length ? el('div', { class: 'rationales' }, el('h3', null, 'Reasons of the judge'), found.map(({ run, name, raw }) =>
    el('blockquote', null, el('p', { class: 'small' }, runName(run), ' \u00b7 ' + name + ' \u00b7 ' + scoreText(number(raw.v))), text(raw.r)))) : null;
}

function retrieved(item) {
  const relevant = item.rel || {};
  const shown = shownRuns().map(run => ({ run, row: rowOf(item, run) })).filter(({ row }) => row && row[FOUND].length);
  if (!shown.length && !item.rel) return [];
  return [el('h3', null, 'Retrieved'), el('div', { class: 'outputs' }, shown.map(({ run, row }) => {
    const missed = Object.keys(relevant).filter(id => relevant[id] > 0 && !row[FOUND].some(found => found.id === id));
    return el('article', { class: 'card', 'aria-label': 'Retrieved by ' + run.label }, el('h4', null, runName(run)),
        el('ol', { class: 'found' }, row[FOUND].map(found => {
          const grade = relevant[found.id];
          return el('li', { class: grade > 0 ? 'relevant' : null }, el('details', null,
              el('summary', null, grade > 0 ? el('span', { class: 'tag better' }, grade > 1 ? '\u2713 relevant, ' + grade : '\u2713 relevant') : null,
                  el('span', { class: 'id' }, found.id), el('span', { class: 'dim small' }, scoreText(found.score))),
              text(found.text)));
        })),
        missed.length ? el('p', { class: 'small worse' }, 'Relevant but not found: ' + missed.join(', ')) : null);
  })),
  shown.length ? null : el('p', { class: 'dim' }, 'Nothing was retrieved. Relevant: ' + Object.keys(relevant).join(', '))];
}
