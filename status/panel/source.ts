/** Fetches the history while a panel or a notice wants it, and no oftener than it changes. */
import type { Endpoint } from '../browser.ts';
import { readHistory, type SeenHistory } from './history.ts';
import { TIME_ZONE } from './words.ts';

const KEPT_MS = 5 * 60_000;
const TIMEOUT_MS = 8_000;

export interface HistorySource {
  /** The newest history; undefined while there is none. */
  known: () => SeenHistory | undefined;
  /** Whether the last attempt brought none. */
  failed: () => boolean;
  /** Asks again when what is known is old, or when `key` is new: the state has changed. */
  renew: (key: string) => void;
  stop: () => void;
}

/** @param changed is called when there is something new to show */
export function createHistorySource({ url, store }: Endpoint, changed: () => void): HistorySource {
  const life = new AbortController();
  let history: SeenHistory | undefined;
  let lastKey: string | undefined;
  let askedAt = 0;
  let hasFailed = false;
  const ask = async () => {
    const signal = AbortSignal.any([life.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const query = new URLSearchParams({ window: '90d', timezone: TIME_ZONE });
    const answer = await fetch(`${url}/history?${query}`, { credentials: 'omit', signal });
    return answer.ok ? readHistory(await answer.json()) : undefined;
  };
  return {
    known: () => history,
    failed: () => hasFailed,
    renew(key) {
      if (key === lastKey && store.now() - askedAt < KEPT_MS) return;
      lastKey = key;
      askedAt = store.now();
      ask()
        .catch(() => undefined)
        .then((found) => {
          if (life.signal.aborted) return;
          hasFailed = found === undefined;
          history = found ?? history;
          changed();
        });
    },
    stop: () => life.abort(),
  };
}
