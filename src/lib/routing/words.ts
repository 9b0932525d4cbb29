/** What the route explorer says about a decision. */
import type { Decision, Outcome } from '../../../routing/evaluate.ts';
import type { Routes } from '../../../routing/schema.ts';

/** A target in a few words: its description up to the colon, for example "the API service". */
export function targetWords(routes: Routes, target: string): string {
  const [name = '', ...rest] = routes.targets[target]?.description.split(':') ?? [];
  return rest.length === 0 ? `target ${target}` : name.charAt(0).toLowerCase() + name.slice(1);
}

function shares(routes: Routes, targets: ReadonlyArray<{ target: string; weight: number }>): string {
  const sum = targets.reduce((total, { weight }) => total + weight, 0);
  return targets
    .map(({ target, weight }) => {
      const share = sum === 0 ? 0 : Math.round((100 * weight) / sum);
      return targets.length === 1
        ? targetWords(routes, target)
        : `${targetWords(routes, target)} (${share}%)`;
    })
    .join(' or ');
}

/** What becomes of a request, as the end of a sentence that starts with it. */
export function outcomeWords(routes: Routes, outcome: Outcome): string {
  switch (outcome.kind) {
    case 'forward':
      return `goes to ${shares(routes, outcome.targets)}`;
    case 'redirect':
      return `is redirected (${outcome.status})`;
    case 'fixed-response':
      return `gets ${outcome.status} from the load balancer`;
  }
}

/** Who decided. */
export function ruleWords({ rule, listener }: { rule: string | null; listener: string }): string {
  return rule === null
    ? `No rule takes it: the default action of listener ${listener} answers.`
    : `Rule ${rule} takes it.`;
}

/** The whole decision in one or two sentences, for readers who hear it. */
export function spokenDecision(routes: Routes, subject: string, decision: Decision): string {
  const { action } = decision;
  const where = action.kind === 'redirect' ? ` to ${action.location}` : '';
  return `${subject} ${outcomeWords(routes, action)}${where}. ${ruleWords(decision)}`;
}
