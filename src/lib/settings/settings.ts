/**
 * The reader's own key, for everything on the site that calls the registry. It stays in the memory of the page unless
 * the reader chooses to keep it for the tab.
 */

export interface Settings {
  /** Empty when none is set. */
  key: string;
  /** Whether the tab keeps the key when the page is loaded again. */
  kept: boolean;
}

/** The part of `sessionStorage` that the store needs. */
export type SettingsStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface SettingsStore {
  get(): Settings;
  /** Changes some settings; the others stay. */
  set(change: Partial<Settings>): void;
  /** Forgets the key, also in the tab. */
  clear(): void;
  /** Calls `listener` after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

const STORAGE_KEY = 'hokusai.key';
const NONE: Settings = { key: '', kept: false };

/** @param storage undefined on the server, and where the browser allows none: then a key cannot be kept. */
export function createSettings(storage: SettingsStorage | undefined): SettingsStore {
  const listeners = new Set<() => void>();
  let settings = stored(storage);
  const change = (next: Settings): void => {
    settings = next;
    keep(storage, next);
    for (const listener of listeners) listener();
  };
  return {
    get: () => settings,
    set: (part) => change({ ...settings, ...part }),
    clear: () => change(NONE),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function stored(storage: SettingsStorage | undefined): Settings {
  const key = storage?.getItem(STORAGE_KEY) ?? '';
  return key === '' ? NONE : { key, kept: true };
}

function keep(storage: SettingsStorage | undefined, { key, kept }: Settings): void {
  if (kept && key !== '') storage?.setItem(STORAGE_KEY, key);
  else storage?.removeItem(STORAGE_KEY);
}

/** The tab's storage; undefined where there is none, or the browser refuses it. */
export function tabStorage(): SettingsStorage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
