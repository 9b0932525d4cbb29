/** The column of code: the request in each language, and what the server answered to it. */
import { highlight } from '../../codeBlocks/highlight.ts';
import { type Html, html } from '../html.ts';
import type { ReferenceOperation } from '../reading.ts';
import type { OperationView } from '../view.ts';

export function codeColumn(
  { 'x-codeSamples': samples }: ReferenceOperation,
  { successes }: OperationView,
): Html {
  return html`${
    samples.length > 0 &&
    html`<section class="r-samples" aria-label="Code samples"><div role="radiogroup" aria-label="Language" class="r-languages">${samples.map(
      ({ lang, label }, index) =>
        html`<input type="radio" name="language" id="language-${lang}" value="${lang}"${index === 0 && html` checked`}><label for="language-${lang}">${label}</label>`,
    )}</div><button type="button" class="r-settings" data-action="settings">Settings</button>${samples.map(({ lang, label, source }) => html`<div data-language="${lang}">${codeBlock(source.trimEnd(), lang, `Request in ${label}`)}</div>`)}</section>`
  }${successes.map(answer)}`;
}

function answer({ status, type, example }: OperationView['successes'][number]): Html {
  const body =
    example === undefined
      ? html`<p>${type === undefined ? 'No body.' : html`A <code>${type}</code> body.`}</p>`
      : codeBlock(example, 'json', `Response with status ${status}`);
  return html`<section class="r-answer" aria-label="Response"><p>Response <b class="r-status">${status}</b></p>${body}</section>`;
}

function codeBlock(code: string, language: string, label: string): Html {
  return html`<div class="r-block" data-block><pre tabindex="0" role="region" aria-label="${label}"><code>${highlight(code, language, { breakable: true })}</code></pre><button type="button" class="r-copy" data-action="copy" aria-label="Copy: ${label}"><span>Copy</span></button></div>`;
}
