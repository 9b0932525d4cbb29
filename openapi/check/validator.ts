/** Validates requests and answers against the document, more strictly than the document itself: nothing undocumented. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isObject, type Json, type JsonObject } from '../generate/json.ts';

const DOCUMENT = 'mlflow';

export class DocumentValidator {
  readonly #ajv: Ajv2020;
  readonly #document: JsonObject;
  readonly #compiled = new Map<string, ValidateFunction>();

  /** @param document the OpenAPI document; it is not changed */
  constructor(document: JsonObject) {
    this.#document = closed(document);
    this.#ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(this.#ajv);
    this.#ajv.addSchema({ $id: DOCUMENT, ...this.#document });
  }

  /** What is wrong with the JSON body of a request; empty when nothing is. */
  request(path: string, method: string, body: Json): string[] {
    return this.#check([...this.#operation(path, method), 'requestBody'], 'application/json', body);
  }

  /** What is wrong with a query parameter or a path parameter, by its declared schema. */
  parameter(path: string, method: string, name: string, value: Json): string[] {
    const pointer = [...this.#operation(path, method), 'parameters'];
    const parameters = this.#at(pointer);
    const index = Array.isArray(parameters)
      ? parameters.findIndex((p) => isObject(p) && p.name === name)
      : -1;
    if (index === -1) return [`parameter "${name}" is not documented`];
    return this.#validate([...pointer, String(index), 'schema'], value);
  }

  /** What is wrong with an answer: its status, its media type or its body. */
  response(path: string, method: string, status: number, media: string, body: Json): string[] {
    const pointer = [...this.#operation(path, method), 'responses', String(status)];
    if (this.#at(pointer) === undefined) return [`status ${status} is not documented`];
    return this.#check(pointer, media, body);
  }

  #operation(path: string, method: string): string[] {
    return ['paths', path, method.toLowerCase()];
  }

  #check(pointer: string[], media: string, body: Json): string[] {
    const target = this.#follow(pointer);
    const content = this.#at([...target, 'content']);
    if (!isObject(content)) return body === '' ? [] : ['a body is not documented here'];
    const known = media in content ? media : '*/*' in content ? '*/*' : undefined;
    if (known === undefined) return [`media type "${media}" is not documented`];
    const schema = [...target, 'content', known, 'schema'];
    return this.#at(schema) === undefined ? [] : this.#validate(schema, body);
  }

  #validate(pointer: string[], value: Json): string[] {
    const reference = `${DOCUMENT}#/${pointer.map(escapePointer).join('/')}`;
    const validate = this.#compiled.get(reference) ?? this.#ajv.compile({ $ref: reference });
    this.#compiled.set(reference, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((e) => {
      const extra = 'additionalProperty' in e.params ? ` ("${e.params.additionalProperty}")` : '';
      return `${e.instancePath || 'body'} ${e.message ?? 'is wrong'}${extra}`;
    });
  }

  /** The pointer itself, or where its `$ref` leads. */
  #follow(pointer: string[]): string[] {
    const node = this.#at(pointer);
    const reference = isObject(node) ? node.$ref : undefined;
    return typeof reference === 'string' ? reference.replace(/^#\//, '').split('/') : pointer;
  }

  #at(pointer: string[]): Json | undefined {
    let node: Json | undefined = this.#document;
    for (const step of pointer) {
      if (Array.isArray(node)) node = node[Number(step)];
      else node = isObject(node) ? node[step] : undefined;
    }
    return node;
  }
}

function escapePointer(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** The same document with every listed object closed to further properties. */
function closed(document: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(document).map(([key, value]) => [key, close(value)]));
}

function close(node: Json): Json {
  if (Array.isArray(node)) return node.map(close);
  if (!isObject(node)) return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'example' || key === 'examples' ? value : close(value),
    ]),
  );
  return node.type === 'object' && node.additionalProperties === undefined
    ? { ...copy, additionalProperties: false }
    : copy;
}
