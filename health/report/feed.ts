/** The changes of the checks and the announced maintenance as an Atom feed (RFC 4287). Pure. */
import { REGISTRY_ORIGIN } from '../../endpoint.ts';
import { checkWords } from '../contract/checkWords.ts';
import { failureMeanings } from '../contract/failureCodes.ts';
import { stateWords } from '../contract/names.ts';
import type { HistoryIndex } from '../history/index.ts';
import { MINUTE_MS, type TransitionRow } from '../history/store.ts';
import { FEED_PATH } from '../http/paths.ts';
import type { Announced } from '../maintenance.ts';

/** Most entries, the newest, and how far back they go. */
export const MOST_ENTRIES = 100;
const DAYS_BACK = 30;
const DAY_MS = 86_400_000;

/** A minute counts once every instance has had time to write it, in minutes. */
const SETTLED_AFTER = 5;

/** How long before it starts announced maintenance comes up again in a reader, in days. */
const REMINDERS = [90, 30, 7, 1];

interface Entry {
  /** The same for every instance of the service, so that a reader shows an event once. */
  readonly id: string;
  readonly updated: number;
  readonly title: string;
  readonly text: string;
}

/**
 * Renders the feed. It changes only when something happened, so its tag lasts.
 *
 * @param now milliseconds since 1970
 * @param aboutUrl the page that explains the health report
 */
export function atomFeed(index: HistoryIndex, announced: Announced, now: number, aboutUrl: string): string {
  const minute = minuteOf(now);
  const from = minute - (DAYS_BACK * DAY_MS) / MINUTE_MS;
  const openSince = Math.min(
    minute - SETTLED_AFTER,
    ...announced
      .filter(({ status }) => status === 'in_progress')
      .map(({ start }) => minuteOf(Date.parse(start))),
  );
  const entries = [
    ...announced.flatMap((window) => announcedEntry(window, now)),
    ...index.maintenance(from, openSince).map(pastEntry),
    ...index.transitionsSince(from).map(transitionEntry),
  ]
    .toSorted((a, b) => b.updated - a.updated || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_ENTRIES);
  // A feed has to say when it last changed; one in which nothing has happened yet did so when its days began.
  const updated = entries[0]?.updated ?? Math.floor(now / DAY_MS) * DAY_MS - DAYS_BACK * DAY_MS;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${idOf('transitions')}</id>
<title>Hokusai MLflow status</title>
<subtitle>Changes of the health checks, and announced maintenance</subtitle>
<updated>${iso(updated)}</updated>
<author><name>Hokusai</name></author>
<link rel="self" type="application/atom+xml" href="${REGISTRY_ORIGIN}${FEED_PATH}"/>
<link rel="alternate" type="text/html" href="${escaped(aboutUrl)}"/>
${entries.map((entry) => rendered(entry, aboutUrl)).join('')}</feed>
`;
}

/** Two instances see a change within the same minute, as the history has it. */
function transitionEntry({ check, time, status, code }: TransitionRow): Entry {
  const { label, failing } = checkWords[check];
  const meaning = status === 'fail' ? [failing] : [];
  const reason = code === undefined ? [] : [failureMeanings[code]];
  return {
    id: idOf(`${check}/${status}/${minuteOf(time)}`),
    updated: time,
    title: `${label}: ${stateWords[status]}`,
    text: [...meaning, ...reason, ...(status === 'pass' ? ['Works again.'] : [])].join(' '),
  };
}

/** When a window was announced, nobody knows: it is dated by the last of the days before it that is over. */
function announcedEntry({ status, start, end, message }: Announced[number], now: number): Entry[] {
  const from = Date.parse(start);
  const isOpen = status === 'in_progress';
  const edges = isOpen ? [from] : REMINDERS.map((days) => from - days * DAY_MS).filter((edge) => edge <= now);
  if (edges.length === 0) return [];
  return [
    {
      id: maintenanceId(from),
      updated: Math.max(...edges),
      title: isOpen ? 'Maintenance under way' : 'Maintenance planned',
      text: `${message} From ${utc(from)} to ${utc(Date.parse(end))}.`,
    },
  ];
}

function pastEntry(stretch: { readonly from: number; readonly to: number }): Entry {
  const [from, to] = [stretch.from * MINUTE_MS, stretch.to * MINUTE_MS];
  return {
    id: maintenanceId(from),
    updated: to,
    title: 'Maintenance ended',
    text: `Announced maintenance from ${utc(from)} to ${utc(to)}.`,
  };
}

function maintenanceId(start: number): string {
  return idOf(`maintenance/${minuteOf(start)}`);
}

function minuteOf(time: number): number {
  return Math.floor(time / MINUTE_MS);
}

/** A tag URI (RFC 4151), so that the feed may move without its entries becoming new. */
function idOf(name: string): string {
  return `tag:${new URL(REGISTRY_ORIGIN).hostname},2026:health/mlflow/${name}`;
}

function rendered({ id, updated, title, text }: Entry, aboutUrl: string): string {
  return `<entry>
<id>${id}</id>
<title>${escaped(title)}</title>
<updated>${iso(updated)}</updated>
<link rel="alternate" type="text/html" href="${escaped(aboutUrl)}"/>
<content type="text">${escaped(text)}</content>
</entry>
`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** "2026-12-05 22:00 UTC": whoever reads a feed may be anywhere. */
function utc(time: number): string {
  return `${iso(time).slice(0, 16).replace('T', ' ')} UTC`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML 1.0, which has no place for most control characters, not even escaped. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
