/** What the page does by itself: filters, search, evidence that opens where a link or the printer leads to it. */
export const SCRIPT = `
(() => {
  const filters = document.getElementById('filters');
  const shown = document.getElementById('shown');
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const cards = all('.finding').map((card) => ({
    card,
    head: (card.dataset.file + ' ' + card.querySelector('header').textContent).toLowerCase(),
    places: all('.place', card).map((place) => ({ place, text: place.querySelector('summary').textContent.toLowerCase() })),
  }));
  const files = all('.file');
  if (filters) {
    filters.hidden = false;
    const apply = () => {
      const severities = new Set(all('input[name=severity]:checked', filters).map((box) => box.value));
      const theme = filters.elements.theme.value;
      const words = filters.elements.search.value.toLowerCase().split(/\\s+/).filter(Boolean);
      let count = 0;
      for (const { card, head, places } of cards) {
        const kind = severities.has(card.dataset.severity) && (theme === '' || theme === card.dataset.theme);
        let here = 0;
        for (const { place, text } of places) {
          const match = kind && words.every((word) => head.includes(word) || text.includes(word));
          place.hidden = !match;
          if (match) here += 1;
        }
        card.hidden = here === 0;
        count += here;
      }
      for (const file of files) file.hidden = !all('.finding', file).some((card) => !card.hidden);
      shown.textContent = count === 1 ? '1 finding shown' : count + ' findings shown';
    };
    filters.addEventListener('input', apply);
    filters.addEventListener('submit', (event) => event.preventDefault());
    filters.addEventListener('reset', () => setTimeout(apply));
    const opener = document.getElementById('open-all');
    opener.addEventListener('click', () => {
      const open = opener.getAttribute('aria-pressed') !== 'true';
      opener.setAttribute('aria-pressed', String(open));
      for (const place of all('.place')) place.open = open;
    });
    apply();
  }
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let node = target; node; node = node.parentElement) {
      if (node.tagName === 'DETAILS') node.open = true;
      if (node.hidden) { filters.reset(); setTimeout(() => target.scrollIntoView()); }
    }
    const own = target.querySelector(':scope > details');
    if (own) own.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = all('details:not([open])');
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of closed) details.open = false;
  });
})();
`;
