// The table of items. Only the rows in sight are in the page, so ten thousand cost no more than thirty.
const ROW_HEIGHT = 52;
const PRINTED_ROWS = 200;
const grid = { order: [], active: 0, sort: 'data set', down: true, rows: null, head: null, box: null, printing: false };

const STATUSES = [['all', 'all items'], ['changed', 'changed'], ['better', 'better'], ['worse', 'worse'], ['failed', 'answer failed'],
  ['unmeasured', 'without a score'], ['unstable', 'unstable in repeats'], ['slow', 'slowest tenth']];

function itemsPanel() {
  const statuses = STATUSES.filter(([key]) => runs.length > 1 || !['changed', 'better', 'worse'].includes(key));
  const search = el('input', { type: 'search', id: 'search', placeholder: 'id, question, answer \u2026', autocomplete: 'off', spellcheck: 'false' });
  let waiting = 0;
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => choose({ query: search.value }), 120);
  });
  const status = select('Show', statuses, state.status, value => choose({ status: value }));
  const fields = sliceFields();
  const slices = fields.flatMap(({ field, values }) => values.map(value => [field + '\u0000' + value, field + ' = ' + (value || '(empty)')]));
  const slice = select('Slice', [['', 'all slices'], ...slices], '', value => {
    const [field, one] = value.split('\u0000');
    choose({ field: field || '', value: one || '' });
  });
  const count = el('p', { class: 'count', role: 'status', 'aria-live': 'polite' });
  const clear = el('button', { type: 'button', onclick: () => {
    choose({ query: '', status: 'all', field: '', value: '' });
    search.focus();
  } }, 'Clear');
  watch(['query', 'status', 'field', 'value'], () => {
    if (search.value !== state.query) search.value = state.query;
    status.box.value = state.status;
    slice.box.value = state.field ? state.field + '\u0000' + state.value : '';
    clear.hidden = !state.query && state.status === 'all' && !state.field;
  });
  grid.count = count;
  const panel = section('items', 'Items',
      el('div', { class: 'controls' }, el('label', { class: 'field grow' }, el('span', null, 'Search'), search), status,
          slices.length ? slice : null, clear),
      count, gridBox(),
      el('p', { class: 'note keys' }, el('kbd', null, '/'), ' search  ', el('kbd', null, '\u2191'), ' ', el('kbd', null, '\u2193'), ' move  ',
          el('kbd', null, 'Enter'), ' open  ', el('kbd', null, '\u2190'), ' ', el('kbd', null, '\u2192'), ' previous and next item  ', el('kbd', null, 'Esc'), ' close'));
  watch(['base', 'candidate', 'metric', 'query', 'status', 'field', 'value'], refreshItems);
  return panel;
}

function gridBox() {
  grid.head = el('div', { class: 'grid-row head', role: 'row', 'aria-rowindex': '1' });
  grid.rows = el('div', { class: 'grid-rows', role: 'rowgroup' });
  grid.box = el('div', { class: 'grid', id: 'grid', role: 'grid', tabindex: '0', 'aria-label': 'Items', 'aria-readonly': 'true',
    onscroll: () => requestAnimationFrame(drawRows), onkeydown: gridKey },
  el('div', { role: 'rowgroup', class: 'grid-head' }, grid.head), grid.rows);
  window.addEventListener('resize', () => requestAnimationFrame(drawRows));
  window.addEventListener('beforeprint', () => print(true));
  window.addEventListener('afterprint', () => print(false));
  return grid.box;
}

function print(printing) {
  grid.printing = printing;
  drawRows();
}

// Columns of the table: the item, the chosen metric in every run (in two of many), the gain, and the latency.
function columns() {
  const [base, candidate] = pair();
  const shown = runs.length <= 4 ? runs : [...new Set([base, candidate])];
  const list = [{ key: 'item', title: 'Item', width: 'minmax(11rem, 1fr)' }];
  for (const run of shown) {
    list.push({ key: 'run ' + run.index, title: runName(run), label: run.label, run, width: 'minmax(4.5rem, 7rem)',
      optional: run !== base && run !== candidate });
  }
  if (base !== candidate) list.push({ key: 'gain', title: 'Difference', width: '6.5rem' });
  if (candidate.latency) list.push({ key: 'millis', title: 'Latency', width: '6rem', optional: true });
  return list;
}

