// Differences between two texts, word by word, by the longest common subsequence.
const MOST_CELLS = 4000000;

function words(text) {
  return text.match(/\s+|[\p{L}\p{N}\p{M}_]+|[^]/gu) || [];
}

function lines(text) {
  return text.match(/[^\n]*\n|[^\n]+/g) || [];
}

// Pieces {kind, text} where kind is 'same', 'gone' (only in the first text) or 'new' (only in the second).
function differences(first, second) {
  let a = words(first), b = words(second);
  if (a.length * b.length > MOST_CELLS) {
    a = lines(first);
    b = lines(second);
  }
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const pieces = [];
  add(pieces, 'same', a.slice(0, start));
  middle(pieces, a.slice(start, a.length - end), b.slice(start, b.length - end));
  add(pieces, 'same', a.slice(a.length - end));
  return pieces;
}

function middle(pieces, a, b) {
  if (!a.length || !b.length || a.length * b.length > MOST_CELLS) {
    add(pieces, 'gone', a);
    add(pieces, 'new', b);
    return;
  }
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] = a[i] === b[j] ? length[(i + 1) * width + j + 1] + 1
          : Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
    }
  }
  let i = 0, j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      add(pieces, 'same', [a[i++]]);
      j++;
    } else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) {
      add(pieces, 'gone', [a[i++]]);
    } else {
      add(pieces, 'new', [b[j++]]);
    }
  }
  add(pieces, 'gone', a.slice(i));
  add(pieces, 'new', b.slice(j));
}

function add(pieces, kind, tokens) {
  if (!tokens.length) return;
  const text = tokens.join('');
  const last = pieces[pieces.length - 1];
  if (last && last.kind === kind) last.text += text;
  else pieces.push({ kind, text });
}

// The side of a comparison that shows one of the texts: its own words marked, those of the other left out. A blank
// between two marked words is marked too, which is calmer to read.
function marked(first, second, side) {
  const own = side === 'first' ? 'gone' : 'new';
  const pieces = differences(first, second).filter(piece => piece.kind === 'same' || piece.kind === own);
  const joined = [];
  pieces.forEach((piece, i) => {
    const between = i > 0 && i + 1 < pieces.length && piece.kind === 'same' && /^[ \t]+$/.test(piece.text);
    add(joined, between ? own : piece.kind, [piece.text]);
  });
  return joined.map(piece => piece.kind === 'same' ? piece.text
      : el(side === 'first' ? 'del' : 'ins', null, piece.text));
}
