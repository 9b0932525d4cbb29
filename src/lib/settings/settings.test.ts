import { describe, expect, it, vi } from 'vitest';
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

describe('settings', () => {
  it('keep a key in memory until the reader wants it kept', () => {
    const storage = memory();
    const settings = createSettings(storage);
    settings.set({ key: 'secret' });
    expect(storage.kept.size).toBe(0);
    settings.set({ kept: true });
    expect([...storage.kept.values()]).toEqual(['secret']);
    settings.set({ kept: false });
    expect(storage.kept.size).toBe(0);
    expect(settings.get().key).toBe('secret');
  });

  it('find a kept key again, and clear it everywhere', () => {
    const storage = memory();
    createSettings(storage).set({ key: 'secret', kept: true });
    const settings = createSettings(storage);
    expect(settings.get()).toEqual({ key: 'secret', kept: true });
    settings.clear();
    expect(settings.get()).toEqual({ key: '', kept: false });
    expect(storage.kept.size).toBe(0);
  });

  it('tell of changes until they need not', () => {
    const settings = createSettings(undefined);
    const listener = vi.fn();
    const stop = settings.subscribe(listener);
    settings.set({ key: 'a' });
    stop();
    settings.set({ key: 'b' });
    expect(listener).toHaveBeenCalledTimes(1);
  });
});