function refreshItems() {
  const [base, candidate] = pair();
  grid.columns = columns();
  grid.gains = base === candidate ? null : gainsOf(base, candidate, state.metric);
  if (!grid.columns.some(column => column.key === grid.sort) && grid.sort !== 'data set') grid.sort = 'data set';
  const active = grid.order[grid.active];
  grid.order = filtered(base, candidate);
  sortItems(candidate);
  grid.active = Math.max(0, grid.order.indexOf(active));
  grid.box.style.setProperty('--columns', grid.columns.map(column => column.width).join(' '));
  grid.box.style.setProperty('--narrow-columns', 'minmax(5.5rem, 1fr) ' + grid.columns.filter(column => column.key !== 'item' && !column.optional).map(column => column.key === 'gain' ? '4.9rem' : '3.4rem').join(' '));
  grid.box.setAttribute('aria-rowcount', String(grid.order.length + 1));
  grid.box.setAttribute('aria-colcount', String(grid.columns.length));
  grid.head.replaceChildren(...grid.columns.map(headCell));
  grid.count.textContent = (grid.order.length === items.length ? plural(items.length, 'item')
    : grouped(grid.order.length) + ' of ' + plural(items.length, 'item')) + ', ' + state.metric;
  scrollTo(grid.active);
  drawRows();
}

function headCell(column) {
  const sorted = grid.sort === column.key;
  return el('div', { role: 'columnheader', class: column.key === 'item' ? null : 'num' + (column.optional ? ' optional' : ''),
    'aria-sort': sorted ? (grid.down ? 'descending' : 'ascending') : 'none' },
  el('button', { type: 'button', title: 'Sort by ' + (column.label || column.title), onclick: () => sortBy(column.key) },
      column.title, sorted ? el('span', { 'aria-hidden': 'true' }, grid.down ? ' \u2193' : ' \u2191') : null));
}

// The first click sorts downwards, the second upwards, the third gives the order of the data set back.
function sortBy(key) {
  if (grid.sort !== key) Object.assign(grid, { sort: key, down: key !== 'item' });
  else if (grid.down === (key !== 'item')) grid.down = !grid.down;
  else grid.sort = 'data set';
  const place = grid.columns.findIndex(column => column.key === key);
  refreshItems();
  grid.head.children[place].firstChild.focus();
}

function sortItems(candidate) {
  if (grid.sort === 'data set') return;
  const values = grid.sort === 'item' ? null : grid.sort === 'gain' ? grid.gains
    : grid.sort === 'millis' ? items.map(item => millisOf(item, candidate)) : meansOf(runs[Number(grid.sort.slice(4))], state.metric);
  const way = grid.down ? -1 : 1;
  grid.order.sort((a, b) => {
    if (!values) return way * items[a].id.localeCompare(items[b].id, 'en', { numeric: true }) || a - b;
    // Items without a value come last either way.
    if (values[a] === null || values[b] === null) return (values[a] === null) - (values[b] === null) || a - b;
    return way * (values[a] - values[b]) || a - b;
  });
}

function millisOf(item, run) {
  const times = item.results[run.index].map(row => row[MILLIS]).filter(ms => ms !== null);
  return times.length ? times.reduce((a, b) => a + b) / times.length : null;
}

function filtered(base, candidate) {
  const needles = state.query.toLowerCase().split(/\s+/).filter(Boolean);
  const slow = state.status === 'slow' ? slowLimit(candidate) : 0;
  return items.map(item => item.index).filter(i => {
    const item = items[i];
    if (state.field && item.fields[state.field] !== state.value) return false;
    if (!hasStatus(item, base, candidate, slow)) return false;
    return !needles.length || needles.every(needle => textOf(item).includes(needle));
  });
}

function slowLimit(run) {
  const times = items.map(item => millisOf(item, run)).filter(ms => ms !== null).sort((a, b) => a - b);
  return times.length ? times[Math.floor(times.length * 0.9)] : Infinity;
}

function hasStatus(item, base, candidate, slow) {
  const gain = grid.gains ? grid.gains[item.index] : null;
  switch (state.status) {
    case 'changed': return gain !== null && gain !== 0;
    case 'better': return gain !== null && gain > 0;
    case 'worse': return gain !== null && gain < 0;
    case 'failed': return item.results.some(rows => rows.some(row => row[FAILURE] !== null));
    case 'unmeasured': return [base, candidate].some(run => meansOf(run, state.metric)[item.index] === null);
    case 'unstable': return runs.some(run => isUnstable(item, run, state.metric));
    case 'slow': return (millisOf(item, candidate) || 0) >= slow;
    default: return true;
  }
}

