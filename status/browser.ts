/** The stores of a real page: its clock, network and events, one store for each address that is asked. */
import { HEALTH_PATH, REGISTRY_ORIGIN } from '../endpoint.ts';
import { createSleeplessClock } from './clock.ts';
import { createHealthStore, type HealthStore, type StoreEffects } from './store.ts';

/** A store, and the address of the report that it asks for. */
export interface Endpoint {
  store: HealthStore;
  url: string;
}

/** Seconds between two looks: the usual, and the least. */
const USUAL_S = 30;
const LEAST_S = 5;

const endpoints = new Map<string, Endpoint>();

/**
 * The page's one store of an address; made on first use, and idle until somebody subscribes.
 *
 * @param src null for the registry that `<meta name="registry-origin">` names, or production's without one
 * @param seconds between looks while all is well, at least 5; 0 or NaN for the usual 30
 */
export function endpointFor(src: string | null, seconds: number): Endpoint {
  const named = document.querySelector<HTMLMetaElement>('meta[name=registry-origin]')?.content;
  const url = src || (named || REGISTRY_ORIGIN) + HEALTH_PATH;
  const known = endpoints.get(url);
  if (known) return known;
  const interval = Math.max(LEAST_S, seconds || USUAL_S) * 1000;
  const store = createHealthStore({ reportUrl: url, siteUrl: '/robots.txt', interval }, browserEffects());
  const made = { store, url };
  endpoints.set(url, made);
  return made;
}

function browserEffects(): StoreEffects {
  return {
    fetch: (url, init) => fetch(url, init),
    now: createSleeplessClock(() => performance.now(), Date.now),
    wall: Date.now,
    random: Math.random,
    setTimer: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    isVisible: () => !document.hidden,
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
