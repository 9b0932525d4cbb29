/** The page of an operation, in the parts that its component puts in place. */
import { markdownTwin } from '../../../src/lib/reference/pages.ts';
import { highlight } from '../../codeBlocks/highlight.ts';
import type { OpenApiDocument } from '../document.ts';
import { type Html, html } from '../html.ts';
import { description, type PageOf } from '../markdown.ts';
import type { ReferenceOperation } from '../reading.ts';
import { type OperationView, viewOf } from '../view.ts';
import { codeColumn } from './codeColumn.ts';
import { request } from './request.ts';
import { responses } from './responses.ts';

/** HTML of the page; a column of code stands beside the words, and between them on a phone. */
export interface OperationPage {
  head: string;
  code: string;
  body: string;
}

export function operationPage(
  operation: ReferenceOperation,
  document: OpenApiDocument,
  pageOf: PageOf,
): OperationPage {
  const elsewhere: PageOf = (id) => (id === operation.operationId ? undefined : pageOf(id));
  const view = viewOf(operation, document);
  return {
    head: head(operation, view, elsewhere).text,
    code: codeColumn(operation, view).text,
    body: html`${request(view, elsewhere)}${responses(view, elsewhere)}`.text,
  };
}

function head(operation: ReferenceOperation, view: OperationView, pageOf: PageOf): Html {
  const { title, does, deprecated } = view;
  return html`<h1>${title}</h1>${deprecated !== undefined && html`<div class="r-note"><p><b>Deprecated.</b></p>${description(deprecated, pageOf)}</div>`}<div class="r-does">${description(does, pageOf)}</div>${address(operation)}<ul class="r-meta">${facts(operation, view).map((fact) => html`<li>${fact}</li>`)}</ul>`;
}

function address({ method, path, servers }: ReferenceOperation): Html {
  const base = servers[0] ?? '';
  return html`<div class="r-address" data-block><b class="m-${method.toLowerCase()}">${method}</b> <code><span class="r-mount">${breakable(base)}</span><span>${breakable(path)}</span></code> <button type="button" class="r-copy" data-action="copy" aria-label="Copy the URL"><span>Copy</span></button></div>`;
}

/** An address that wraps between its parts. */
function breakable(path: string): Html {
  if (path.includes('://')) return highlight(path, 'text', { breakable: true });
  const [first = '', ...rest] = path.split(/(?<=[\w}])(?=\/)/);
  return html`${first}${rest.map((part) => html`<wbr>${part}`)}`;
}

function facts(
  { of, needsKey, page }: ReferenceOperation,
  { since, isUndocumented, isPublic }: OperationView,
): Html[] {
  return [
    ...(since === undefined ? [] : [html`<a href="/api/versions/">Since MLflow ${since}</a>`]),
    needsKey ? html`Needs an <a href="/docs/authentication/">API key</a>` : html`Doesn’t need an API key`,
    ...(isUndocumented ? [html`<a href="/api/versions/#stability">Not in MLflow’s own reference</a>`] : []),
    ...(isPublic ? [] : [html`Only inside the platform`]),
    ...(of === 'mlflow' ? [html`<a href="/api/#addresses">How to build a URL</a>`] : []),
    html`<a href="${markdownTwin(page)}">This page as Markdown</a>`,
  ];
}
