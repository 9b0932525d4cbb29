/** The language of code samples in the reference, which is kept for other pages. */
import { on, onPage } from './listen.ts';
import { recall, remember } from './storage.ts';

/** The same as of tabs in the group `language`. */
const LANGUAGE_KEY = 'docusaurus.tab.language';

export function startLanguage(): void {
  on('change', 'input[name=language]', (input) => {
    if (input instanceof HTMLInputElement) remember('localStorage', LANGUAGE_KEY, input.value);
  });
  onPage(() => {
    const chosen = recall('localStorage', LANGUAGE_KEY);
    for (const input of document.querySelectorAll<HTMLInputElement>('input[name=language]')) {
      if (input.value === chosen) input.checked = true;
    }
  });
}
