/** Requests to try, from the expectations that every change of a rule is tested against. */
import { type ReactNode, useId, useMemo } from 'react';
import type { Router } from '../../../routing/compile.ts';
import type { Example } from '../../lib/routing/data.ts';
import { ask, DEFAULT_QUESTION, type Question } from '../../lib/routing/question.ts';
import styles from './styles.module.css';

export interface ExamplesProps {
  router: Router;
  examples: readonly Example[];
  question: Question;
  change(part: Partial<Question>): void;
}

export function Examples({ router, examples, question, change }: ExamplesProps): ReactNode {
  const id = useId();
  const groups = useMemo(() => groupByRule(router, examples), [router, examples]);
  const chosen = examples.findIndex((example) => same(example.question, question));
  const choose = (index: string) => {
    const example = index === '' ? undefined : examples[Number(index)];
    if (example) change(example.question);
  };
  if (examples.length === 0) return null;
  return (
    <div className={styles.examples}>
      <label htmlFor={id}>Or pick an example</label>
      <select
        id={id}
        value={chosen < 0 ? '' : chosen}
        aria-describedby={`${id}-why`}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">Your own request</option>
        {[...groups].map(([group, indices]) => (
          <optgroup key={group} label={group}>
            {indices.map((index) => (
              <option key={index} value={index}>
                {label(examples[index]?.question)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <p className={styles.note} id={`${id}-why`}>
        {examples[chosen]?.why}
      </p>
    </div>
  );
}

/** Indices of the examples that each rule takes, in the order of the examples. */
function groupByRule(router: Router, examples: readonly Example[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, { question }] of examples.entries()) {
    const answer = ask(router, question);
    const rule = answer.ok ? answer.decision.rule : null;
    const group = rule === null ? 'No rule' : `Rule ${rule}`;
    groups.set(group, [...(groups.get(group) ?? []), index]);
  }
  return groups;
}

function same(one: Question, other: Question): boolean {
  return (
    one.target === other.target &&
    one.scheme === other.scheme &&
    one.host === other.host &&
    one.method === other.method
  );
}

/** A question in few words: scheme and host only where they are unusual. */
function label(question = DEFAULT_QUESTION): string {
  const { target, scheme, host, method } = question;
  const unusual = [scheme, host].filter(
    (part) => part !== DEFAULT_QUESTION.scheme && part !== DEFAULT_QUESTION.host,
  );
  return [method, target, ...(unusual.length > 0 ? [`(${unusual.join(', ')})`] : [])].join(' ');
}
