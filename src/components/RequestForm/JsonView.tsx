/** JSON that can be folded and searched. */

import { type ReactNode, useId, useState } from 'react';
import styles from './styles.module.css';

interface Props {
  value: unknown;
}

/** Levels that are open at first. */
const OPEN_LEVELS = 3;

export function JsonView({ value }: Props): ReactNode {
  const [query, setQuery] = useState('');
  const field = useId();
  const found = query.trim() === '' ? undefined : matches(value, query.trim().toLowerCase());
  return (
    <>
      <p className={styles.row}>
        <label htmlFor={field}>Find</label>
        <input id={field} type="search" value={query} onChange={({ target }) => setQuery(target.value)} />
      </p>
      {found === undefined ? (
        <div className={styles.json} data-testid="answer">
          <Node name={undefined} value={value} level={0} />
        </div>
      ) : (
        <>
          <p role="status">
            {found.length === 0 ? `Nothing matches “${query.trim()}”.` : `${found.length} found`}
          </p>
          <pre>
            <code>{found.join('\n')}</code>
          </pre>
        </>
      )}
    </>
  );
}

interface NodeProps {
  name: string | undefined;
  value: unknown;
  level: number;
}

function Node({ name, value, level }: NodeProps): ReactNode {
  const label = name === undefined ? '' : `${name}: `;
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return (
      <div>
        {label}
        <b>{JSON.stringify(value)}</b>
      </div>
    );
  const entries = Object.entries(value);
  return (
    <details open={level < OPEN_LEVELS}>
      <summary>
        {label}
        {Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`}
      </summary>
      {entries.map(([key, child]) => (
        <Node key={key} name={key} value={child} level={level + 1} />
      ))}
    </details>
  );
}

/** `path: value` of everything whose path or value holds the words. */
function matches(value: unknown, query: string, path = ''): string[] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, child]) =>
      matches(child, query, path === '' ? key : `${path}.${key}`),
    );
  const line = `${path}: ${JSON.stringify(value)}`;
  return line.toLowerCase().includes(query) ? [line] : [];
}
