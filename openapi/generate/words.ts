/** Finds the words for a field, notes that they were used, and collects what has none. */

import type { Descriptions } from './descriptions.ts';
import type { JsonObject } from './json.ts';
import type { Problem } from './problems.ts';

/** What protobuf's first value of most enums means. */
const UNSPECIFIED = 'Not set.';

export class Words {
  readonly missing: string[] = [];
  readonly #descriptions: Descriptions;

  constructor(descriptions: Descriptions) {
    this.#descriptions = descriptions;
  }

  /**
   * Schema keywords of a field: its description and whatever the descriptions add.
   * @param keys where to look, nearest first: `createRun request.run_name`, then `*.run_name`
   */
  field(keys: string[]): JsonObject {
    for (const key of keys) {
      const entry = this.#descriptions.words.get(key);
      if (entry === undefined) continue;
      entry.used = true;
      return typeof entry.value === 'string' ? { description: entry.value } : { ...entry.value };
    }
    this.missing.push(keys[0] ?? '');
    return { description: '' };
  }

  /**
   * Words of an operation's field, of its file, or those that hold everywhere.
   * @param place such as `createRun request`
   */
  ofOperation(place: string, file: string, name: string): JsonObject {
    return this.field([`${place}.${name}`, `${file} ${name}`, `*.${name}`]);
  }

  /** Words of a schema's property, of its file, or those that hold everywhere. */
  ofSchema(schema: string, name: string): JsonObject {
    const file = this.#descriptions.schemas.get(schema)?.file ?? '';
    return this.ofOperation(schema, file, name);
  }

  /** What each value of an enum means. */
  values(name: string, values: readonly string[]): JsonObject {
    const meanings: JsonObject = {};
    for (const value of values) {
      const own = value.endsWith('_UNSPECIFIED') ? UNSPECIFIED : this.field([`${name}.${value}`]).description;
      meanings[value] = own ?? '';
    }
    return meanings;
  }

  /**
   * `required` of a schema of answers: the fields that MLflow always sets.
   * @param place name of the schema, or operationId
   * @param fields those that there are
   */
  always(place: string, fields: readonly string[]): string[] | undefined {
    const entry = this.#descriptions.always.get(place);
    if (entry === undefined) return undefined;
    entry.used = entry.value.fields.every((field) => fields.includes(field));
    return entry.value.fields;
  }

  /** Words that stand between others. */
  phrase(name: string): string {
    const entry = this.#descriptions.phrases.get(name);
    if (entry === undefined) {
      this.missing.push(`phrases.${name}`);
      return '';
    }
    entry.used = true;
    return entry.value;
  }

  /** Description of a schema, or of an enum. */
  schema(name: string): string {
    const entry = this.#descriptions.schemas.get(name);
    if (entry === undefined) {
      this.missing.push(name);
      return '';
    }
    entry.used = true;
    return entry.value;
  }

  /** Descriptions that matched nothing. */
  unused(): Problem[] {
    const problems: Problem[] = [];
    const collect = (map: Map<string, { file: string; line: number; used: boolean }>) => {
      for (const [key, { file, line, used }] of map) {
        if (used) continue;
        problems.push({
          file,
          line,
          message: `"${key}" matches nothing in the inventory; rename or delete it`,
        });
      }
    };
    collect(this.#descriptions.words);
    collect(this.#descriptions.schemas);
    collect(this.#descriptions.always);
    collect(this.#descriptions.phrases);
    return problems;
  }
}
