/**
 * What the reader has set, for everything on the site that shows code or calls the registry. The key stays in the memory
 * of the page unless the reader has the tab keep it; the choices, which are no secret, are kept for the next visit.
 */
import { REGISTRY_ORIGIN } from '../../../endpoint.ts';
import { registryOrigin } from '../registryOrigin.ts';

type Shell = 'bash' | 'powershell' | 'cmd';
type Tool = 'python' | 'curl' | 'typescript';

export interface Settings {
  /** Empty when none is set. */
  key: string;
  /** Whether the tab keeps the key when the page is loaded again. */
  kept: boolean;
  /** Origin of the registry that code names. */
  registry: string;
  shell: Shell;
  /** Undefined until the reader chooses: each page then starts with its own first one. */
  tool: Tool | undefined;
}

/** The part of a browser's storage that the store needs. */
type SettingsStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface SettingsStore {
  get(): Settings;
  /** Changes some settings; the others stay. */
  set(change: Partial<Settings>): void;
  /** Forgets the key, also in the tab. */
  clear(): void;
  /** Takes over what something else has stored: tabs, or a page that was left with the Back button. */
  reload(): void;
  /** Calls `listener` after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

export interface Place {
  /** Lasts as long as the tab: for the key. Undefined where there is none, or the browser refuses it. */
  tab?: SettingsStorage | undefined;
  /** Outlives the tab: for choices. */
  device?: SettingsStorage | undefined;
  /** The registry of the page: asked each time, because the tag that tells may come after the script. */
  origin?: () => string;
}

const KEY = 'hokusai.key';
const REGISTRY = 'hokusai.registry';
/** Where tabs of these groups keep their choice. */
export const SHELL_GROUP = 'docusaurus.tab.system';
export const TOOL_GROUP = 'docusaurus.tab.language';

/** Any other tab stands for Bash, such as the one for Linux and macOS. */
const SHELLS: readonly Shell[] = ['powershell', 'cmd'];
const TOOLS: readonly Tool[] = ['python', 'curl', 'typescript'];

export function createSettings({ tab, device, origin = () => REGISTRY_ORIGIN }: Place): SettingsStore {
  const listeners = new Set<() => void>();
  const choices = (): Omit<Settings, 'key' | 'kept'> => ({
    registry: device?.getItem(REGISTRY) ?? origin(),
    shell: SHELLS.find((shell) => shell === device?.getItem(SHELL_GROUP)) ?? 'bash',
    tool: TOOLS.find((tool) => tool === device?.getItem(TOOL_GROUP)),
  });
  const storedKey = (): string => tab?.getItem(KEY) ?? '';
  let settings: Settings = { key: storedKey(), kept: storedKey() !== '', ...choices() };
  /** Another page of this tab may have kept a key, or cleared it. */
  const keptKey = (): Partial<Settings> => {
    const key = storedKey();
    if (key !== '') return { key, kept: true };
    return tab && settings.kept && settings.key !== '' ? { key: '', kept: false } : {};
  };

  const tell = (next: Settings): void => {
    settings = next;
    for (const listener of listeners) listener();
  };
  const set = (change: Partial<Settings>): void => {
    const { registry, shell, tool } = change;
    if (registry !== undefined) keep(device, REGISTRY, registry === origin() ? '' : registry);
    if (shell !== undefined) keep(device, SHELL_GROUP, shell === 'bash' ? 'unix' : shell);
    if (tool !== undefined) keep(device, TOOL_GROUP, tool);
    const next = { ...settings, ...change };
    keep(tab, KEY, next.kept ? next.key : '');
    tell(next);
  };
  return {
    get: () => settings,
    set,
    clear: () => set({ key: '', kept: false }),
    reload() {
      const stored = { ...settings, ...(device && choices()), ...keptKey() };
      if (JSON.stringify(stored) !== JSON.stringify(settings)) tell(stored);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** An empty value is forgotten. A full or refused storage is no reason to lose the setting on this page. */
function keep(storage: SettingsStorage | undefined, name: string, value: string): void {
  try {
    if (value === '') storage?.removeItem(name);
    else storage?.setItem(name, value);
  } catch {}
}

declare global {
  /** The script of every page, the panel and React are built apart, and share this. */
  var hokusaiSettings: SettingsStore | undefined;
}

/** The store of this page. */
export function siteSettings(): SettingsStore {
  globalThis.hokusaiSettings ??= createSettings({
    tab: storage('sessionStorage'),
    device: storage('localStorage'),
    origin: registryOrigin,
  });
  return globalThis.hokusaiSettings;
}

function storage(kind: 'localStorage' | 'sessionStorage'): SettingsStorage | undefined {
  try {
    return globalThis[kind];
  } catch {
    return undefined;
  }
}
