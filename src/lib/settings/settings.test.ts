import { describe, expect, it, vi } from 'vitest';
import { REGISTRY_ORIGIN } from '../../../endpoint.ts';
import { createSettings } from './settings.ts';

function memory() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

const DEFAULTS = { key: '', kept: false, registry: REGISTRY_ORIGIN, shell: 'bash', tool: undefined };
const LOCAL = 'http://localhost:18080';

describe('the key', () => {
  it('stays in memory until the reader wants it kept', () => {
    const [tab, device] = [memory(), memory()];
    const settings = createSettings({ tab, device });
    settings.set({ key: 'secret' });
    expect(tab.kept.size).toBe(0);
    settings.set({ kept: true });
    expect([...tab.kept.values()]).toEqual(['secret']);
    settings.set({ kept: false });
    expect(tab.kept.size).toBe(0);
    expect(settings.get().key).toBe('secret');
    expect(device.kept.size).toBe(0);
  });

  it('is found again when kept, and cleared everywhere', () => {
    const tab = memory();
    createSettings({ tab }).set({ key: 'secret', kept: true });
    const settings = createSettings({ tab });
    expect(settings.get()).toEqual({ ...DEFAULTS, key: 'secret', kept: true });
    settings.clear();
    expect(settings.get()).toEqual(DEFAULTS);
    expect(tab.kept.size).toBe(0);
  });
});

describe('the key of a page that comes back', () => {
  it('is the one that another page of the tab has kept, or none when that has cleared it', () => {
    const tab = memory();
    const settings = createSettings({ tab });
    createSettings({ tab }).set({ key: 'secret', kept: true });
    settings.reload();
    expect(settings.get()).toMatchObject({ key: 'secret', kept: true });
    createSettings({ tab }).clear();
    settings.reload();
    expect(settings.get()).toMatchObject({ key: '', kept: false });
  });

  it('stays when it was never stored', () => {
    const settings = createSettings({ tab: memory() });
    settings.set({ key: 'secret' });
    settings.reload();
    expect(settings.get().key).toBe('secret');
    const refused = createSettings({});
    refused.set({ key: 'secret', kept: true });
    refused.reload();
    expect(refused.get().key).toBe('secret');
  });
});

describe('choices', () => {
  it('are kept for the next visit, where tabs keep theirs', () => {
    const device = memory();
    createSettings({ device }).set({ registry: LOCAL, shell: 'powershell', tool: 'curl' });
    expect(Object.fromEntries(device.kept)).toEqual({
      'hokusai.registry': LOCAL,
      'docusaurus.tab.system': 'powershell',
      'docusaurus.tab.language': 'curl',
    });
    const { registry, shell, tool } = createSettings({ device }).get();
    expect([registry, shell, tool]).toEqual([LOCAL, 'powershell', 'curl']);
  });

  it('name Bash as the tab for Linux and macOS is named', () => {
    const device = memory();
    createSettings({ device }).set({ shell: 'bash' });
    expect(device.kept.get('docusaurus.tab.system')).toBe('unix');
    expect(createSettings({ device }).get().shell).toBe('bash');
  });

  it.each(['notebook', '', 'constructor'])('stay with Bash for the tab %j', (value) => {
    const device = memory();
    device.kept.set('docusaurus.tab.system', value);
    expect(createSettings({ device }).get().shell).toBe('bash');
  });

  it('keep nothing when the registry is the one of the site', () => {
    const device = memory();
    const settings = createSettings({ device, origin: () => LOCAL });
    expect(settings.get().registry).toBe(LOCAL);
    settings.set({ registry: REGISTRY_ORIGIN });
    expect(device.kept.get('hokusai.registry')).toBe(REGISTRY_ORIGIN);
    settings.set({ registry: LOCAL });
    expect(device.kept.size).toBe(0);
  });

  it('follow what else has been stored, and keep the key', () => {
    const device = memory();
    const settings = createSettings({ device });
    const listener = vi.fn();
    settings.set({ key: 'secret' });
    settings.subscribe(listener);
    settings.reload();
    expect(listener).not.toHaveBeenCalled();
    device.kept.set('docusaurus.tab.system', 'cmd');
    settings.reload();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(settings.get()).toMatchObject({ key: 'secret', shell: 'cmd' });
  });

  it('hold on this page where the browser stores nothing', () => {
    const settings = createSettings({});
    settings.set({ shell: 'cmd', registry: LOCAL });
    settings.reload();
    expect(settings.get()).toMatchObject({ shell: 'cmd', registry: LOCAL });
  });

  it('hold on this page when storage is full', () => {
    const device = memory();
    device.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const settings = createSettings({ device });
    settings.set({ tool: 'curl' });
    expect(settings.get().tool).toBe('curl');
  });
});

it('tells of changes until it need not', () => {
  const settings = createSettings({});
  const listener = vi.fn();
  const stop = settings.subscribe(listener);
  settings.set({ key: 'a' });
  stop();
  settings.set({ key: 'b' });
  expect(listener).toHaveBeenCalledTimes(1);
});
