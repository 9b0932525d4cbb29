/** Holds the document against the server's URL map and the descriptors: nothing may be missing silently. */
import * as z from 'zod';
import type { Inventory } from '../generate/inventory.ts';
import { loadList } from '../generate/list.ts';
import type { Operation } from '../generate/operations.ts';
import type { Problem } from '../generate/problems.ts';

const differenceSchema = z.strictObject({
  routes: z.array(z.string()).min(1),
  /** First part of the path at which the server has the same route again; without such a twin a route is not meant. */
  twin: z.string().optional(),
  why: z.string().min(1),
});

export interface Difference {
  pattern: string;
  twin?: string | undefined;
  why: string;
  line: number;
}

export interface Completeness {
  problems: Problem[];
  /** Routes that the document leaves out, by reason. */
  leftOut: Map<string, string[]>;
}

/** @throws z.ZodError when the file has another form */
export function loadDifferences(file: string): Difference[] {
  return loadList(file, differenceSchema).flatMap(({ value: { routes, twin, why }, line }) =>
    routes.map((pattern) => ({ pattern, twin, why, line })),
  );
}

/** Routes that are neither documented nor explained, and explanations that explain nothing. */
export function checkComplete(
  inventory: Inventory,
  operations: Operation[],
  differences: Difference[],
  file: string,
): Completeness {
  const documented = new Set(operations.map(routeOf));
  const declared = inventory.operations.map(routeOf);
  const served = [...(inventory.routes ?? []), ...(inventory.login ?? [])].map(routeOf);
  const problems: Problem[] = [];
  const leftOut = new Map<string, string[]>();
  const used = new Set<Difference>();
  const all = new Set([...served, ...declared]);
  for (const route of all) {
    const matching = differences.filter(
      ({ pattern, twin }) => matches(pattern, route) && (twin === undefined || all.has(twinOf(route, twin))),
    );
    for (const difference of matching) used.add(difference);
    if (documented.has(route)) {
      if (matching.length > 0)
        problems.push({ file, line: matching[0]?.line ?? 1, message: `${route} is documented and left out` });
      continue;
    }
    const [first] = matching;
    if (first === undefined)
      problems.push({ file, message: `${route} is neither documented nor explained here` });
    else leftOut.set(first.why, [...(leftOut.get(first.why) ?? []), route]);
  }
  for (const difference of differences) {
    if (used.has(difference)) continue;
    problems.push({ file, line: difference.line, message: `"${difference.pattern}" matches no route` });
  }
  return { problems, leftOut };
}

function routeOf({ method, path }: { method: string; path: string }): string {
  return `${method} ${path}`;
}

/** The same route below another first part: `GET /ajax-api/2.0/a` → `GET /api/2.0/a`. */
function twinOf(route: string, first: string): string {
  return route.replace(/ \/[^/]+/, ` ${first}`);
}

/** `*` is anything within one part of the path (or any method), `**` any parts. */
export function matches(pattern: string, route: string): boolean {
  const [method = '', path = ''] = pattern.split(' ');
  const [routeMethod = '', routePath = ''] = route.split(' ');
  if (method !== '*' && method !== routeMethod) return false;
  const source = path
    .split(/(\*\*|\*)/)
    .map((part) =>
      part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${source}$`).test(routePath);
}
