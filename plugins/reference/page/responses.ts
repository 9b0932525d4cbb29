/** What an operation answers: its fields when all is well, and one list of errors. */
import { type Html, html } from '../html.ts';
import { description, type PageOf } from '../markdown.ts';
import type { OperationView } from '../view.ts';
import { fieldList } from './fieldList.ts';

type Answer = OperationView['successes'][number];
type OwnError = OperationView['errors'][number];

/** The chapter on errors that every operation shares. */
const ERRORS_PAGE = '/api/errors/';

export function responses({ successes, errors, commonErrors }: OperationView, pageOf: PageOf): Html {
  const title = commonErrors.length > 0 ? 'Errors' : 'Other answers';
  return html`<h2 id="response">Response</h2>${successes.map((answer) => success(answer, pageOf))}<h2 id="errors">${title}</h2>${errors.length > 0 && errorList(errors, pageOf)}${commonErrors.length > 0 && sharedErrors(commonErrors)}`;
}

function success({ status, type, fields, ...answer }: Answer, pageOf: PageOf): Html {
  return html`<p class="r-type"><b class="r-status">${status}</b> ${type === undefined ? 'No body' : html`<code>${type}</code>`}</p>${description(answer.description, pageOf)}${headers(answer.headers, pageOf)}${fields.length > 0 && fieldList(fields, pageOf, 'always')}`;
}

function headers(all: Answer['headers'], pageOf: PageOf): Html | false {
  const rows = all.map(
    ({ name, description: words }) =>
      html`<li><div class="r-field"><code>${name}</code></div>${description(words, pageOf)}</li>`,
  );
  return rows.length > 0 && html`<h3>Headers</h3><ul class="r-fields">${rows}</ul>`;
}

function errorList(errors: readonly OwnError[], pageOf: PageOf): Html {
  return html`<ul class="r-fields r-errors">${errors.map((error) => errorItem(error, pageOf))}</ul>`;
}

function errorItem({ status, codes, when, message }: OwnError, pageOf: PageOf): Html {
  return html`<li><div class="r-field"><b class="r-status">${status}</b>${codes.map(code)}</div>${description(when, pageOf)}${message !== undefined && html`<p class="r-message">${message}</p>`}</li>`;
}

function code(name: string): Html {
  return html` <a href="${ERRORS_PAGE}#${anchorOf(name)}"><code>${name}</code></a>`;
}

/** `RESOURCE_DOES_NOT_EXIST` → `resource_does_not_exist`: the id of its row in the chapter. */
function anchorOf(errorCode: string): string {
  return errorCode.toLowerCase();
}

function sharedErrors(statuses: readonly string[]): Html {
  const links = statuses.map((status) => html`<li><a href="${ERRORS_PAGE}#${status}">${status}</a></li>`);
  return html`<p>Errors that <a href="${ERRORS_PAGE}">every operation shares</a>:</p><ul class="r-common">${links}</ul>`;
}