function textOf(item) {
  if (item.text === undefined) {
    item.text = [item.id, item.input, ...item.refs, ...Object.values(item.fields),
      ...item.results.flat().map(row => row[TEXT])].join('\n').toLowerCase();
  }
  return item.text;
}

function drawRows() {
  const box = grid.box;
  const from = grid.printing ? 0 : Math.max(0, Math.floor(box.scrollTop / ROW_HEIGHT) - 6);
  const to = grid.printing ? Math.min(grid.order.length, PRINTED_ROWS)
    : Math.min(grid.order.length, Math.ceil((box.scrollTop + (box.clientHeight || 600)) / ROW_HEIGHT) + 6);
  const rows = [];
  for (let place = from; place < to; place++) rows.push(gridRow(items[grid.order[place]], place));
  if (grid.printing && to < grid.order.length) rows.push(el('p', { class: 'note' }, 'and ' + grouped(grid.order.length - to) + ' more'));
  if (!grid.order.length) rows.push(el('p', { class: 'empty' }, 'No item matches.'));
  grid.rows.replaceChildren(...rows);
  grid.rows.style.setProperty('height', grid.printing ? 'auto' : Math.max(1, grid.order.length) * ROW_HEIGHT + 'px');
  grid.rows.classList.toggle('printing', grid.printing);
  const row = document.getElementById('row-' + grid.active);
  if (row) box.setAttribute('aria-activedescendant', row.id);
  else box.removeAttribute('aria-activedescendant');
}

function gridRow(item, place) {
  const active = place === grid.active;
  return el('div', { class: 'grid-row' + (active ? ' active' : ''), role: 'row', id: 'row-' + place, 'aria-rowindex': String(place + 2),
    'aria-selected': String(active), style: grid.printing ? {} : { top: place * ROW_HEIGHT + 'px' },
    onclick: () => {
      grid.active = place;
      openItem(item.index);
    } },
  grid.columns.map(column => gridCell(item, column)));
}

function gridCell(item, column) {
  if (column.key === 'item') {
    const failed = item.results.some(rows => rows.some(row => row[FAILURE] !== null));
    return el('div', { role: 'gridcell', class: 'what' }, el('span', { class: 'input' }, shorten(item.input, 220) || '(empty)'),
        el('span', { class: 'id' }, item.id, failed ? el('span', { class: 'tag worse' }, 'failed') : null));
  }
  if (column.key === 'gain') {
    const gain = grid.gains[item.index];
    const tone = gain === null || gain === 0 ? 'dim' : gain > 0 ? 'better' : 'worse';
    return num('div', gain === null ? '\u2013' : gain === 0 ? '=' : (gain > 0 ? '\u25b2 ' : '\u25bc ') + signed(better(state.metric) * gain),
        { role: 'gridcell', class: 'num ' + tone });
  }
  if (column.key === 'millis') return num('div', millisText(millisOf(item, pair()[1])), { role: 'gridcell', class: 'num dim optional' });
  const score = scoreOf(item, column.run, state.metric);
  const missing = item.results[column.run.index].length === 0;
  return num('div', missing ? 'absent' : score.value === null ? (score.failed ? 'failed' : 'none') : scoreText(score.value),
      { role: 'gridcell', class: 'num' + (score.value === null ? ' dim' : '') + (column.optional ? ' optional' : ''), title: score.reasons.join('\n') || null });
}

function gridKey(event) {
  if (event.target !== grid.box) return;
  const page = Math.max(1, Math.floor(grid.box.clientHeight / ROW_HEIGHT) - 2);
  const moves = { ArrowDown: grid.active + 1, ArrowUp: grid.active - 1, PageDown: grid.active + page, PageUp: grid.active - page,
    Home: 0, End: grid.order.length - 1 };
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    if (grid.order.length) openItem(grid.order[grid.active]);
  } else if (event.key in moves) {
    event.preventDefault();
    activate(moves[event.key]);
  }
}

function activate(place) {
  grid.active = Math.max(0, Math.min(grid.order.length - 1, place));
  scrollTo(grid.active);
  drawRows();
}

function scrollTo(place) {
  const head = grid.head.offsetHeight || 40;
  const top = place * ROW_HEIGHT, room = (grid.box.clientHeight || 600) - head;
  if (top < grid.box.scrollTop) grid.box.scrollTop = top;
  else if (top + ROW_HEIGHT > grid.box.scrollTop + room) grid.box.scrollTop = top + ROW_HEIGHT - room;
}
