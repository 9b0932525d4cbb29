/** The page of an operation, in the parts that its component puts in place. */
import { REGISTRY_ORIGIN } from '../../../endpoint.ts';
import type { OpenApiDocument } from '../document.ts';
import { type Html, html } from '../html.ts';
import { description, type PageOf } from '../markdown.ts';
import type { ReferenceOperation } from '../reading.ts';
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
  return {
    head: head(operation, elsewhere).text,
    code: codeColumn(operation).text,
    body: html`${request(operation, document, elsewhere)}${responses(operation, document, elsewhere)}`.text,
  };
}

/** An operation's description in its parts: what it does, and what to use in its place. */
export function wordsOf({ description: text }: Pick<ReferenceOperation, 'description'>): {
  does: string;
  instead: string | undefined;
} {
  const paragraphs = text.split('\n\n').filter((paragraph) => !paragraph.startsWith('Since MLflow '));
  const instead = paragraphs.find((paragraph) => paragraph.startsWith(DEPRECATED));
  return {
    does: paragraphs.filter((paragraph) => paragraph !== instead).join('\n\n'),
    instead: instead?.slice(DEPRECATED.length).trim(),
  };
}

const DEPRECATED = 'Deprecated.';

function head(operation: ReferenceOperation, pageOf: PageOf): Html {
  const { does, instead } = wordsOf(operation);
  return html`<h1>${operation.summary}</h1>${operation.deprecated && html`<div class="r-note"><p><b>Deprecated.</b></p>${description(instead ?? '', pageOf)}</div>`}<div class="r-does">${description(does, pageOf)}</div>${address(operation)}<ul class="r-meta">${facts(operation).map((fact) => html`<li>${fact}</li>`)}</ul>`;
}

function address({ method, path, servers }: ReferenceOperation): Html {
  const base = servers[0] ?? '';
  return html`<div class="r-address"><b class="m-${method.toLowerCase()}">${method}</b> <code><span>${base}</span>${breakable(path)}</code> <button type="button" class="r-copy" data-copy aria-label="Copy the address">Copy</button></div>`;
}

/** A path that wraps between its parts. */
function breakable(path: string): Html {
  return html`${path.split(/(?=\/)/).map((part) => html`<wbr>${part}`)}`;
}

function facts({ of, needsKey, servers, ...operation }: ReferenceOperation): Html[] {
  const since = operation['x-mlflow-since'];
  const isPublic = servers.some((url) => new URL(url).origin === REGISTRY_ORIGIN);
  return [
    ...(since === undefined ? [] : [html`<a href="/api/versions/">Since MLflow ${since}</a>`]),
    needsKey ? html`Needs an <a href="/docs/authentication/">API key</a>` : html`Needs no API key`,
    ...(isPublic ? [] : [html`Inside the platform only`]),
    ...(of === 'mlflow' ? [html`<a href="/api/#addresses">How addresses are made</a>`] : []),
  ];
}
