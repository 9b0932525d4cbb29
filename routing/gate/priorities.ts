/** Priorities that a plan asks for while another rule holds them: AWS refuses the call, or the order is a race. */
import { MAX_PRIORITY } from '../lint/limits.ts';
import type { Rule } from '../schema.ts';
import type { Change } from './plan.ts';

/** A rule that cannot get its number. */
export interface Held {
  change: Change;
  rule: Rule;
  holder: Change;
}

const place = ({ listeners, priority }: Rule) => `${listeners.join()} ${priority}`;

/** The rules of a change before anything has landed, and when all has. */
export const beforeOf = ({ states }: Change): readonly Rule[] => states[0] ?? [];
export const afterOf = ({ states }: Change): readonly Rule[] => states.at(-1) ?? [];

/** Rules whose new number another rule holds before the apply, or wants as well. */
export function heldPriorities(changes: readonly Change[]): Held[] {
  return changes.flatMap((change, index) => {
    const own = new Set(beforeOf(change).map(place));
    const together = change.states.some((rules) => new Set(rules.map(place)).size < rules.length);
    return afterOf(change).flatMap((rule) => {
      if (together) return [{ change, rule, holder: change }];
      if (own.has(place(rule))) return [];
      const holder = changes.find((other, at) => {
        if (other === change) return false;
        const wantsToo = at < index && afterOf(other).some((one) => place(one) === place(rule));
        return wantsToo || beforeOf(other).some((one) => place(one) === place(rule));
      });
      return holder ? [{ change, rule, holder }] : [];
    });
  });
}

/** The nearest number above, or else below, that no rule holds or wants on the listener. */
export function freeNumber(changes: readonly Change[], rule: Rule): number {
  const taken = new Set(changes.flatMap(({ states }) => states.flat().map(place)));
  const isFree = (priority: number) => !taken.has(place({ ...rule, priority }));
  const above = Array.from({ length: MAX_PRIORITY - rule.priority }, (_, index) => rule.priority + 1 + index);
  const below = Array.from({ length: rule.priority - 1 }, (_, index) => rule.priority - 1 - index);
  return above.find(isFree) ?? below.find(isFree) ?? rule.priority;
}
