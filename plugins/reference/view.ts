/** What the page of an operation shows, whether it is written as HTML or as Markdown. */
import { REGISTRY_ORIGIN } from '../../endpoint.ts';
import {
  type OpenApiDocument,
  type OperationResponse,
  type Parameter,
  resolve,
  type Schema,
} from './document.ts';
import { type Field, fieldsOf, makeField, textOf, withoutSince } from './fields.ts';
import type { ReferenceOperation } from './reading.ts';

export interface OperationView {
  title: string;
  /** What it does. */
  does: string;
  /** Why it should not be used any more, and what to use in its place; undefined when it may be used. */
  deprecated: string | undefined;
  since: string | undefined;
  /** MLflow leaves it out of its own reference, and may change it in any release. */
  isUndocumented: boolean;
  isPublic: boolean;
  parameters: readonly ParameterList[];
  body: BodyView | undefined;
  successes: readonly AnswerView[];
  /** Errors of its own. */
  errors: readonly ErrorView[];
  /** Statuses that every operation shares. */
  commonErrors: readonly string[];
}

interface ParameterList {
  /** Id of its heading. */
  id: string;
  title: string;
  fields: readonly Field[];
}

interface BodyView {
  types: readonly string[];
  required: boolean;
  description: string;
  fields: readonly Field[];
  /** What the body is when it has no fields. */
  words: string;
}

interface AnswerView {
  status: string;
  /** Undefined when there is no body. */
  type: string | undefined;
  description: string;
  headers: readonly { name: string; description: string }[];
  fields: readonly Field[];
  /** A recorded body as text; undefined when there is none, or an empty one. */
  example: string | undefined;
}

interface ErrorView {
  status: string;
  codes: readonly string[];
  /** When it happens, without the codes. */
  when: string;
  /** A short message that the server gave. */
  message: string | undefined;
}

const PLACES = [
  ['path', 'Path parameters'],
  ['query', 'Query parameters'],
  ['header', 'Headers'],
] as const;

export function viewOf(operation: ReferenceOperation, document: OpenApiDocument): OperationView {
  const { responses, of, servers } = operation;
  const rest = responses.filter(({ status }) => !isSuccess(status));
  // The health API has no chapter on errors: all of them are its own.
  const isShared = ({ shared }: OperationResponse): boolean => of === 'mlflow' && shared !== undefined;
  const { does, instead } = wordsOf(operation);
  return {
    title: operation.summary,
    does,
    deprecated: operation.deprecated ? (instead ?? '') : undefined,
    since: operation['x-mlflow-since'],
    isUndocumented: operation['x-stability'] === 'undocumented',
    isPublic: servers.some((url) => new URL(url).origin === REGISTRY_ORIGIN),
    parameters: PLACES.map(([place, title]) => ({
      id: place,
      title,
      fields: operation.parameters
        .filter((parameter) => parameter.in === place)
        .map((parameter) => parameterField(document, parameter)),
    })).filter(({ fields }) => fields.length > 0),
    body: bodyView(operation, document),
    successes: responses
      .filter(({ status }) => isSuccess(status))
      .map((response) => answerView(response, document)),
    errors: rest.filter((response) => !isShared(response)).map(errorView),
    commonErrors: rest.filter(isShared).map(({ status }) => status),
  };
}

const isSuccess = (status: string): boolean => status.startsWith('2');

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

/** A parameter in the words of a field. */
function parameterField(document: OpenApiDocument, parameter: Parameter): Field {
  const { name, required, schema, example } = parameter;
  const field = makeField(document, name, schema, { id: `${parameter.in}.${name}`, required, enclosing: [] });
  return {
    ...field,
    deprecated: parameter.deprecated ?? field.deprecated,
    since: parameter['x-mlflow-since'] ?? field.since,
    description: withoutSince(parameter.description) || field.description,
    facts:
      example === undefined ? field.facts : [...field.facts, { label: 'Example', value: textOf(example) }],
  };
}

function bodyView(
  { requestBody: body }: ReferenceOperation,
  document: OpenApiDocument,
): BodyView | undefined {
  if (body === undefined) return undefined;
  const schema = Object.values(body.content)[0]?.schema;
  return {
    types: Object.keys(body.content),
    required: body.required,
    description: body.description,
    fields: schema === undefined ? [] : fieldsOf(document, schema, 'body'),
    words: wordsOfSchema(document, schema),
  };
}

function wordsOfSchema(document: OpenApiDocument, reference: Schema | undefined): string {
  return reference === undefined ? '' : (resolve(document, reference).schema.description ?? '');
}

function answerView(response: OperationResponse, document: OpenApiDocument): AnswerView {
  const [[type, media] = []] = Object.entries(response.content);
  const example = media?.example ?? Object.values(media?.examples ?? {})[0]?.value;
  return {
    status: response.status,
    type,
    description: response.description,
    headers: Object.entries(response.headers).map(([name, { description }]) => ({ name, description })),
    fields: media?.schema === undefined ? [] : fieldsOf(document, media.schema, 'answer'),
    example: example === undefined || example === '' ? undefined : pretty(example),
  };
}

function pretty(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** Longest recorded message that a list of errors shows. */
const MAX_MESSAGE = 160;

function errorView(error: OperationResponse): ErrorView {
  const codes = codesOf(error);
  return {
    status: error.status,
    codes,
    when: codes.reduce((rest, name) => rest.replace(` (\`${name}\`)`, ''), error.description),
    message: messageOf(error),
  };
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
