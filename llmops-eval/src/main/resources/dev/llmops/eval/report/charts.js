// Small charts. They repeat what the numbers beside them say, so readers of the screen may pass them over.
function chart(className, height, ...children) {
  return svg('svg', { class: className, height, width: '100%', 'aria-hidden': 'true', focusable: 'false' }, children);
}

function percent(share) {
  return Math.max(0, Math.min(100, share * 100)).toFixed(2) + '%';
}

// Ends of an axis that holds all values and starts at zero where it can.
function axisOf(values) {
  const finite = values.filter(value => typeof value === 'number' && Number.isFinite(value));
  const low = Math.min(0, ...finite), high = Math.max(0, ...finite);
  return { low: low < 0 ? -roundUp(-low) : 0, high: high > 0 || low === 0 ? roundUp(high) : 0 };
}

function roundUp(value) {
  if (value <= 1e-9) return 1;
  if (value > 0.2 && value <= 1) return 1;
  if (value > 20 && value <= 100) return 100;
  const power = Math.pow(10, Math.floor(Math.log10(value)));
  return [1, 1.5, 2, 3, 5, 10].map(step => step * power).find(step => step >= value * (1 - 1e-12));
}

// A bar from zero with the interval as a whisker.
function intervalBar(axis, value, low, high, colour) {
  const at = x => percent((x - axis.low) / (axis.high - axis.low));
  const marks = [svg('rect', { class: 'track', x: 0, y: 5, width: '100%', height: 10, rx: 2 })];
  if (Number.isFinite(value)) {
    const from = Math.min(0, value), to = Math.max(0, value);
    marks.push(svg('rect', { x: at(from), y: 5, width: percent((to - from) / (axis.high - axis.low)), height: 10, rx: 2,
      style: { fill: colour } }));
  }
  if (low !== undefined && low !== null) marks.push(whisker(at(low), at(high), 10, 'whisker'));
  return chart('bar', 20, marks);
}

function whisker(from, to, y, className) {
  return svg('g', { class: className },
      svg('line', { x1: from, x2: to, y1: y, y2: y }),
      svg('line', { x1: from, x2: from, y1: y - 4, y2: y + 4 }),
      svg('line', { x1: to, x2: to, y1: y - 4, y2: y + 4 }));
}

// A difference with its interval around zero; the reach is what both ends of the axis show.
function forest(reach, delta, low, high, className) {
  const at = x => percent((x / reach + 1) / 2);
  const marks = [svg('line', { class: 'zero', x1: '50%', x2: '50%', y1: 0, y2: 20 })];
  if (low !== null && low !== undefined) marks.push(whisker(at(low), at(high), 10, 'whisker ' + className));
  if (Number.isFinite(delta)) marks.push(svg('circle', { class: 'dot ' + className, cx: at(delta), cy: 10, r: 4.5 }));
  return chart('forest', 20, marks);
}

// Upright bars side by side, each {label, count, className}.
function histogram(bars, colour) {
  const most = Math.max(1, ...bars.map(bar => bar.count));
  const width = 100 / bars.length;
  return chart('histogram', 96, bars.map((bar, i) => {
    const height = bar.count ? Math.max(2, 72 * bar.count / most) : 0;
    return svg('g', null,
        svg('title', null, bar.label + ': ' + bar.count),
        svg('rect', { x: (i * width + width * 0.08).toFixed(2) + '%', width: (width * 0.84).toFixed(2) + '%',
          y: 78 - height, height, rx: 1.5, class: bar.className || '', style: colour ? { fill: colour } : {} }),
        svg('text', { x: ((i + 0.5) * width).toFixed(2) + '%', y: 92, 'text-anchor': 'middle' }, bar.short));
  }));
}
