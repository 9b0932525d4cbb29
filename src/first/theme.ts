/** The theme: as the system, light, or dark. Docusaurus' own inline script applies the stored choice before the first paint. */
import { on, onPage, say } from './listen.ts';
import { remember } from './storage.ts';

/** Where Docusaurus keeps the choice; the name is filled in as the script is built. */
declare const THEME_KEY: string;

const NEXT: Readonly<Record<string, string>> = { system: 'light', light: 'dark', dark: 'system' };

const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');

const choice = (): string => root.dataset.themeChoice ?? 'system';

export function startTheme(): void {
  on('click', '[data-action=theme]', () => {
    const next = NEXT[choice()] ?? 'system';
    remember('localStorage', THEME_KEY, next === 'system' ? null : next);
    show(next);
    say(words());
  });
  // Another tab has chosen, or the system has.
  addEventListener('storage', ({ key, newValue }) => {
    if (key === THEME_KEY) show(newValue ?? 'system');
  });
  dark.addEventListener('change', () => show(choice()));
  onPage(name);
}

function show(chosen: string): void {
  root.dataset.themeChoice = chosen;
  root.dataset.theme = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen;
  name();
}

function words(): string {
  return `Theme: ${choice()}`;
}

function name(): void {
  for (const button of document.querySelectorAll('[data-action=theme]')) {
    button.setAttribute('aria-label', words());
    button.setAttribute('title', words());
  }
}
