/** Fields as nested lists: two levels open, deeper ones on request. */
import type { Field } from '../fields.ts';
import { type Html, html } from '../html.ts';
import { description, inline, type PageOf } from '../markdown.ts';

/** Levels that are open at first. */
const OPEN_LEVELS = 2;

export function fieldList(fields: readonly Field[], pageOf: PageOf): Html {
  return list(fields, pageOf, 1);
}

function list(fields: readonly Field[], pageOf: PageOf, level: number): Html {
  return html`<ul class="r-fields">${fields.map((field) => item(field, pageOf, level))}</ul>`;
}

function item(field: Field, pageOf: PageOf, level: number): Html {
  const { name, id, type, description: words } = field;
  return html`<li id="${id}"><div class="r-field"><a href="#${id}"><code>${name === '*' ? 'any name' : name}</code></a> <span>${type}</span>${marks(field)}</div>${description(words, pageOf)}${facts(field, pageOf)}${children(field, pageOf, level)}</li>`;
}

function marks({ required, deprecated, since }: Field): Html {
  return html`${required && html` <b class="r-required">required</b>`}${deprecated && html` <b class="r-deprecated">deprecated</b>`}${since !== undefined && html` <span>since MLflow ${since}</span>`}`;
}

function facts({ facts: all, values }: Field, pageOf: PageOf): Html {
  const limits = all.map(({ label, value }) => html`<li>${label}: <code>${value}</code></li>`);
  const choices = values.map(
    ({ value, meaning }) =>
      html`<li><code>${value}</code>${meaning !== undefined && html`: ${inline(meaning, pageOf)}`}</li>`,
  );
  const explained = values.some(({ meaning }) => meaning !== undefined);
  return html`${limits.length > 0 && html`<ul class="r-facts">${limits}</ul>`}${choices.length > 0 && html`<ul class="r-facts${explained && ' r-values'}"><li>One of</li>${choices}</ul>`}`;
}

function children({ name, children: fields }: Field, pageOf: PageOf, level: number): Html | false {
  if (fields.length === 0) return false;
  const inner = list(fields, pageOf, level + 1);
  if (level < OPEN_LEVELS) return inner;
  const count = fields.length === 1 ? '1 field' : `${fields.length} fields`;
  return html`<details><summary>${count} of <code>${name}</code></summary>${inner}</details>`;
}
