/** Which npm packages a page can install: an allow-list with all that it depends on, as the project itself has them. Pure. */
import * as z from 'zod';

/**
 * The packages that readers of the guide install themselves. Each is pinned in `package.json`, so that what a page
 * installs is what the project reviewed.
 */
export const ALLOWED_PACKAGES = ['openapi-fetch', 'openapi-typescript', 'typescript', '@types/node'];

const Names = z.record(z.string(), z.unknown()).default({});

const LockedPackage = z.object({
  version: z.string().optional(),
  dependencies: Names,
  peerDependencies: Names,
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().optional() })).default({}),
});

/** What is read of `package-lock.json`: every installed package by its folder. */
export const Lock = z.object({ packages: z.record(z.string(), LockedPackage) });

export type Lock = z.infer<typeof Lock>;

export interface InstalledPackage {
  name: string;
  version: string;
  /** Folder from the project's root, such as `node_modules/a/node_modules/b`. */
  folder: string;
}

const FOLDER = 'node_modules/';

/**
 * The packages with everything that they need, each where npm put it.
 *
 * @param names what readers install
 * @returns packages ordered by folder; one name may be there in several versions
 * @throws Error when the project does not have one of them
 */
export function withDependencies(names: readonly string[], { packages }: Lock): InstalledPackage[] {
  const found = new Map<string, InstalledPackage>();
  const queue = names.map((name) => ({ from: '', name }));
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { from, name } = next;
    const folder = resolve(from, name, packages);
    const locked = folder === undefined ? undefined : packages[folder];
    if (folder === undefined || locked?.version === undefined)
      throw new Error(`${name} is not installed. Pin it in package.json.`);
    if (found.has(folder)) continue;
    found.set(folder, { name, version: locked.version, folder });
    const needed = { ...locked.dependencies, ...locked.peerDependencies };
    const isOptional = (each: string) => locked.peerDependenciesMeta[each]?.optional === true;
    for (const each of Object.keys(needed)) if (!isOptional(each)) queue.push({ from: folder, name: each });
  }
  return [...found.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** Where Node finds a package from a folder: in it, or in a folder above. */
function resolve(from: string, name: string, packages: Lock['packages']): string | undefined {
  const folder = `${from === '' ? '' : `${from}/`}${FOLDER}${name}`;
  if (packages[folder] !== undefined) return folder;
  if (from === '') return undefined;
  const above = from.lastIndexOf(`/${FOLDER}`);
  return resolve(above < 0 ? '' : from.slice(0, above), name, packages);
}
