/** Routing tables in a form in which two that say the same are equal. */
import { rulesOf } from '../../routing/compile.ts';
import type { Routes, Rule } from '../../routing/schema.ts';

const sorted = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).sort();

function conditionsOf({ conditions }: Rule): string[] {
  return conditions
    .map((condition) => JSON.stringify({ ...condition, values: sorted(condition.values) }))
    .sort();
}

/** The rules of each listener in the order they are asked; AWS keeps no names, so they can be left out. */
export function comparable(routes: Routes, { names }: { names: boolean }) {
  return Object.fromEntries(
    Object.keys(routes.listeners)
      .sort()
      .map((listener) => [
        listener,
        rulesOf(routes, listener).map((rule) => ({
          ...(names ? { name: rule.name } : {}),
          priority: rule.priority,
          conditions: conditionsOf(rule),
          action: rule.action,
        })),
      ]),
  );
}
