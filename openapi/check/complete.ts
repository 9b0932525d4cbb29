/** Holds the document against the server's URL map and the descriptors: nothing may be missing silently. */
import * as z from 'zod';
import type { Inventory } from '../generate/inventory.ts';
import { loadList } from '../generate/list.ts';
import type { Operation } from '../generate/operations.ts';
import type { Problem } from '../generate/problems.ts';

const differenceSchema = z.strictObject({ routes: z.array(z.string()).min(1), why: z.string().min(1) });

export interface Difference {
  pattern: string;
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
  return loadList(file, differenceSchema).flatMap(({ value: { routes, why }, line }) =>
    routes.map((pattern) => ({ pattern, why, line })),
  );
}

/** Routes that are neither documented nor explained, and explanations that explain nothing. */
export function checkComplete(
  inventory: Inventory,
  operations: Operation[],
  differences: Difference[],
  file: string,
): Completeness {
  const documented = new Set(operations.map(({ method, path }) => `${method} ${path}`));
  const declared = inventory.operations.map(({ method, path }) => `${method} ${path}`);
  const served = inventory.routes?.map(({ method, path }) => `${method} ${path}`) ?? [];
  const problems: Problem[] = [];
  const leftOut = new Map<string, string[]>();
  const used = new Set<Difference>();
  for (const route of new Set([...served, ...declared])) {
    const matching = differences.filter(({ pattern }) => matches(pattern, route));
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
