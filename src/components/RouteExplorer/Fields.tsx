/** What is asked: path or URL, method, scheme and host. */
import clsx from 'clsx';
import { type ReactNode, useId } from 'react';
import { type Field, isScheme, originOf, type Question, type Refusal } from '../../lib/routing/question.ts';
import styles from './styles.module.css';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export interface FieldsProps {
  question: Question;
  /** What is wrong with the question; null when it has an answer. */
  refusal: Refusal | null;
  change(part: Partial<Question>): void;
}

export function Fields({ question, refusal, change }: FieldsProps): ReactNode {
  const id = useId();
  const origin = originOf(question.target);
  const methods = METHODS.includes(question.method) ? METHODS : [...METHODS, question.method];
  const errorProps = (field: Field) =>
    refusal?.field === field &&
    ({ 'aria-invalid': true, 'aria-describedby': `${id}-${field}-error` } as const);
  const error = (field: Field) =>
    refusal?.field === field && (
      <p className={styles.error} id={`${id}-${field}-error`}>
        {refusal.message}
      </p>
    );
  return (
    <div className={styles.fields}>
      <div className={styles.wide}>
        <label htmlFor={`${id}-target`}>Path or URL</label>
        <input
          id={`${id}-target`}
          type="text"
          inputMode="url"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={question.target}
          onChange={(event) => change({ target: event.target.value })}
          {...errorProps('target')}
        />
        {error('target')}
      </div>
      <div>
        <label htmlFor={`${id}-method`}>Method</label>
        <select
          id={`${id}-method`}
          value={question.method}
          onChange={(event) => change({ method: event.target.value })}
          {...errorProps('method')}
        >
          {methods.map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
        {error('method')}
      </div>
      <div>
        <label htmlFor={`${id}-scheme`}>Scheme</label>
        <select
          id={`${id}-scheme`}
          value={isScheme(origin?.scheme ?? null) ? origin?.scheme : question.scheme}
          disabled={origin !== null}
          onChange={({ target: { value } }) => isScheme(value) && change({ scheme: value })}
        >
          <option>https</option>
          <option>http</option>
        </select>
      </div>
      <div className={styles.host}>
        <label htmlFor={`${id}-host`}>Host</label>
        <input
          id={`${id}-host`}
          type="text"
          inputMode="url"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={origin?.host ?? question.host}
          disabled={origin !== null}
          onChange={(event) => change({ host: event.target.value })}
          {...errorProps('host')}
        />
        {error('host')}
      </div>
      {origin && <p className={clsx(styles.wide, styles.note)}>Scheme and host come from the URL.</p>}
    </div>
  );
}
