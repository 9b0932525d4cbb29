/** What the contract tests have proven, as `openapi/coverage.json` has it. */

import Link from '@docusaurus/Link';
import {
  byExcuse,
  byTag,
  type CoverageRow,
  coverageTotals,
  readTally,
  type Tally,
  writeTally,
} from '@site/src/lib/reference/coverage.ts';
import { operationPage } from '@site/src/lib/reference/pages.ts';
import type { ReactNode } from 'react';
import styles from './styles.module.css';

interface Props {
  rows: readonly CoverageRow[];
}

/** The sums. */
export function CoverageTotals({ rows }: Props): ReactNode {
  const { operations, errors, required } = coverageTotals(rows);
  return (
    <dl className={styles.totals}>
      <Total label="operations succeed for a valid request" tally={operations} />
      <Total label="documented client errors were provoked" tally={errors} />
      <Total label="required fields are enforced by the server" tally={required} />
    </dl>
  );
}

function Total({ label, tally }: { label: string; tally: Tally }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{writeTally(tally)}</dd>
    </div>
  );
}

/** The operations that cannot succeed on the local server, by the reason. */
export function CoverageExceptions({ rows }: Props): ReactNode {
  const excuses = [...byExcuse(rows)];
  if (excuses.length === 0) return <p>None: every operation succeeds.</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Why it can’t succeed</th>
          <th scope="col">Operations</th>
        </tr>
      </thead>
      <tbody>
        {excuses.map(([why, operations]) => (
          <tr key={why}>
            <td>{capitalized(why)}</td>
            <td>
              <ul className={styles.operations}>
                {operations.map(({ operation }) => (
                  <li key={operation}>
                    <OperationLink operation={operation} />
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** All operations: a table for each tag, closed at first. */
export function CoverageTable({ rows }: Props): ReactNode {
  return [...byTag(rows)].map(([tag, members]) => (
    <details key={tag} className={styles.tag}>
      <summary>
        {tag} <span>{writeTally(coverageTotals(members).operations)} succeed</span>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col">Success</th>
            <th scope="col">Client errors</th>
            <th scope="col">Required fields</th>
          </tr>
        </thead>
        <tbody>
          {members.map(({ operation, success, errors, required }) => (
            <tr key={operation}>
              <td>
                <OperationLink operation={operation} />
              </td>
              <td>{success === true ? 'yes' : 'not here'}</td>
              <td>{orNone(errors)}</td>
              <td>{orNone(required)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  ));
}

function OperationLink({ operation }: { operation: string }): ReactNode {
  return (
    <Link to={operationPage('mlflow', operation)}>
      <code>{operation}</code>
    </Link>
  );
}

function orNone(tally: string): string {
  return readTally(tally).all === 0 ? 'none' : tally;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
