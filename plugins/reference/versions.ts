/** The document as it was for an older server: without what came later. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const sinceSchema = z.object({ releases: z.array(z.string()) });

/** Minor releases that the document is compared with, oldest first: `3.4`, `3.5` and so on. */
export function knownReleases(siteDir: string): string[] {
  const text = readFileSync(path.join(siteDir, 'openapi/since.json'), 'utf8');
  return sinceSchema
    .parse(JSON.parse(text))
    .releases.map((release) => release.split('.').slice(0, 2).join('.'));
}

/** Below zero when `a` is older. */
export function compareReleases(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = numbersOf(a);
  const [majorB = 0, minorB = 0] = numbersOf(b);
  return majorA - majorB || minorA - minorB;
}

/** `3.4 or earlier` → 3, 4. */
function numbersOf(release: string): number[] {
  return (release.match(/\d+/g) ?? []).map(Number);
}

/**
 * A copy of a document for one release: operations, parameters and fields that say that they are younger are left out,
 * and so are schemas that nothing refers to any more.
 *
 * @param data the document as plain data.
 */
export function documentOfRelease(data: unknown, release: string): Record<string, unknown> {
  const older = withoutYounger(data, release);
  const document: Record<string, unknown> = { ...Object(older) };
  document.info = { ...Object(document.info), version: release };
  document.paths = Object.fromEntries(
    Object.entries(Object(document.paths)).filter(([, item]) => Object.keys(Object(item)).length > 0),
  );
  return withoutUnused(document);
}

function withoutYounger(value: unknown, release: string): unknown {
  if (Array.isArray(value))
    return value.filter((each) => !isYounger(each, release)).map((each) => withoutYounger(each, release));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .filter(([, each]) => !isYounger(each, release))
    .map(([key, each]): [string, unknown] => [key, withoutYounger(each, release)]);
  return withKnownRequired(Object.fromEntries(kept));
}

function isYounger(value: unknown, release: string): boolean {
  const since: unknown = Object(value)['x-mlflow-since'];
  return typeof since === 'string' && compareReleases(since, release) > 0;
}

/** `required` of a schema names only fields that it still has. */
function withKnownRequired(value: Record<string, unknown>): Record<string, unknown> {
  const { required, properties } = value;
  if (!Array.isArray(required) || typeof properties !== 'object' || properties === null) return value;
  const { required: _, ...rest } = value;
  const known = required.filter((name) => String(name) in properties);
  return known.length === 0 ? rest : { ...rest, required: known };
}

function withoutUnused(document: Record<string, unknown>): Record<string, unknown> {
  const components: Record<string, unknown> = { ...Object(document.components) };
  const schemas = Object.entries(Object(components.schemas));
  const { schemas: _, ...others } = components;
  const used = new Set<string>();
  const collect = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      collect(Object(components.schemas)[name] ?? {});
    }
  };
  collect([document.paths, others]);
  return {
    ...document,
    components: { ...others, schemas: Object.fromEntries(schemas.filter(([name]) => used.has(name))) },
  };
}
