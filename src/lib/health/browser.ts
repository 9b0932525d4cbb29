/** The store of a real page: its clock, network and events, and what its `<meta>` tags ask for. */
import { HEALTH_PATH } from '../../../endpoint.ts';
import { metaContent } from '../metaContent.ts';
import { registryOrigin } from '../registryOrigin.ts';
import { createSleeplessClock } from './clock.ts';
import { createHealthStore, type HealthStore, type StoreEffects } from './store.ts';

const SITE_URL = '/robots.txt';
const MIN_INTERVAL = 1_000;

let shared: HealthStore | undefined;

/** The page's one store; made on first use, and idle until somebody subscribes. Safe to call on the server. */
export function sharedHealthStore(): HealthStore {
  shared ??= createHealthStore(
    { reportUrl: healthUrl(), siteUrl: SITE_URL, ...intervalOption() },
    browserEffects(),
  );
  return shared;
}

/** Full URL of the public report, at the registry that this page was told of. */
export function healthUrl(): string {
  return `${registryOrigin()}${HEALTH_PATH}`;
}

/** `<meta name="health-interval" content="2000">` shortens the rhythm (milliseconds, at least 1000) for a test stack. */
function intervalOption(): { interval?: number } {
  const interval = Number(metaContent('health-interval'));
  return interval >= MIN_INTERVAL ? { interval } : {};
}

function browserEffects(): StoreEffects {
  return {
    fetch: (url, init) => fetch(url, init),
    now: createSleeplessClock(
      () => performance.now(),
      () => Date.now(),
    ),
    wall: () => Date.now(),
    random: () => Math.random(),
    setTimer: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    isVisible: () => document.visibilityState === 'visible',
    onWake: (callback) => {
      const stop = new AbortController();
      const { signal } = stop;
      document.addEventListener('visibilitychange', callback, { signal });
      // The page comes back from the back-forward cache with `pageshow`, often from sleep with `focus`.
      for (const name of ['online', 'offline', 'pageshow', 'focus'])
        window.addEventListener(name, callback, { signal });
      return () => stop.abort();
    },
  };
}
