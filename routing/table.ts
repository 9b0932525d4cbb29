/** A table of rules as rows of text, for the command line and the documentation. Safe in the browser. */
import { rulesOf } from './evaluate.ts';
import type { Action, Condition, Routes } from './schema.ts';

export type Row = {
  listener: string;
  priority: string;
  rule: string;
  conditions: string[];
  action: string;
  why: string;
};

function describeCondition(condition: Condition): string {
  switch (condition.type) {
    case 'query-string':
      return `query-string ${condition.values.map(({ key = '*', value }) => `${key}=${value}`).join(', ')}`;
    case 'http-header':
      return `http-header ${condition.name}: ${condition.values.join(', ')}`;
    default:
      return `${condition.type} ${condition.values.join(', ')}`;
  }
}

/** An action as it is written, placeholders and all. */
export function describeAction(action: Action): string {
  switch (action.type) {
    case 'forward':
      return `forward to ${action.targets.map(({ target, weight }) => (action.targets.length > 1 ? `${target} (${weight})` : target)).join(', ')}`;
    case 'redirect': {
      const query = action.query === '' ? '' : `?${action.query}`;
      return `redirect ${action.status} to ${action.protocol.toLowerCase()}://${action.host}:${action.port}${action.path}${query}`;
    }
    case 'fixed-response':
      return `fixed response ${action.status}`;
  }
}

/** One row for each rule of each listener in the order they are asked, and one for its default action. */
export function tableRows(routes: Routes): Row[] {
  return Object.entries(routes.listeners).flatMap(([listener, { defaultAction }]) => [
    ...rulesOf(routes, listener).map(({ priority, name, conditions, action, why }) => ({
      listener,
      priority: String(priority),
      rule: name,
      conditions: conditions.map(describeCondition),
      action: describeAction(action),
      why,
    })),
    {
      listener,
      priority: 'last',
      rule: 'default action',
      conditions: [],
      action: describeAction(defaultAction),
      why: 'No rule took the request.',
    },
  ]);
}
