/** The HTML inside the `<pre>` of a code block. */
import { type Html, html } from '../reference/html.ts';
import { highlight } from './highlight.ts';
import { OTHER_SHELLS, type OtherShell, otherShells } from './shells.ts';

/** Nothing here can run them: readers are told what was done instead. */
const NOTES: Readonly<Record<OtherShell, string>> = {
  powershell: 'PowerShell: checked with a parser, not run',
  cmd: 'Command Prompt (cmd): not run',
};

/**
 * The code, and where it sets up a shell, the same for the other ones. Styles show the one that the reader has chosen.
 *
 * @param language the word after the opening fence
 */
export function blockHtml(code: string, language: string): string {
  const others = language === 'bash' ? otherShells(code) : undefined;
  return html`<code>${highlight(code, language)}</code>${
    others && OTHER_SHELLS.map((shell) => otherShell(shell, others[shell]))
  }`.text;
}

function otherShell(shell: OtherShell, code: string): Html {
  // A search for the code finds it in Bash.
  return html`<small data-shell="${shell}" data-search-ignore>${NOTES[shell]}</small><code data-shell="${shell}" data-search-ignore>${highlight(code, shell)}</code>`;
}
