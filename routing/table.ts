/** A table of rules as rows of text, for the command line and the documentation. Safe in the browser. */

import { rulesOf } from './compile.ts';
import { describeAction, describeCondition } from './describe.ts';
import type { Routes } from './schema.ts';

export interface Row {
  listener: string;
  priority: string;
  rule: string;
  conditions: string[];
  action: string;
  why: string;
}

/** One row for each rule of each listener in the order they are asked, and one for its default action. */
export function tableRows(routes: Routes): Row[] {
  return Object.entries(routes.listeners).flatMap(([listener, { defaultAction, defaultAuthenticate }]) => [
    ...rulesOf(routes, listener).map(
      ({ priority, name, conditions, action, authenticate, transforms, why }) => ({
        listener,
        priority: String(priority),
        rule: name,
        conditions: conditions.map(describeCondition),
        action: describeAction(action, { authenticate, transforms }),
        why,
      }),
    ),
    {
      listener,
      priority: 'last',
      rule: 'default action',
      conditions: [],
      action: describeAction(defaultAction, { authenticate: defaultAuthenticate }),
      why: 'No rule took the request.',
    },
  ]);
}
