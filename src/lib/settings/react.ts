/** The settings in React components. */
import { useSyncExternalStore } from 'react';
import { createSettings, type Settings, siteSettings } from './settings.ts';

/** What a page is built with. */
const initial = createSettings({}).get();

export function useSettings(): Settings {
  const { subscribe, get } = siteSettings();
  return useSyncExternalStore(subscribe, get, () => initial);
}
