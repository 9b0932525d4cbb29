/** What an operation takes: parameters and body. */
import type { OpenApiDocument, Parameter, Schema } from '../document.ts';
import { resolve } from '../document.ts';
import { type Field, fieldsOf, makeField, textOf } from '../fields.ts';
import { type Html, html } from '../html.ts';
import { description, type PageOf } from '../markdown.ts';
import type { ReferenceOperation } from '../reading.ts';
import { fieldList } from './fieldList.ts';

const PLACES = [
  ['path', 'Path parameters'],
  ['query', 'Query parameters'],
  ['header', 'Headers'],
] as const;

export function request(operation: ReferenceOperation, document: OpenApiDocument, pageOf: PageOf): Html {
  const lists = PLACES.map(([place, title]) => {
    const fields = operation.parameters
      .filter((parameter) => parameter.in === place)
      .map((parameter) => parameterField(document, parameter));
    return fields.length > 0 && html`<h3 id="${place}">${title}</h3>${fieldList(fields, pageOf)}`;
  });
  const body = requestBody(operation, document, pageOf);
  const empty = body === undefined && operation.parameters.length === 0;
  return html`<h2 id="request">Request</h2>${empty && html`<p>It takes no parameters and no body.</p>`}${lists}${body}`;
}

/** A parameter in the words of a field. */
function parameterField(document: OpenApiDocument, parameter: Parameter): Field {
  const { name, required, schema, example } = parameter;
  const field = makeField(document, name, schema, { id: `${parameter.in}.${name}`, required, enclosing: [] });
  return {
    ...field,
    deprecated: parameter.deprecated ?? field.deprecated,
    since: parameter['x-mlflow-since'] ?? field.since,
    description: parameter.description || field.description,
    facts:
      example === undefined ? field.facts : [...field.facts, { label: 'Example', value: textOf(example) }],
  };
}

function requestBody(
  { requestBody: body }: ReferenceOperation,
  document: OpenApiDocument,
  pageOf: PageOf,
): Html | undefined {
  if (body === undefined) return undefined;
  const types = Object.keys(body.content);
  const schema = Object.values(body.content)[0]?.schema;
  const fields = schema === undefined ? [] : fieldsOf(document, schema, 'body');
  return html`<h3 id="body">Body</h3><p class="r-type">${types.map((type) => html`<code>${type}</code> `)}${body.required && html`<b class="r-required">required</b>`}</p>${description(body.description, pageOf)}${
    fields.length > 0 ? fieldList(fields, pageOf) : description(words(document, schema), pageOf)
  }`;
}

function words(document: OpenApiDocument, reference: Schema | undefined): string {
  return reference === undefined ? '' : (resolve(document, reference).schema.description ?? '');
}
