/** Puts the settings into a page: into the places of its code that are marked, and on what it shows of several. */
import { PLACEHOLDER_KEY } from '../../../endpoint.ts';
import type { Settings } from './settings.ts';

export function fill(root: ParentNode, { registry, key, tool }: Settings): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-setting]')) {
    const text = place.dataset.setting === 'key' ? shownKey(key) : registry;
    if (place.textContent !== text) place.textContent = text;
  }
  const choice = root.querySelector<HTMLInputElement>(`input[name=language][value=${tool}]`);
  if (choice) choice.checked = true;
}

/** The kind of a key may be seen; the rest is masked. */
export function shownKey(key: string): string {
  return key === '' ? PLACEHOLDER_KEY : `${/^hk_[a-z]+_/.exec(key)?.[0] ?? ''}••••••••`;
}
