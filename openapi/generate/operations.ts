/** One operation of the document: the facts of the inventory with the words of the descriptions. */

import type { Descriptions, Entry, OperationWords } from './descriptions.ts';
import { type FastapiFacts, fastapiFacts } from './fastapi.ts';
import type { Inventory, InventoryOperation } from './inventory.ts';
import { GenerateError, type Problem } from './problems.ts';

export interface Operation {
  id: string;
  tag: string;
  method: InventoryOperation['method'];
  path: string;
  words: Entry<OperationWords>;
  /** Facts from the descriptors; absent for routes that MLflow wrote by hand. */
  facts?: InventoryOperation;
  /** Facts of FastAPI; absent for all other routes. */
  fastapi?: FastapiFacts;
  /** Names of path parameters, in their order. */
  pathParameters: string[];
}

/**
 * All operations that the descriptions document, in its order.
 * @throws GenerateError for an entry whose `is` names nothing that the server answers, or is taken
 */
export function matchOperations(descriptions: Descriptions, inventory: Inventory): Operation[] {
  const facts = new Map(inventory.operations.map((o) => [`${o.method} ${o.path}`, o]));
  const routes = new Set(inventory.routes?.map((r) => `${r.method} ${r.path}`));
  const problems: Problem[] = [];
  const taken = new Map<string, string>();
  const operations: Operation[] = [];
  for (const tag of descriptions.tags) {
    for (const [id, words] of tag.operations) {
      const key = words.value.is;
      const fact = facts.get(key);
      const { file, line } = words;
      if (!routes.has(key)) problems.push({ file, line, message: `${id}: the server has no route ${key}` });
      const other = taken.get(key) ?? taken.get(id);
      if (other !== undefined)
        problems.push({ file, line, message: `${id}: already documented as ${other}` });
      taken.set(key, id);
      taken.set(id, id);
      const route = splitRoute(key);
      const fastapi = fastapiFacts(inventory, route.method, route.path);
      operations.push({
        id,
        tag: tag.name,
        words,
        ...route,
        ...(fact === undefined ? {} : { facts: fact }),
        ...(fastapi === undefined ? {} : { fastapi }),
      });
    }
  }
  problems.push(...wrongSuccessors(operations));
  if (problems.length > 0) throw new GenerateError(problems);
  return operations;
}

/** Whatever is deprecated names an operation to use in its place, which exists and isn't deprecated itself. */
function wrongSuccessors(operations: readonly Operation[]): Problem[] {
  const good = new Set(
    operations.flatMap(({ id, words }) => (words.value.deprecated === undefined ? id : [])),
  );
  return operations.flatMap(({ id, words: { value, file, line } }) => {
    const { deprecated, successor } = value;
    if (deprecated === undefined && successor === undefined) return [];
    if (deprecated !== undefined && successor !== undefined && good.has(successor)) return [];
    return {
      file,
      line,
      message: `${id}: needs both, deprecated and the successor, an operation that may be used`,
    };
  });
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

function splitRoute(route: string): Pick<Operation, 'method' | 'path' | 'pathParameters'> {
  const [verb, path = ''] = route.split(' ');
  const method = METHODS.find((m) => m === verb);
  if (method === undefined) throw new Error(`Not a method: ${verb}`);
  return { method, path, pathParameters: [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '') };
}

/** Fields of the request that the server insists on: its declared checks, and what the descriptions add. */
export function requiredFields({ facts, fastapi, words }: Operation): Set<string> {
  const declared = Object.entries(facts?.checks ?? {}).flatMap(([field, checks]) =>
    checks.includes('required') ? [field] : [],
  );
  return new Set([...declared, ...(fastapi?.required ?? []), ...words.value.require]);
}
