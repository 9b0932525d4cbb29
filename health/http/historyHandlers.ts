/** What the paths of the history answer to GET. They read the index only, never the store. */
import { type HistoryWindow, historyWindows } from '../contract.ts';
import { historyReport, uptime } from '../history/report.ts';
import { MINUTE_MS } from '../history/store.ts';
import { badgeJson, badgeSvg, uptimeBadge } from '../report/badge.ts';
import type { Handler, Knowledge } from './handler.ts';
import { refusals } from './refusals.ts';
import { SVG_MEDIA_TYPE, svgPolicy } from './renderer.ts';
import { cacheable, keptFor, type Reply, unlessMatching } from './replies.ts';

const DEFAULT_WINDOW: HistoryWindow = '30d';
const METRICS = ['state', 'uptime'] as const;

/** The history changes once a minute. */
const FOR_A_MINUTE = { 'cache-control': keptFor(60) };

type Sources = Pick<Knowledge, 'history' | 'clock' | 'config'>;

/** `history?window=…` */
export function historyHandler(sources: Sources): Handler {
  const render = remembered(sources, (window, now) => {
    const report = historyReport(sources.history, window, now, sources.config.aboutUrl);
    return cacheable('application/json', JSON.stringify(report), FOR_A_MINUTE);
  });
  return (asked) => {
    const window = windowOf(asked.query('window'));
    if (window === undefined) return refusals.badParameter('window', historyWindows);
    return unlessMatching(render(window), asked.header('if-none-match'));
  };
}

/** A badge that shows the state, or with `metric=uptime` the uptime in a window. */
export function orUptime(page: 'badge.svg' | 'badge.json', state: Handler, sources: Sources): Handler {
  const render = remembered(sources, (window, now) => {
    const face = uptimeBadge(window, uptime(sources.history, window, now));
    return page === 'badge.svg'
      ? cacheable(SVG_MEDIA_TYPE, badgeSvg(face), { ...svgPolicy, ...FOR_A_MINUTE })
      : cacheable('application/json', JSON.stringify(badgeJson(face)), FOR_A_MINUTE);
  });
  return (asked) => {
    const metric = asked.query('metric') ?? 'state';
    if (!METRICS.some((known) => known === metric)) return refusals.badParameter('metric', METRICS);
    const window = windowOf(asked.query('window'));
    if (window === undefined) return refusals.badParameter('window', historyWindows);
    if (metric === 'state') return state(asked);
    return unlessMatching(render(window), asked.header('if-none-match'));
  };
}

function windowOf(text: string | undefined): HistoryWindow | undefined {
  return text === undefined ? DEFAULT_WINDOW : historyWindows.find((window) => window === text);
}

/** Renders a window again only when the history or the minute has changed. */
function remembered({ history, clock }: Sources, render: (window: HistoryWindow, now: number) => Reply) {
  const known = new Map<HistoryWindow, { readonly state: string; readonly reply: Reply }>();
  return (window: HistoryWindow): Reply => {
    const now = clock.wall().getTime();
    const state = `${history.revision()} ${Math.floor(now / MINUTE_MS)}`;
    const before = known.get(window);
    if (before?.state === state) return before.reply;
    const reply = render(window, now);
    known.set(window, { state, reply });
    return reply;
  };
}
