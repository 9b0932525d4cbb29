/** What the paths of the history answer to GET. They read the index only, never the store. */
import { type HistoryWindow, historyWindows } from '../contract.ts';
import { historyReport } from '../history/report.ts';
import { MINUTE_MS } from '../history/store.ts';
import { atomFeed } from '../report/feed.ts';
import type { Asked, Handler, Knowledge } from './handler.ts';
import { refusals } from './refusals.ts';
import { cacheable, keptFor, type Reply, unlessMatching } from './replies.ts';

/** The history changes once a minute. */
export const FOR_A_MINUTE = { 'cache-control': keptFor(60) };

/** What the history is made from. */
export type Sources = Pick<Knowledge, 'history' | 'clock' | 'config' | 'maintenance'>;

/** `history?window=…` */
export function historyHandler(sources: Sources): Handler {
  const render = remembered<HistoryWindow>(sources, (window, now) => {
    const report = historyReport(sources.history, window, now, sources.config.aboutUrl);
    return cacheable('application/json', JSON.stringify(report), FOR_A_MINUTE);
  });
  return (asked) => {
    const window = chosenWindow(asked);
    return typeof window === 'string'
      ? unlessMatching(render(window), asked.header('if-none-match'))
      : window;
  };
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

/** Renders what a key names again only when the history, the minute or the announcements have changed. */
export function remembered<Key extends string>(
  { history, clock, maintenance }: Sources,
  render: (key: Key, now: number) => Reply,
): (key: Key) => Reply {
  const known = new Map<
    Key,
    { readonly state: string; readonly announced: unknown; readonly reply: Reply }
  >();
  return (key) => {
    const now = clock.wall().getTime();
    const state = `${history.revision()} ${Math.floor(now / MINUTE_MS)}`;
    const announced = maintenance.announced();
    const before = known.get(key);
    if (before?.state === state && before.announced === announced) return before.reply;
    const reply = render(key, now);
    known.set(key, { state, announced, reply });
    return reply;
  };
}
