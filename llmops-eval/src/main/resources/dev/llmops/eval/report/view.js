// Builds elements and words. Text only ever enters the page as text nodes and attributes, never as markup.
const SVG = 'http://www.w3.org/2000/svg';

function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'style') for (const [key, one] of Object.entries(value)) node.style.setProperty(key, one);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== ''));
  return node;
}

function fixed(value, digits) {
  const text = Math.abs(value).toFixed(digits);
  return (value < 0 && Number(text) !== 0 ? '\u2212' : '') + text;
}

// Scores up to 1 have three digits, percentages two, larger ones none.
function scoreText(value) {
  if (value === null || value === undefined) return '\u2013';
  if (!Number.isFinite(value)) return value > 0 ? '\u221e' : '\u2212\u221e';
  const size = Math.abs(value);
  return size <= 2 ? fixed(value, 3) : size < 1000 ? fixed(value, 2) : grouped(Math.round(value));
}

function signed(value, digits) {
  if (value === null || !Number.isFinite(value)) return '\u2013';
  const text = digits === undefined ? scoreText(value) : fixed(value, digits);
  return value > 0 && Number(text) !== 0 ? '+' + text : text;
}

function pText(p) {
  return p === null || p === undefined ? '\u2013' : p < 0.001 ? '< 0.001' : p.toFixed(3);
}

function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}

function millisText(ms) {
  if (ms === null || ms === undefined) return '\u2013';
  if (ms < 1) return ms.toPrecision(2) + ' ms';
  if (ms < 10) return ms.toFixed(1) + ' ms';
  return ms < 1000 ? Math.round(ms) + ' ms' : ms < 100000 ? (ms / 1000).toFixed(2) + ' s' : Math.round(ms / 1000) + ' s';
}

function plural(count, one, many) {
  return grouped(count) + ' ' + (count === 1 ? one : many || one + 's');
}

function swatch(run) {
  return el('span', { class: 'swatch', 'aria-hidden': 'true', style: { background: runColour(run) } });
}

function runColour(run) {
  return 'var(--run-' + run.index % 8 + ')';
}

function runName(run) {
  return el('span', { class: 'run' }, swatch(run), run.label);
}

// Subjects of the same name are told apart by their number.
function labelRuns() {
  for (const run of runs) {
    const same = runs.filter(other => other.subject === run.subject);
    run.label = same.length > 1 ? run.subject + ' #' + (same.indexOf(run) + 1) : run.subject;
  }
}

function section(id, title, ...children) {
  return el('section', { id, 'aria-labelledby': id + '-title' },
      el('h2', { id: id + '-title' }, title), children);
}

function table(caption, head, rows, attributes) {
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
      el('table', attributes || {}, el('caption', { class: 'hidden' }, caption),
          el('thead', null, el('tr', null, head.map(cell => cell instanceof Node ? cell : el('th', { scope: 'col' }, cell)))),
          el('tbody', null, rows)));
}

function num(tag, content, attributes) {
  return el(tag, { class: 'num', ...attributes }, content);
}

function select(label, options, value, change) {
  const box = el('select', { onchange: () => change(box.value) },
      options.map(([key, text]) => el('option', { value: key, selected: key === value }, text)));
  const field = el('label', { class: 'field' }, el('span', null, label), box);
  field.box = box;
  return field;
}

function itemLink(item, extra) {
  return el('button', { type: 'button', class: 'link', onclick: () => openItem(item.index) },
      el('span', { class: 'id' }, item.id), ' ', shorten(item.input, 110), extra);
}

function shorten(text, length) {
  const line = text.slice(0, length * 3).replace(/\s+/g, ' ').trim();
  return line.length > length ? line.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '') + '\u2026' : line;
}

// What people have chosen, and who wants to know. Panels draw themselves again when it changes.
const state = { base: 0, candidate: 0, metric: '', query: '', status: 'all', field: '', value: '' };
const watchers = [];

function watch(keys, draw) {
  watchers.push({ keys, draw });
  draw();
}

function choose(changes) {
  const changed = Object.keys(changes).filter(key => state[key] !== changes[key]);
  Object.assign(state, changes);
  if (!changed.length) return;
  for (const { keys, draw } of watchers) if (keys.some(key => changed.includes(key))) draw();
}
