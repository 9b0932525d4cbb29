/** Since which release the pinned MLflow's operations, fields and enum values exist: `openapi/since.json`. Pure. */
import * as z from 'zod';
import type { Inventory } from '../generate/inventory.ts';

const minorRelease = z.string().regex(/^\d+\.\d+$/);
const table = z.record(z.string(), minorRelease);

/** What the oldest release has already is in no table. */
export const sinceSchema = z.strictObject({
  /** Every release that was read, oldest first: one for each minor release. */
  releases: z.array(z.string().regex(/^\d+\.\d+\.\d+$/)).min(1),
  /** By method and path; a declaration without a handler doesn't count. */
  operations: table,
  /** By the full name of the message, and the field. */
  fields: z.record(z.string(), table),
  /** By the full name of the enum, and the value. */
  enumValues: z.record(z.string(), table),
});

export type Since = z.infer<typeof sinceSchema>;

/** Orders `3.9.0` before `3.10.1`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (const [i, part] of left.entries()) {
    const difference = part - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `3.9` of `3.9.0`. */
export function minor(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** Looks up the first release that has a thing. */
export class Releases {
  readonly #since: Since;

  constructor(since: Since) {
    this.#since = since;
  }

  /** Minor release such as `3.9` that first answers the operation; `undefined` for the oldest one known. */
  operation(method: string, path: string): string | undefined {
    return this.#since.operations[`${method} ${path}`];
  }

  /** Minor release that first has the field; `undefined` for the oldest one known. */
  field(message: string, field: string): string | undefined {
    return this.#since.fields[message]?.[field];
  }

  /** Minor release that first has the enum value; `undefined` for the oldest one known. */
  enumValue(name: string, value: string): string | undefined {
    return this.#since.enumValues[name]?.[value];
  }

  /** The oldest release known, as `3.4`. */
  get oldest(): string {
    return minor(this.#since.releases[0] ?? '');
  }
}

/** A release can't follow those that `since.json` knows; the message says what to do. */
export class ReleaseOrderError extends Error {}

/**
 * Notes a release that comes after all known ones, or replaces the patch release known of its minor release.
 *
 * @param pinned inventory of the release before: what it has and no table names is as old as the oldest release
 * @throws ReleaseOrderError for an older release, and for one that skips a minor release
 */
export function addRelease(since: Since, pinned: Inventory, next: Inventory): Since {
  checkOrder(since.releases, next.mlflow);
  const name = minor(next.mlflow);
  const known = new Set(answered(pinned));
  const added = pick(next, {
    operation: (key) => since.operations[key] ?? (known.has(key) ? undefined : name),
    field: (message, field) =>
      since.fields[message]?.[field] ?? (pinned.messages[message]?.[field] ? undefined : name),
    enumValue: (owner, value) =>
      since.enumValues[owner]?.[value] ?? (pinned.enums[owner]?.includes(value) ? undefined : name),
  });
  return {
    releases: [...since.releases.filter((release) => minor(release) !== name), next.mlflow],
    operations: { ...since.operations, ...added.operations },
    fields: { ...since.fields, ...added.fields },
    enumValues: { ...since.enumValues, ...added.enumValues },
  };
}

/** Leaves out what the pinned release no longer has: the document doesn't describe it. */
export function forgetRemoved(since: Since, pinned: Inventory): Since {
  const kept = pick(pinned, {
    operation: (key) => since.operations[key],
    field: (message, field) => since.fields[message]?.[field],
    enumValue: (owner, value) => since.enumValues[owner]?.[value],
  });
  return { releases: since.releases, ...kept };
}

function checkOrder(known: readonly string[], version: string): void {
  const last = known.at(-1) ?? version;
  const [major = 0, middle = 0] = last.split('.').map(Number);
  if (compareVersions(version, last) < 0)
    throw new ReleaseOrderError(`MLflow ${version} is older than ${last}, which since.json knows already.`);
  const [newMajor, newMiddle = 0] = version.split('.').map(Number);
  if (newMajor !== major || newMiddle <= middle + 1) return;
  throw new ReleaseOrderError(
    `MLflow ${version} skips ${major}.${middle + 1}. Read the last release of each minor release in between first:\n` +
      `  pip download --no-deps 'mlflow-skinny==${major}.${middle + 1}.*'\n` +
      '  npm run openapi:inventory -- --package mlflow_skinny-<version>.whl',
  );
}

/** The first release of a thing; `undefined` for what belongs in no table. */
interface FirstRelease {
  operation: (key: string) => string | undefined;
  field: (message: string, field: string) => string | undefined;
  enumValue: (owner: string, value: string) => string | undefined;
}

/** The tables of everything that an inventory has, in its order. */
function pick(inventory: Inventory, first: FirstRelease): Omit<Since, 'releases'> {
  return {
    operations: tableOf(answered(inventory), first.operation),
    fields: tablesOf(inventory.messages, Object.keys, first.field),
    enumValues: tablesOf(inventory.enums, (values) => values, first.enumValue),
  };
}

function answered({ operations }: Inventory): string[] {
  return operations
    .filter(({ handler }) => handler !== undefined)
    .map(({ method, path }) => `${method} ${path}`);
}

function tableOf(
  keys: readonly string[],
  first: (key: string) => string | undefined,
): Record<string, string> {
  const table: Record<string, string> = {};
  for (const key of keys) {
    const release = first(key);
    if (release !== undefined) table[key] = release;
  }
  return table;
}

function tablesOf<Owner>(
  owners: Readonly<Record<string, Owner>>,
  keysOf: (owner: Owner) => readonly string[],
  first: (owner: string, key: string) => string | undefined,
): Record<string, Record<string, string>> {
  const tables: Record<string, Record<string, string>> = {};
  for (const [name, owner] of Object.entries(owners)) {
    const table = tableOf(keysOf(owner), (key) => first(name, key));
    if (Object.keys(table).length > 0) tables[name] = table;
  }
  return tables;
}
