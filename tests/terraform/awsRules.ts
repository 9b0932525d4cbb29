/** Rules of our table as the AWS API takes them, to seed moto with. */
import { patternsOf } from '../../routing/describe.ts';
import type { Condition, Routes } from '../../routing/schema.ts';
import type { Wanted } from './moto.ts';

const CONFIG = {
  'host-header': 'HostHeaderConfig',
  'path-pattern': 'PathPatternConfig',
  'http-request-method': 'HttpRequestMethodConfig',
} as const;

function toAws(condition: Condition): object {
  const { type } = condition;
  if (type !== 'host-header' && type !== 'path-pattern' && type !== 'http-request-method') {
    throw new Error(`No table to seed has a ${type}.`);
  }
  return { Field: type, [CONFIG[type]]: { Values: patternsOf(condition) } };
}

/** The rules of each listener of a table whose rules all forward to one target. */
export function seedsOf({ rules }: Routes): Wanted['balancers'][string] {
  const on = (listener: string) =>
    rules
      .filter(({ listeners }) => listeners.includes(listener))
      .map(({ name, priority, conditions, action }) => {
        const [only] = action.type === 'forward' ? action.targets : [];
        if (only === undefined) throw new Error(`${name} forwards to no target.`);
        return { Priority: priority, Conditions: conditions.map(toAws), Target: only.target };
      });
  return { https: on('https'), http: on('http') };
}
