/** The badge: its words, its shields.io form and its picture. */
import { checkWords } from '../contract/checkWords.ts';
import { type HealthStatus, type HistoryWindow, type SeriesName, stateWords } from '../contract/names.ts';
import { type Badge, badgeSchema } from '../contract.ts';
import type { Phase } from '../probe/snapshot.ts';

/** What a badge says: a health status, or that nothing can be said. */
export type BadgeState = HealthStatus | 'unknown';

/** What gives a badge its color. */
type BadgeTone = BadgeState | 'maintenance';

/** The state that a badge shows: a report that cannot be believed is unknown, not failing. */
export function badgeState(status: HealthStatus, phase: Phase): BadgeState {
  return phase === 'live' ? status : 'unknown';
}

const LABEL = 'MLflow';

/** Colors beside the word, so that the state never hangs on color alone. White text has 4.5:1 on every fill. */
const colors = {
  pass: { shield: 'brightgreen', light: '#1a7f37', dark: '#217f35' },
  warn: { shield: 'yellow', light: '#8a5a00', dark: '#966503' },
  fail: { shield: 'red', light: '#c5221f', dark: '#d03431' },
  unknown: { shield: 'lightgrey', light: '#57606a', dark: '#646c76' },
  maintenance: { shield: 'blue', light: '#0969da', dark: '#2a6fc9' },
} as const satisfies Record<BadgeTone, unknown>;

const LABEL_LIGHT = '#444c56';
const LABEL_DARK = '#30363d';

/** The words of a badge and the tone whose colors it has. */
export interface BadgeFace {
  readonly label: string;
  readonly message: string;
  readonly tone: BadgeTone;
}

/** Whose colors a badge has: those of the reader's system, or of a page that is always light or always dark. */
export const badgeThemes = ['auto', 'light', 'dark'] as const;
export type BadgeTheme = (typeof badgeThemes)[number];

/** The state in words: its own, and before it that a maintenance window is open. */
export function wordsOf(state: BadgeState, inMaintenance: boolean): string {
  return inMaintenance ? `${stateWords.maintenance}, ${stateWords[state].toLowerCase()}` : stateWords[state];
}

/** The badge of the state now. */
export function stateBadge(state: BadgeState, inMaintenance = false): BadgeFace {
  const message = wordsOf(state, inMaintenance).toLowerCase();
  return { label: LABEL, message, tone: inMaintenance ? 'maintenance' : state };
}

/** From these availabilities on an uptime looks well, or not too bad. */
const WELL = 0.999;
const FAIR = 0.99;

/**
 * The badge of the uptime of everything or of one check.
 * @param availability 0 to 1; undefined when too little is known. It is rounded down, so that only a whole is 100%.
 */
export function uptimeBadge(
  window: HistoryWindow,
  availability: number | undefined,
  series: SeriesName = 'overall',
): BadgeFace {
  const label =
    series === 'overall' ? `uptime ${window}` : `${checkWords[series].label.toLowerCase()} uptime ${window}`;
  if (availability === undefined) {
    return { label, message: stateWords.unknown.toLowerCase(), tone: 'unknown' };
  }
  const message = availability === 1 ? '100%' : `${(Math.floor(availability * 10_000) / 100).toFixed(2)}%`;
  return { label, message, tone: availability >= WELL ? 'pass' : availability >= FAIR ? 'warn' : 'fail' };
}

/** The badge in the schema of shields.io's endpoint. */
export function badgeJson({ label, message, tone }: BadgeFace): Badge {
  const color = colors[tone].shield;
  return badgeSchema.parse({ schemaVersion: 1, label, message, color, isError: tone === 'fail' });
}

/** Advance widths of DejaVu Sans (Verdana's metrics) at 11 px, in hundredths of a pixel, by letters of one width. */
const advances: ReadonlyArray<readonly [string, number]> = [
  ['ijl', 306],
  [' .,', 350],
  ['f', 387],
  ['t', 431],
  ['r', 452],
  ['s', 573],
  ['c', 605],
  ['L', 613],
  ['k', 637],
  ['vxy', 651],
  ['oae', 675],
  ['hnubdgpq', 698],
  ['0123456789', 700],
  ['w', 900],
  ['M', 949],
  ['%', 1045],
  ['m', 1072],
];
/** For a letter that is not listed: as wide as the widest, so text never runs over its box. */
const WIDEST = 1088;

/** Width of a text at 11 px in Verdana's metrics, in pixels. */
export function textWidth(text: string): number {
  const hundredths = [...text].map((letter) => advances.find(([set]) => set.includes(letter))?.[1] ?? WIDEST);
  return hundredths.reduce((sum, advance) => sum + advance, 0) / 100;
}

const PADDING = 6;
const HEIGHT = 20;

/** The badge as a picture that names itself to a screen reader. */
export function badgeSvg({ label, message, tone }: BadgeFace, theme: BadgeTheme = 'auto'): string {
  const [left, right] = [label, message].map(box);
  if (left === undefined || right === undefined) throw new RangeError('a badge has two boxes');
  const width = left.width + right.width;
  const name = `${label}: ${message}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${name}">
<title>${name}</title>
<style>${styleOf(tone, theme)}</style>
<clipPath id="r"><rect width="${width}" height="${HEIGHT}" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect class="l" width="${left.width}" height="${HEIGHT}"/><rect class="m" x="${left.width}" width="${right.width}" height="${HEIGHT}"/></g>
<g aria-hidden="true" fill="#fff" font-family="Verdana,'DejaVu Sans',Geneva,sans-serif" font-size="11">
<text x="${PADDING}" y="14" textLength="${left.text}">${label}</text>
<text x="${left.width + PADDING}" y="14" textLength="${right.text}">${message}</text>
</g></svg>
`;
}

function styleOf(tone: BadgeTone, theme: BadgeTheme): string {
  const light = `.l{fill:${LABEL_LIGHT}}.m{fill:${colors[tone].light}}`;
  const dark = `.l{fill:${LABEL_DARK}}.m{fill:${colors[tone].dark}}`;
  if (theme === 'auto') return `${light}@media(prefers-color-scheme:dark){${dark}}`;
  return theme === 'light' ? light : dark;
}

function box(text: string): { text: number; width: number } {
  const inner = textWidth(text);
  return { text: Math.round(inner * 10) / 10, width: Math.ceil(inner) + 2 * PADDING };
}
