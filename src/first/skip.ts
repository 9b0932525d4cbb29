/** The link that skips the navigation. Without a script it leads to what holds sidebar and page. */
import { on } from './listen.ts';

export function startSkip(): void {
  on('click', 'a[href="#__docusaurus_skipToContent_fallback"]', (_link, event) => {
    const main = document.querySelector('main');
    if (main === null) return;
    event.preventDefault();
    main.tabIndex = -1;
    main.focus();
    main.scrollIntoView();
  });
}
