/** Reads routing files from disk, with errors that say where and what. Node only. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { REGISTRY_ORIGIN } from '../endpoint.ts';
import { RoutingError } from './error.ts';
import { type Expectation, expectationsSchema } from './expectations.ts';
import { type Routes, routesSchema } from './schema.ts';

/** Our own table. */
export const ROUTES_FILE = new URL('./routes.json', import.meta.url);

/** The name that stands for standard input. */
export const STDIN = '-';

/** How a message names a file: relative to where the reader stands. */
export function displayName(file: string | URL): string {
  if (file === STDIN) return 'standard input';
  const name = file instanceof URL ? fileURLToPath(file) : file;
  const short = path.relative(process.cwd(), name);
  return short.startsWith('..') ? name : short;
}

/**
 * Reads a JSON file.
 *
 * @throws RoutingError `file-not-readable` or `not-json`.
 */
export async function readJson(file: string | URL): Promise<unknown> {
  const name = displayName(file);
  let text: string;
  try {
    text = file === STDIN ? await textOf(process.stdin) : await readFile(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new RoutingError('file-not-readable', `${name}: cannot be read (${reason}).`, 'Check the path.', {
      cause,
    });
  }
  try {
    // Some shells begin the files that they write with a byte-order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RoutingError('not-json', `${name}: is not JSON: ${reason}.`, 'Expected one JSON document.', {
      cause,
    });
  }
}

/**
 * Checks a value against a schema.
 *
 * @throws RoutingError `wrong-shape` naming the file, the path in it and what was expected.
 */
export function checkShape<T>(schema: z.ZodType<T>, value: unknown, name: string, hint: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const lines = result.error.issues.slice(0, 5).map((issue) => {
    const where = z.core.toDotPath(issue.path);
    return `${name}: ${where === '' ? 'the document' : where}: ${issue.message}`;
  });
  const more = result.error.issues.length - lines.length;
  if (more > 0) lines.push(`${name}: and ${more} more`);
  throw new RoutingError('wrong-shape', lines.join('\n'), hint);
}

/**
 * Checks the shape of a routing table that is already read.
 *
 * @throws RoutingError `wrong-shape`.
 */
export function checkRoutes(value: unknown, name: string): Routes {
  return checkShape(routesSchema, value, name, 'routing/routes.schema.json describes the shape.');
}

/**
 * Reads a routing table; without a file, the project's own.
 *
 * @throws RoutingError when the file cannot be read, is not JSON, or has another shape.
 */
export async function loadRoutes(file: string | URL = ROUTES_FILE): Promise<Routes> {
  return checkRoutes(await readJson(file), displayName(file));
}

/** Our own expectations. */
export const EXPECTATIONS_FILE = new URL('./expectations.json', import.meta.url);

/** Production's host wherever a text names it. */
const PRODUCTION_HOST = new RegExp(new URL(REGISTRY_ORIGIN).hostname.replaceAll('.', '\\.'), 'gi');

/**
 * Reads a list of expectations; without a file, the project's own.
 *
 * @param host takes the place of production's host, for another environment
 * @throws RoutingError when the file cannot be read, is not JSON, or has another shape.
 */
export async function loadExpectations(
  file: string | URL = EXPECTATIONS_FILE,
  host: string | null = null,
): Promise<Expectation[]> {
  const hint = 'routing/expectations.schema.json describes the shape.';
  const value = await readJson(file);
  const given: unknown =
    host === null ? value : JSON.parse(JSON.stringify(value).replace(PRODUCTION_HOST, () => host));
  return checkShape(expectationsSchema, given, displayName(file), hint).expectations;
}
