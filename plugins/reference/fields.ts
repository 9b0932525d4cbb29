/** Parameters and schemas as lists of fields: what a reader needs to know of each. */
import { type OpenApiDocument, resolve, type Schema } from './document.ts';

export interface Field {
  /** Name as it is sent; `*` for any name. */
  name: string;
  /** Id of its place in the page. */
  id: string;
  /** Kind of value in words: `text`, `list of RunTag`. */
  type: string;
  required: boolean;
  deprecated: boolean;
  /** First version of MLflow that knows it, where it is younger than its operation. */
  since: string | undefined;
  description: string;
  /** Limits, default and example, each as words and a value. */
  facts: readonly Fact[];
  /** Values to choose from. */
  values: readonly EnumValue[];
  children: readonly Field[];
}

interface Fact {
  label: string;
  value: string;
}

interface EnumValue {
  value: string;
  meaning: string | undefined;
}

/** What holds for a field from outside of its schema. */
interface Around {
  id: string;
  required: boolean;
  /** Names of the schemas that enclose it, to end recursion. */
  enclosing: readonly string[];
}

/** The fields of an object; of a list's items when it is one. Empty for anything else. */
export function fieldsOf(document: OpenApiDocument, schema: Schema, prefix: string): Field[] {
  return childrenOf(document, schema, { id: prefix, required: false, enclosing: [] });
}

/** A field by name. */
export function makeField(
  document: OpenApiDocument,
  name: string,
  reference: Schema,
  { id, required, enclosing }: Around,
): Field {
  const { schema } = resolve(document, reference);
  const item = leaf(document, schema);
  return {
    name,
    id,
    type: typeOf(document, reference),
    required,
    deprecated: schema.deprecated ?? false,
    since: schema['x-mlflow-since'],
    description: withoutSince(schema.description ?? ''),
    facts: factsOf(schema),
    values: valuesOf(item),
    children: childrenOf(document, reference, { id, required, enclosing }),
  };
}

/** Words without the release, which the page shows beside the name. */
export function withoutSince(text: string): string {
  return text.replace(/ Since MLflow \d+\.\d+\.$/, '');
}

function childrenOf(document: OpenApiDocument, reference: Schema, around: Around): Field[] {
  const { schema, name } = resolve(document, reference);
  if (name !== undefined && around.enclosing.includes(name)) return [];
  const enclosing = name === undefined ? around.enclosing : [...around.enclosing, name];
  if (schema.items !== undefined) return childrenOf(document, schema.items, { ...around, enclosing });
  const required = new Set(schema.required);
  const named = Object.entries(schema.properties ?? {}).map(([key, property]) =>
    makeField(document, key, property, { id: `${around.id}.${key}`, required: required.has(key), enclosing }),
  );
  const { additionalProperties } = schema;
  if (typeof additionalProperties !== 'object' || !isObject(document, additionalProperties)) return named;
  const any = { id: `${around.id}.*`, required: false, enclosing };
  return [...named, makeField(document, '*', additionalProperties, any)];
}

function isObject(document: OpenApiDocument, reference: Schema): boolean {
  const { schema } = resolve(document, reference);
  return schema.properties !== undefined;
}

/** The schema of the items, for lists of lists of anything. */
function leaf(document: OpenApiDocument, reference: Schema): Schema {
  const { schema } = resolve(document, reference);
  return schema.items === undefined ? schema : leaf(document, schema.items);
}

/** Kind of value in the words of JSON, with the name of its schema where it has one. */
function typeOf(document: OpenApiDocument, reference: Schema): string {
  const { schema, name } = resolve(document, reference);
  if (schema.items !== undefined) return `array of ${plural(typeOf(document, schema.items))}`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map((choice) => typeOf(document, choice)).join(' or ');
  if (schema.const !== undefined) return typeof schema.const;
  if (schema.type === 'object') return objectType(document, schema, name);
  const type = [schema.type ?? 'any'].flat().join(' or ');
  return schema.format === undefined || type === 'object' ? type : `${type} (${schema.format})`;
}

function objectType(document: OpenApiDocument, schema: Schema, name: string | undefined): string {
  const { additionalProperties } = schema;
  if (schema.properties === undefined && typeof additionalProperties === 'object')
    return `map of ${plural(typeOf(document, additionalProperties))}`;
  return name === undefined ? 'object' : `object ${name}`;
}

function plural(type: string): string {
  return type.replace(/^(string|integer|number|boolean|object|array|map)\b/, '$1s');
}

function factsOf(schema: Schema): Fact[] {
  const facts: [label: string, value: unknown][] = [
    ['At least', schema.minimum],
    ['More than', schema.exclusiveMinimum],
    ['At most', schema.maximum],
    ['Shortest', characters(schema.minLength)],
    ['Longest', characters(schema.maxLength)],
    ['Fewest', items(schema.minItems)],
    ['Most', items(schema.maxItems)],
    ['Pattern', schema.pattern],
    ['Encoding', schema.contentEncoding],
    ['Always', schema.const],
    ['Default', schema.default],
    ['Example', schema.example],
  ];
  return facts.flatMap(([label, value]) => (value === undefined ? [] : { label, value: textOf(value) }));
}

const characters = (count: number | undefined) => (count === undefined ? undefined : `${count} characters`);
const items = (count: number | undefined) => (count === undefined ? undefined : `${count} items`);

/** A value as a reader types it. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function valuesOf({ enum: values = [], 'x-enum-descriptions': meanings = {} }: Schema): EnumValue[] {
  return values.map((value) => ({ value: textOf(value), meaning: meanings[textOf(value)] }));
}
