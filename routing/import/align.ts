/** Makes the names of two tables mean the same, so that they can be compared. */
import type { Action, Routes } from '../schema.ts';
import type { Table } from './foreign.ts';

function withTargets(routes: Routes, names: ReadonlyMap<string, string>): Routes {
  const nameOf = (target: string) => names.get(target) ?? target;
  const rename = <T extends Action | null>(action: T): T =>
    action?.type === 'forward'
      ? { ...action, targets: action.targets.map((one) => ({ ...one, target: nameOf(one.target) })) }
      : action;
  return {
    ...routes,
    targets: Object.fromEntries(
      Object.entries(routes.targets).map(([name, target]) => [nameOf(name), target]),
    ),
    listeners: Object.fromEntries(
      Object.entries(routes.listeners).map(([name, listener]) => [
        name,
        { ...listener, defaultAction: rename(listener.defaultAction) },
      ]),
    ),
    rules: routes.rules.map((rule) => ({ ...rule, action: rename(rule.action) })),
  };
}

/**
 * Gives the targets of the second table the names of the first, by ARN; two groups of one name that are not the same get
 * the end of their ARN to their names. Targets without an ARN are compared by name.
 */
export function aligned(before: Table, after: Table): [Routes, Routes] {
  const nameByArn = new Map([...before.identities].map(([name, arn]) => [arn, name]));
  const oldNames = new Map<string, string>();
  const newNames = new Map<string, string>();
  for (const [name, arn] of after.identities) {
    const known = nameByArn.get(arn);
    const rival = before.identities.get(name);
    if (known !== undefined) {
      newNames.set(name, known);
    } else if (rival !== undefined) {
      newNames.set(name, `${name}-${arn.replace(/^.*\//, '')}`);
      oldNames.set(name, `${name}-${rival.replace(/^.*\//, '')}`);
    }
  }
  for (const [name, known] of newNames) {
    const own = oldNames.get(known);
    if (own !== undefined) newNames.set(name, own);
  }
  return [withTargets(before.routes, oldNames), withTargets(after.routes, newNames)];
}
