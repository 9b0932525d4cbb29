/** The health store in React. */
import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import { HEALTH_PATH, REGISTRY_ORIGIN } from '../../../endpoint.ts';
import { holdAnnouncer } from './announcer.ts';
import { healthUrl, sharedHealthStore } from './browser.ts';
import type { HealthState } from './state.ts';
import type { HealthStore } from './store.ts';

/** Puts another store in place of the page's own. */
export const HealthStoreContext = createContext<HealthStore | null>(null);

/** The store that components below the nearest provider share; the page's own without one. */
export function useHealthStore(): HealthStore {
  return useContext(HealthStoreContext) ?? sharedHealthStore();
}

/** What is known of the endpoint's health. `checking` on the server and until the first look has ended. */
export function useHealth(): HealthState {
  const { subscribe, getSnapshot, getServerSnapshot } = useHealthStore();
  return useSyncExternalStore(subscribe, getSnapshot, getServerSnapshot);
}

/** Has changes of the state announced while the component is on the page; once per page, however many ask. */
export function useHealthAnnouncer(): void {
  const store = useHealthStore();
  useEffect(() => holdAnnouncer(store), [store]);
}

/** Full URL of the health report: production's while the page is rendered, then the one this page really asks. */
export function useHealthUrl(): string {
  return useSyncExternalStore(neverChanges, healthUrl, () => `${REGISTRY_ORIGIN}${HEALTH_PATH}`);
}

function neverChanges(): () => void {
  return () => {};
}
