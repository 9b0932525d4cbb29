/** The settings in React components: one store for the whole site. */
import { useSyncExternalStore } from 'react';
import { createSettings, type Settings, type SettingsStore, tabStorage } from './settings.ts';

let store: SettingsStore | undefined;

/** The store of this page. */
export function siteSettings(): SettingsStore {
  store ??= createSettings(tabStorage());
  return store;
}

export function useSettings(): Settings {
  const { subscribe, get } = siteSettings();
  return useSyncExternalStore(subscribe, get, get);
}
