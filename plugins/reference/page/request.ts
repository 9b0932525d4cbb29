/** What an operation takes: parameters and body. */
import { type Html, html } from '../html.ts';
import { description, type PageOf } from '../markdown.ts';
import type { OperationView } from '../view.ts';
import { fieldList } from './fieldList.ts';

export function request({ parameters, body }: OperationView, pageOf: PageOf): Html {
  const lists = parameters.map(
    ({ id, title, fields }) => html`<h3 id="${id}">${title}</h3>${fieldList(fields, pageOf)}`,
  );
  const empty = body === undefined && parameters.length === 0;
  return html`<h2 id="request">Request</h2>${empty && html`<p>It takes no parameters and no body.</p>`}${lists}${body && requestBody(body, pageOf)}`;
}

function requestBody(
  { types, required, description: words, fields, words: instead }: NonNullable<OperationView['body']>,
  pageOf: PageOf,
): Html {
  return html`<h3 id="body">Body</h3><p class="r-type">${types.map((type) => html`<code>${type}</code> `)}${required && html`<b class="r-required">required</b>`}</p>${description(words, pageOf)}${
    fields.length > 0 ? fieldList(fields, pageOf) : description(instead, pageOf)
  }`;
}
