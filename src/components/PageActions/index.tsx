/** The page as Markdown: its address, for programs too, and a button that copies all of it. */
import { type ReactNode, useState } from 'react';
import { markdownTwin } from '../../lib/reference/pages.ts';

/** @param page path of the page */
export function PageActions({ page }: { page: string }): ReactNode {
  const [words, setWords] = useState('Copy page');
  const twin = markdownTwin(page);
  const copy = (): void => {
    const text = fetch(twin).then((answer) => (answer.ok ? answer.text() : Promise.reject()));
    // The promise goes into the item: Safari allows writing only while it handles the press itself.
    navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]).then(
      () => setWords('Copied'),
      () => setWords("Couldn't copy"),
    );
  };
  return (
    <p className="margin-top--lg" data-search-ignore>
      <button type="button" className="button button--link button--sm" aria-live="polite" onClick={copy}>
        {words}
      </button>{' '}
      <a href={twin}>View as Markdown</a>
    </p>
  );
}
