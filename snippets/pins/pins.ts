/** The versions of `stack/requirements.txt`, wherever examples and guide pages repeat them. Pure. */

/** Version of each package that is locked once. Packages with a version for each Python are left to a person. */
export type Locked = ReadonlyMap<string, string>;

/** Reads a lock in pip's format. */
export function lockedVersions(lock: string): Locked {
  const pins = [...lock.matchAll(/^(?<name>[a-z0-9._-]+)==(?<version>[^\s;\\]+)/gm)].map(
    ({ groups }) => [groups?.name ?? '', groups?.version ?? ''] as const,
  );
  const twice = new Set(
    pins.filter(([name], index) => pins.findIndex(([other]) => other === name) < index).map(([name]) => name),
  );
  return new Map(pins.filter(([name]) => !twice.has(name)));
}

/** Puts the locked versions in place of those that a text pins (`mlflow==3.9.0`) or speaks of (`those of MLflow 3.9.0`). */
export function repin(text: string, locked: Locked): string {
  const mlflow = locked.get('mlflow');
  const pinned = text.replaceAll(
    /(?<![\w.-])(?<name>[a-z0-9._-]+)==(?<version>\d[\w.]*\w)/g,
    (whole, name: string) => (locked.has(name) ? `${name}==${locked.get(name)}` : whole),
  );
  return mlflow === undefined ? pinned : pinned.replaceAll(/(?<=\bthose of MLflow )\d+\.\d+\.\d+/g, mlflow);
}
