// Puts the page together.
function start() {
  readRows();
  labelRuns();
  state.metric = metricNames[0] || '';
  state.candidate = runs.length > 1 ? 1 : 0;
  const parts = [headerPanel(), toolbar()];
  const main = el('main', { id: 'main' }, runsPanel(), leaderboardPanel());
  if (runs.length > 1) main.append(comparisonPanel(), changesPanel());
  main.append(slicesPanel(), reliabilityPanel(), costPanel(), itemsPanel());
  document.getElementById('app').replaceChildren(...parts, main, detailDialog());
  document.addEventListener('keydown', event => {
    const typing = event.target.closest && event.target.closest('input, select, textarea');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !detail.dialog.open) {
      event.preventDefault();
      document.getElementById('search').focus();
    } else if (event.key === 'Escape' && event.target.id === 'search') {
      grid.box.focus();
    }
  });
  refreshItems();
  followAddress();
  window.addEventListener('hashchange', followAddress);
  document.body.dataset.ready = 'true';
}

function followAddress() {
  if (!location.hash.startsWith('#item=')) return;
  let id = '';
  try { id = decodeURIComponent(location.hash.slice(6)); } catch (e) { return; }
  const item = items.find(one => one.id === id);
  if (item) openItem(item.index);
}

start();
