/** Fields as nested lists: two levels open, deeper ones on request. */
import type { Field } from '../fields.ts';
import { type Html, html } from '../html.ts';
import { description, inline, type PageOf } from '../markdown.ts';

/** Levels that are open at first. */
const OPEN_LEVELS = 2;

/** @param required what stands at a field that must be there: in an answer, it is there always. */
export function fieldList(
  fields: readonly Field[],
  pageOf: PageOf,
  required: 'required' | 'always' = 'required',
): Html {
  return list(fields, { pageOf, required }, 1);
}

interface Writing {
  pageOf: PageOf;
  required: 'required' | 'always';
}

function list(fields: readonly Field[], writing: Writing, level: number): Html {
  return html`<ul class="r-fields">${fields.map((field) => item(field, writing, level))}</ul>`;
}

function item(field: Field, writing: Writing, level: number): Html {
  const { pageOf } = writing;
  const { name, id, type, description: words } = field;
  return html`<li id="${id}"><div class="r-field"><a href="#${id}"><code>${name === '*' ? 'any name' : name}</code></a> <span>${type}</span>${marks(field, writing)}</div>${description(words, pageOf)}${facts(field, pageOf)}${children(field, writing, level)}</li>`;
}

function marks({ required, deprecated, since }: Field, writing: Writing): Html {
  return html`${required && html` <b class="r-${writing.required}">${writing.required}</b>`}${deprecated && html` <b class="r-deprecated">deprecated</b>`}${since !== undefined && html` <span>since MLflow ${since}</span>`}`;
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

function children({ name, children: fields }: Field, writing: Writing, level: number): Html | false {
  if (fields.length === 0) return false;
  const inner = list(fields, writing, level + 1);
  if (level < OPEN_LEVELS) return inner;
  const count = fields.length === 1 ? '1 field' : `${fields.length} fields`;
  return html`<details><summary>${count} of <code>${name}</code></summary>${inner}</details>`;
}
