/** What the paths of the history answer to GET. They read the index only, never the store. */
import { type HistoryWindow, historyWindows } from '../contract.ts';
import { bucketBounds, historyReport } from '../history/report.ts';
import { MINUTE_MS } from '../history/store.ts';
import { atomFeed } from '../report/feed.ts';
import type { Asked, Handler, Knowledge } from './handler.ts';
import { refusals } from './refusals.ts';
import { cacheable, keptFor, type Reply, unlessMatching } from './replies.ts';

/** The history changes once a minute. */
export const FOR_A_MINUTE = { 'cache-control': keptFor(60) };

/** What the history is made from. */
export type Sources = Pick<Knowledge, 'history' | 'clock' | 'config' | 'maintenance'>;

/** `history?window=…&timezone=…` */
export function historyHandler(sources: Sources): Handler {
  const render = remembered<BucketsOf>(
    sources,
    ({ window, bounds }, now) => {
      const report = historyReport(sources.history, window, now, sources.config.aboutUrl, bounds);
      return cacheable('application/json', JSON.stringify(report), FOR_A_MINUTE);
    },
    // By their bounds, since the hundreds of zones share a few dozen days.
    ({ window, bounds }) => `${window} ${bounds.join(' ')}`,
  );
  return (asked) => {
    const window = chosenWindow(asked);
    if (typeof window !== 'string') return window;
    const bounds = bucketBounds(window, sources.clock.wall().getTime(), asked.query('timezone'));
    return unlessMatching(render({ window, bounds }), asked.header('if-none-match'));
  };
}

interface BucketsOf {
  readonly window: HistoryWindow;
  readonly bounds: readonly number[];
}

/** `transitions.atom` */
export function feedHandler(sources: Sources): Handler {
  const { history, maintenance, config } = sources;
  const render = remembered<'feed'>(sources, (_feed, now) => {
    const feed = atomFeed(history, maintenance.announced(), now, config.aboutUrl);
    return cacheable('application/atom+xml; charset=utf-8', feed, FOR_A_MINUTE);
  });
  return (asked) => unlessMatching(render('feed'), asked.header('if-none-match'));
}

/** The value of a parameter: `usual` when it isn't sent, a refusal when it is none of `values`. */
export function choice<T extends string>(
  asked: Asked,
  name: string,
  values: readonly T[],
  usual: T,
): T | Reply {
  const text = asked.query(name);
  if (text === undefined) return usual;
  return values.find((value) => value === text) ?? refusals.badParameter(name, values);
}

export function chosenWindow(asked: Asked): HistoryWindow | Reply {
  return choice(asked, 'window', historyWindows, '30d');
}

/**
 * Renders something again only when the history, the minute or the announcements have changed.
 * @param keyOf tells apart what is rendered
 */
export function remembered<What>(
  { history, clock, maintenance }: Sources,
  render: (what: What, now: number) => Reply,
  keyOf: (what: What) => string = String,
): (what: What) => Reply {
  const known = new Map<string, Reply>();
  let state = '';
  let announced: unknown;
  return (what) => {
    const now = clock.wall().getTime();
    const stateNow = `${history.revision()} ${Math.floor(now / MINUTE_MS)}`;
    if (stateNow !== state || announced !== maintenance.announced()) known.clear();
    state = stateNow;
    announced = maintenance.announced();
    const key = keyOf(what);
    const reply = known.get(key) ?? render(what, now);
    known.set(key, reply);
    return reply;
  };
}
