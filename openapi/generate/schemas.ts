/** Turns protobuf messages into JSON schemas, by the rules of MLflow's JSON form (`message_to_json`). */
import type { Releases } from '../inventory/since.ts';
import { mapReferences, plain } from './fastapi.ts';
import type { Field, Inventory } from './inventory.ts';
import { compact, isObject, type JsonObject } from './json.ts';
import { fastapiSchemaName, schemaName } from './names.ts';
import { GenerateError } from './problems.ts';
import type { Words } from './words.ts';

/** JSON form of protobuf's scalar and well-known types. */
const TYPES: Readonly<Record<string, JsonObject>> = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  uint32: { type: 'integer', format: 'int64' },
  fixed32: { type: 'integer', format: 'int64' },
  // MLflow writes 64-bit integers as numbers, where protobuf's own JSON form has strings.
  int64: { type: 'integer', format: 'int64' },
  uint64: { type: 'integer', format: 'int64' },
  fixed64: { type: 'integer', format: 'int64' },
  float: { type: 'number', format: 'float' },
  double: { type: 'number', format: 'double' },
  bytes: { type: 'string', contentEncoding: 'base64' },
  'google.protobuf.Timestamp': { type: 'string', format: 'date-time' },
  'google.protobuf.Duration': { type: 'string', pattern: '^-?\\d+(\\.\\d+)?s$' },
  'google.protobuf.FieldMask': { type: 'string' },
  'google.protobuf.Struct': { type: 'object', additionalProperties: true },
  'google.protobuf.ListValue': { type: 'array', items: {} },
  'google.protobuf.Value': {},
};

export class SchemaBuilder {
  readonly components = new Map<string, JsonObject>();
  readonly #owners = new Map<string, string>();
  readonly #inventory: Inventory;
  readonly #releases: Releases;
  readonly #words: Words;

  constructor(inventory: Inventory, releases: Releases, words: Words) {
    this.#inventory = inventory;
    this.#releases = releases;
    this.#words = words;
  }

  /** Fields of a message, in the order of their declaration. */
  fields(message: string): [string, Field][] {
    const fields = this.#inventory.messages[message];
    if (fields === undefined) throw new Error(`The inventory has no message ${message}`);
    return Object.entries(fields);
  }

  /** Reference to a message's schema; makes the schema, and those that it needs, on first use. */
  reference(message: string): JsonObject {
    const name = this.claim(schemaName(message), message);
    if (!this.components.has(name)) {
      this.components.set(name, {});
      this.components.set(name, this.#object(message, name));
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  /**
   * Schema of one field with its words.
   * @param words description and keywords of the descriptions
   * @param since release of the whole message or operation, so that only later fields say theirs
   */
  property(message: string, name: string, field: Field, words: JsonObject, since?: string): JsonObject {
    const schema = { ...this.#type(field), ...words };
    const fieldSince = this.#releases.field(message, name);
    if (fieldSince !== undefined && fieldSince !== since) {
      schema.description = `${schema.description} Since MLflow ${fieldSince}.`;
      schema['x-mlflow-since'] = fieldSince;
    }
    if (field.deprecated === true) schema.deprecated = true;
    return schema;
  }

  /** Reference to a schema that FastAPI gives; makes it, and those that it needs, on first use. */
  given(fastapiName: string): JsonObject {
    const name = this.claim(fastapiSchemaName(fastapiName), `FastAPI's ${fastapiName}`);
    const schema = this.#inventory.fastapi?.schemas[fastapiName];
    if (!isObject(schema)) throw new Error(`The inventory has no FastAPI schema ${fastapiName}`);
    if (!this.components.has(name)) {
      this.components.set(name, {});
      const properties: JsonObject = {};
      for (const [field, fact] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
        const mapped = mapReferences(fact, (reference) => this.given(reference));
        properties[field] = {
          ...(isObject(mapped) ? plain(mapped, true) : {}),
          ...this.#words.ofSchema(name, field),
        };
      }
      const always = this.#words.always(name, Object.keys(properties)) ?? [];
      const required = [...(Array.isArray(schema.required) ? schema.required : []), ...always];
      const described = {
        ...schema,
        description: this.#words.schema(name),
        ...(required.length > 0 ? { required } : {}),
      };
      this.components.set(name, schema.properties === undefined ? described : { ...described, properties });
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  /**
   * The name itself.
   * @param fullName what it stands for: two things must not share a name, or one of them would be lost
   * @throws GenerateError when the name stands for something else
   */
  claim(name: string, fullName: string): string {
    const owner = this.#owners.get(name) ?? fullName;
    if (owner !== fullName) {
      const message = `${owner} and ${fullName} would both be "${name}"; rename one in RENAMED`;
      throw new GenerateError([{ file: 'openapi/generate/names.ts', message }]);
    }
    this.#owners.set(name, owner);
    return name;
  }

  #object(message: string, name: string): JsonObject {
    const description = this.#words.schema(name);
    const first = this.fields(message)[0]?.[0];
    const since = first === undefined ? undefined : this.#releases.field(message, first);
    const properties: JsonObject = {};
    for (const [field, fact] of this.fields(message)) {
      properties[field] = this.property(message, field, fact, this.#words.ofSchema(name, field), since);
    }
    return compact({
      type: 'object',
      description,
      required: this.#words.always(name, Object.keys(properties)),
      properties,
    });
  }

  #type(field: Field): JsonObject {
    const single = this.#single(field);
    return field.repeated === true ? { type: 'array', items: single } : single;
  }

  #single(field: Field): JsonObject {
    if (field.type === 'map') {
      return {
        type: 'object',
        additionalProperties: field.values === undefined ? {} : this.#type(field.values),
      };
    }
    if (field.enum !== undefined) return this.#enum(field.enum);
    return TYPES[field.type] === undefined ? this.reference(field.type) : { ...TYPES[field.type] };
  }

  #enum(fullName: string): JsonObject {
    const name = this.claim(schemaName(fullName), fullName);
    if (!this.components.has(name)) {
      const values = this.#inventory.enums[fullName] ?? [];
      const late = values.flatMap((v) => {
        const since = this.#releases.enumValue(fullName, v);
        return since === undefined || since === this.#releases.enumValue(fullName, values[0] ?? '')
          ? []
          : [`\`${v}\` since MLflow ${since}`];
      });
      const description = [this.#words.schema(name), late.length > 0 ? `${late.join(', ')}.` : ''];
      const schema = compact({
        type: 'string',
        enum: values,
        'x-enum-descriptions': this.#words.values(name, values),
        description: description.join(' ').trim(),
      });
      this.components.set(name, schema);
    }
    return { $ref: `#/components/schemas/${name}` };
  }
}
