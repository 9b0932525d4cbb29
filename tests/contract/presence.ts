/** What answers show of the fields that the document calls required: whether every object has them, and which objects came. */
import { isObject, type Json, type JsonObject } from '../../openapi/generate/json.ts';
import type { Operation } from '../../openapi/generate/operations.ts';
import type { Answer } from '../../openapi/record/call.ts';

export class Presence {
  /** Number of objects that came, by schema. */
  readonly seen = new Map<string, number>();
  /** Fields that an object lacked although they are required, such as `Run.info`. */
  readonly lacking = new Set<string>();
  readonly #document: JsonObject;

  constructor(document: JsonObject) {
    this.#document = document;
  }

  /** Looks at the answer of a success; does nothing with another. */
  note(operation: Operation, { status, media, body }: Answer): void {
    const schema = this.#answerSchema(operation);
    if (status === 200 && media === 'application/json' && schema !== undefined)
      this.#look(schema, body, operation.id);
  }

  /** Schemas with required fields that answers of these operations can hold, whether they came or not. */
  expected(operations: readonly Operation[]): Map<string, string[]> {
    const found = new Map<string, string[]>();
    const visited = new Set<string>();
    const visit = (reference: Json | undefined, place: string): void => {
      if (!isObject(reference)) return;
      const { schema, name } = this.#resolve(reference, place);
      if (visited.has(name)) return;
      visited.add(name);
      const required = requiredOf(schema);
      if (required.length > 0) found.set(name, required);
      for (const [child, property] of this.#children(schema, name)) visit(property, child);
    };
    for (const operation of operations) visit(this.#answerSchema(operation), operation.id);
    return found;
  }

  #answerSchema({ path, method }: Operation): Json | undefined {
    const pointer = ['paths', path, method.toLowerCase(), 'responses', '200', 'content', 'application/json'];
    let node: Json | undefined = this.#document;
    for (const step of [...pointer, 'schema']) node = isObject(node) ? node[step] : undefined;
    return node;
  }

  #look(reference: Json, value: Json, place: string): void {
    const { schema, name } = this.#resolve(reference, place);
    if (Array.isArray(value)) {
      const { items } = schema;
      if (items !== undefined) for (const item of value) this.#look(items, item, `${name}[]`);
      return;
    }
    if (!isObject(value)) return;
    this.seen.set(name, (this.seen.get(name) ?? 0) + 1);
    for (const field of requiredOf(schema)) if (!(field in value)) this.lacking.add(`${name}.${field}`);
    const properties = isObject(schema.properties) ? schema.properties : {};
    for (const [field, child] of Object.entries(value)) {
      const property = properties[field] ?? schema.additionalProperties;
      if (property !== undefined) this.#look(property, child, `${name}.${field}`);
    }
  }

  #children(schema: JsonObject, name: string): [string, Json | undefined][] {
    const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
    return [
      ...properties.map(([field, property]): [string, Json] => [`${name}.${field}`, property]),
      [`${name}[]`, schema.items],
      [`${name}.*`, schema.additionalProperties],
    ];
  }

  /** The schema behind a `$ref`, also one beside null, with its name; a schema of its own goes by its place. */
  #resolve(reference: Json, place: string): { schema: JsonObject; name: string } {
    if (!isObject(reference)) return { schema: {}, name: place };
    const either = Array.isArray(reference.anyOf) ? reference.anyOf : [];
    const ref = [reference, ...either].map((each) => (isObject(each) ? each.$ref : undefined)).find(Boolean);
    if (typeof ref !== 'string') return { schema: reference, name: place };
    const name = ref.slice(ref.lastIndexOf('/') + 1);
    const { components } = this.#document;
    const schemas = isObject(components) && isObject(components.schemas) ? components.schemas : {};
    return { schema: isObject(schemas[name]) ? schemas[name] : {}, name };
  }
}

function requiredOf({ required }: JsonObject): string[] {
  return Array.isArray(required) ? required.map(String) : [];
}
