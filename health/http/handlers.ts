/** What each path of the contract answers to GET. */
import { HEALTH_PATH } from '../../endpoint.ts';
import { checkNames, HEALTH_MEDIA_TYPE, httpStatusOf } from '../contract.ts';
import type { Prober } from '../probe/prober.ts';
import { detailedReport, processReport, type View } from '../report/report.ts';
import { badgeData, badgePicture } from './badgeHandlers.ts';
import { holdsToken } from './bearer.ts';
import type { Asked, Handler, Knowledge } from './handler.ts';
import { feedHandler, historyHandler } from './historyHandlers.ts';
import { DETAILED_PATH, FEED_PATH, HISTORY_PATH, LIVE_PATH, READY_PATH } from './paths.ts';
import { refusals } from './refusals.ts';
import { createRenderer, type Page } from './renderer.ts';
import { type Reply, uncached, unlessMatching, withHeaders } from './replies.ts';

const PAGES: readonly Page[] = [...checkNames, 'status.json'];

/** Paths about this process. They never ask MLflow and are free of the rate limit. */
export function processHandlers({ config, prober, clock, draining }: Knowledge): Map<string, Handler> {
  const answer = (code: 'starting' | 'stale' | 'draining' | undefined): Reply => {
    const report = processReport(code, clock.wall(), config.aboutUrl);
    const retry: Record<string, string> =
      code === 'starting' || code === 'stale' ? { 'retry-after': '1' } : {};
    return uncached(httpStatusOf(report.status), HEALTH_MEDIA_TYPE, JSON.stringify(report), retry);
  };
  const ready = () => {
    if (draining()) return answer('draining');
    const phase = prober.phase();
    return answer(phase === 'live' ? undefined : phase);
  };
  // Red only when no round is started any more: nothing but a restart cures that.
  const live = () => answer(prober.alive() ? undefined : 'stale');
  return new Map<string, Handler>([
    [LIVE_PATH, live],
    [READY_PATH, ready],
  ]);
}

/** Paths about MLflow. */
export function publicHandlers(knowledge: Knowledge): Map<string, Handler> {
  const { config, prober, maintenance } = knowledge;
  const render = createRenderer(config);
  const view = (): View => ({
    snapshot: prober.snapshot(),
    phase: prober.phase(),
    maintenance: maintenance.announced(),
  });
  const serve = (page: Page): Handler => {
    const withRetry = createRetry();
    return (asked) => {
      const now = view();
      const reply = unlessMatching(render(page, now), asked.header('if-none-match'));
      return reply.status === 503 ? withRetry(reply, retryAfter(now, prober)) : reply;
    };
  };
  return new Map<string, Handler>([
    [HEALTH_PATH, serve('report')],
    ...PAGES.map((page): [string, Handler] => [`${HEALTH_PATH}/${page}`, serve(page)]),
    [`${HEALTH_PATH}/badge.svg`, badgePicture((theme) => serve(`badge.svg ${theme}`), knowledge)],
    [`${HEALTH_PATH}/badge.json`, badgeData(serve('badge.json'), knowledge)],
    [HISTORY_PATH, historyHandler(knowledge)],
    [FEED_PATH, feedHandler(knowledge)],
    [DETAILED_PATH, (asked) => detailed(asked, view(), knowledge)],
  ]);
}

/** Adds `Retry-After` to an answer; the same answer in the same second is the same object. */
function createRetry(): (reply: Reply, seconds: string) => Reply {
  let last: { readonly plain: Reply; readonly seconds: string; readonly whole: Reply } | undefined;
  return (plain, seconds) => {
    if (last?.plain !== plain || last.seconds !== seconds) {
      last = { plain, seconds, whole: withHeaders(plain, { 'retry-after': seconds }) };
    }
    return last.whole;
  };
}

/** Seconds until something new can be known. */
function retryAfter({ phase }: View, prober: Prober): string {
  if (phase !== 'live') return '1';
  return String(Math.max(1, Math.ceil(prober.untilNextRound() / 1000)));
}

function detailed(asked: Asked, view: View, { config, prober }: Knowledge): Reply {
  if (!holdsToken(asked.header('authorization'), config.detailedToken)) {
    return refusals.unauthorized();
  }
  const report = detailedReport(view, config);
  const retry: Record<string, string> =
    report.status === 'fail' ? { 'retry-after': retryAfter(view, prober) } : {};
  return uncached(httpStatusOf(report.status), HEALTH_MEDIA_TYPE, JSON.stringify(report), retry);
}
