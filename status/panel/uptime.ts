/** 90 days of uptime: a bar a day for each check, read with a pointer, with the keyboard, or as a table. */
import { make } from './dom.ts';
import type { SeenHistory, SeenSeries } from './history.ts';
import { checkWords, clockOf, dayOf, percentOf, TIME_ZONE } from './words.ts';

const BAR = 4;
const HEIGHT = 28;
/** Between the whole and the failed part of a bar: it tells them apart without their colors. */
const GAP = 3;

export interface Uptime {
  element: HTMLElement;
  show: (history: SeenHistory) => void;
}

/** Makes the bars. What the reader has in focus or has opened stays so while they are renewed. */
export function createUptime(): Uptime {
  const note = make('p', { class: 'soft' });
  const rows = make('div', { class: 'rows' });
  const readout = make('p', { class: 'readout', 'aria-hidden': 'true' }, HINT);
  const body = make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Uptime by day' });
  const details = make('details', {}, make('summary', {}, 'Show as a table'), body);
  const element = make('div', {}, make('h2', {}, 'Uptime, last 90 days'), note, rows, readout, details);
  const sliders = new Map<string, (series: SeenSeries, history: SeenHistory) => void>();
  let shown: SeenHistory | undefined;
  const fillTable = () => shown && details.open && body.replaceChildren(drawTable(shown));
  details.addEventListener('toggle', fillTable);
  return {
    element,
    show(history) {
      shown = history;
      note.textContent = zoneNote(history);
      for (const [name, series] of history.series) {
        let showRow = sliders.get(name);
        if (showRow === undefined) {
          const row = createRow(labelOf(name), readout);
          rows.append(row.element);
          showRow = row.show;
          sliders.set(name, showRow);
        }
        showRow(series, history);
      }
      fillTable();
    },
  };
}

const HINT = 'Point at a bar, or move with the arrow keys, to read a day.';

/** Whether days begin at midnight where the reader is. A service that doesn't know the reader's zone counts days of UTC. */
function isLocal({ from }: SeenHistory): boolean {
  return clockOf(from) === '12:00 AM';
}

function zoneNote(history: SeenHistory): string {
  const days = isLocal(history)
    ? `One bar for each day in your time zone, ${TIME_ZONE}.`
    : `One bar for each day, in UTC. In your time zone, ${TIME_ZONE}, a day starts at ${clockOf(history.from)}.`;
  return `${days} A broken bar means failures. A low gray line means no data or announced maintenance.`;
}

function labelOf(name: string): string {
  return name === 'overall' ? 'Overall' : checkWords(name).label;
}

/** The name of a day, counted from the oldest. */
function dayIn(history: SeenHistory, day: number): string {
  return dayOf(history.from + day * history.bucketMs, isLocal(history));
}

/** The bars are a picture; the slider over them is what keyboards and screen readers use. */
function createRow(label: string, readout: HTMLElement) {
  const slider = make('input', { type: 'range', min: '0', 'aria-label': `${label}, day` });
  const picture = make('div', { class: 'bars' });
  const total = make('span', { class: 'total' });
  const head = make('div', { class: 'head' }, make('strong', {}, label), total);
  let words: readonly string[] = [];
  const say = () => {
    const text = words[Number(slider.value)] ?? '';
    slider.setAttribute('aria-valuetext', text);
    return text;
  };
  const read = () => {
    readout.textContent = `${label}, ${say()}`;
  };
  slider.oninput = read;
  slider.onfocus = read;
  slider.onpointermove = ({ clientX }) => {
    const { left, width } = slider.getBoundingClientRect();
    const day = Math.floor(((clientX - left) / width) * words.length);
    readout.textContent = `${label}, ${words[Math.min(Math.max(day, 0), words.length - 1)] ?? ''}`;
  };
  return {
    element: make('div', { class: 'row90' }, head, make('div', { class: 'plot' }, picture, slider)),
    show({ availability, buckets }: SeenSeries, history: SeenHistory) {
      words = buckets.map((share, day) => `${dayIn(history, day)}: ${percentOf(share)}`);
      const isNew = slider.max !== String(buckets.length - 1);
      slider.max = String(buckets.length - 1);
      if (isNew) slider.value = slider.max;
      say();
      total.textContent = percentOf(availability);
      picture.replaceChildren(drawBars(buckets));
    },
  };
}

/** A bar is whole while nothing failed; else it has a gap, and below that a part, at least a third, for what failed. */
function drawBars(buckets: readonly (number | null)[]): SVGElement {
  const names = { whole: '', failed: '', unknown: '' };
  buckets.forEach((share, day) => {
    const x = day * BAR;
    const failed = share === null || share === 1 ? 0 : Math.max(1 / 3, 1 - share) * (HEIGHT - GAP);
    const bar = (top: number, height: number) => `M${x} ${top}h${BAR - 1}v${height}h${1 - BAR}Z`;
    if (share === null) names.unknown += bar(HEIGHT - 4, 4);
    else if (share > 0) names.whole += bar(0, failed > 0 ? HEIGHT - failed - GAP : HEIGHT);
    if (failed > 0) names.failed += bar(HEIGHT - failed, failed);
  });
  const namespace = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(namespace, 'svg');
  picture.setAttribute('viewBox', `0 0 ${buckets.length * BAR} ${HEIGHT}`);
  picture.setAttribute('preserveAspectRatio', 'none');
  picture.setAttribute('aria-hidden', 'true');
  for (const [name, d] of Object.entries(names)) {
    const path = document.createElementNS(namespace, 'path');
    path.setAttribute('class', name);
    path.setAttribute('d', d);
    picture.append(path);
  }
  return picture;
}

/** Newest day first. */
function drawTable(history: SeenHistory): HTMLTableElement {
  const { series } = history;
  const names = [...series.keys()];
  const head = names.map((name) => make('th', { scope: 'col' }, labelOf(name)));
  const days = Math.max(...[...series.values()].map(({ buckets }) => buckets.length));
  const rows = Array.from({ length: days }, (_, back) => {
    const day = days - 1 - back;
    const cells = names.map((name) => make('td', {}, percentOf(series.get(name)?.buckets[day] ?? null)));
    return make('tr', {}, make('th', { scope: 'row' }, dayIn(history, day)), ...cells);
  });
  return make(
    'table',
    {},
    make('caption', { class: 'unseen' }, 'Uptime by day and check'),
    make(
      'thead',
      {},
      make('tr', {}, make('th', { scope: 'col' }, isLocal(history) ? 'Day' : 'Day (UTC)'), ...head),
    ),
    make('tbody', {}, ...rows),
  );
}
