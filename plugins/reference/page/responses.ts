/** What an operation answers: its fields when all is well, and one list of errors. */
import type { OpenApiDocument, OperationResponse } from '../document.ts';
import { fieldsOf } from '../fields.ts';
import { type Html, html } from '../html.ts';
import { description, inline, type PageOf } from '../markdown.ts';
import type { ReferenceOperation } from '../reading.ts';
import { fieldList } from './fieldList.ts';

/** The chapter on errors that every operation shares. */
const ERRORS_PAGE = '/api/errors/';

/** Longest recorded message that a list of errors shows. */
const MAX_MESSAGE = 160;

export function responses(operation: ReferenceOperation, document: OpenApiDocument, pageOf: PageOf): Html {
  const good = operation.responses.filter(({ status }) => status.startsWith('2'));
  const rest = operation.responses.filter(({ status }) => !status.startsWith('2'));
  const hasChapter = operation.of === 'mlflow';
  const own = hasChapter ? rest.filter(({ shared }) => shared === undefined) : rest;
  const common = hasChapter ? rest.filter(({ shared }) => shared !== undefined) : [];
  return html`<h2 id="response">Response</h2>${good.map((response) => success(response, document, pageOf))}<h2 id="errors">${hasChapter ? 'Errors' : 'Other answers'}</h2>${own.length > 0 && errorTable(own, pageOf)}${common.length > 0 && commonErrors(common)}`;
}

function success(response: OperationResponse, document: OpenApiDocument, pageOf: PageOf): Html {
  const [[type, media] = []] = Object.entries(response.content);
  const fields = media?.schema === undefined ? [] : fieldsOf(document, media.schema, 'answer');
  return html`<p class="r-type"><b class="r-status">${response.status}</b> ${type === undefined ? 'No body' : html`<code>${type}</code>`}</p>${description(response.description, pageOf)}${headers(response, pageOf)}${
    fields.length > 0
      ? fieldList(fields, pageOf)
      : type === 'application/json' && html`<p>An empty object: <code>{}</code>.</p>`
  }`;
}

function headers({ headers: all }: OperationResponse, pageOf: PageOf): Html | false {
  const rows = Object.entries(all).map(
    ([name, { description: words }]) =>
      html`<li><div class="r-field"><code>${name}</code></div>${description(words, pageOf)}</li>`,
  );
  return rows.length > 0 && html`<h3>Headers</h3><ul class="r-fields">${rows}</ul>`;
}

function errorTable(errors: readonly OperationResponse[], pageOf: PageOf): Html {
  return html`<table class="r-errors"><thead><tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">When</th></tr></thead><tbody>${errors.map((error) => errorRow(error, pageOf))}</tbody></table>`;
}

function errorRow(error: OperationResponse, pageOf: PageOf): Html {
  const codes = codesOf(error);
  const message = messageOf(error);
  return html`<tr><td><b class="r-status">${error.status}</b></td><td>${codes.map(code)}</td><td>${words(error, codes, pageOf)}${message !== undefined && html`<p class="r-message">${message}</p>`}</td></tr>`;
}

/** What is said of the error, without the code, which has a column of its own. */
function words({ description: text }: OperationResponse, codes: readonly string[], pageOf: PageOf): Html {
  const short = codes.reduce((rest, name) => rest.replace(` (\`${name}\`)`, ''), text);
  return short.includes('\n\n') ? description(short, pageOf) : inline(short, pageOf);
}

function code(name: string): Html {
  return html`<a href="${ERRORS_PAGE}#${anchorOf(name)}"><code>${name}</code></a> `;
}

/** `RESOURCE_DOES_NOT_EXIST` → `resource_does_not_exist`: the id of its row in the chapter. */
function anchorOf(errorCode: string): string {
  return errorCode.toLowerCase();
}

/** Codes that the words name in brackets, or the one that the server has answered. */
export function codesOf({ description: text, content }: OperationResponse): string[] {
  const named = [...text.matchAll(/\(`([A-Z][A-Z_]{4,})`\)/g)].map(([, name = '']) => name);
  const recorded = exampleOf(content)?.error_code;
  if (named.length > 0 || typeof recorded !== 'string') return [...new Set(named)];
  return [recorded];
}

function messageOf({ content }: OperationResponse): string | undefined {
  const example = exampleOf(content);
  const message = example?.message ?? example?.detail;
  return typeof message === 'string' && message.length <= MAX_MESSAGE ? message : undefined;
}

function exampleOf(content: OperationResponse['content']): Record<string, unknown> | undefined {
  const example = content['application/json']?.example;
  return typeof example === 'object' && example !== null ? { ...example } : undefined;
}

function commonErrors(errors: readonly OperationResponse[]): Html {
  const links = errors.map(({ status }) => html`<li><a href="${ERRORS_PAGE}#${status}">${status}</a></li>`);
  return html`<p>Errors that <a href="${ERRORS_PAGE}">every operation shares</a>:</p><ul class="r-common">${links}</ul>`;
}
