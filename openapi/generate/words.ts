/** Finds the words for a field, notes that they were used, and collects what has none. */
import type { JsonObject } from './json.ts';
import type { Overlay } from './overlay.ts';
import type { Problem } from './problems.ts';

export class Words {
  readonly missing: string[] = [];
  readonly #overlay: Overlay;

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
  }

  /**
   * Schema keywords of a field: its description and whatever the overlay adds.
   * @param keys where to look, nearest first: `createRun request.run_name`, then `*.run_name`
   */
  field(keys: string[]): JsonObject {
    for (const key of keys) {
      const entry = this.#overlay.words.get(key);
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
    const file = this.#overlay.schemas.get(schema)?.file ?? '';
    return this.ofOperation(schema, file, name);
  }

  /** What the values of an enum mean, where the overlay says so. */
  values(name: string, values: readonly string[]): JsonObject | undefined {
    const meanings: JsonObject = {};
    for (const value of values) {
      const entry = this.#overlay.words.get(`${name}.${value}`);
      if (entry === undefined || typeof entry.value !== 'string') continue;
      entry.used = true;
      meanings[value] = entry.value;
    }
    return Object.keys(meanings).length === 0 ? undefined : meanings;
  }

  /** Description of a schema, or of an enum. */
  schema(name: string): string {
    const entry = this.#overlay.schemas.get(name);
    if (entry === undefined) {
      this.missing.push(name);
      return '';
    }
    entry.used = true;
    return entry.value;
  }

  /** Overlay entries that matched nothing. */
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
    collect(this.#overlay.words);
    collect(this.#overlay.schemas);
    return problems;
  }
}
