/** The load balancer's rules in the order they are asked; part of the page's HTML. */
import type { ReactNode } from 'react';
import type { Routes } from '../../../routing/schema.ts';
import { type Row, tableRows } from '../../../routing/table.ts';
import { routes as ourRoutes } from '../../lib/routing/data.ts';
import styles from './styles.module.css';

/** One table for each listener. */
export function RoutingTable({ routes = ourRoutes }: { routes?: Routes }): ReactNode {
  const rows = tableRows(routes);
  return Object.entries(routes.listeners).map(([name, { protocol, port }]) => (
    <table key={name} className={styles.table}>
      <caption>
        Listener {name}: {protocol} on port {port}
      </caption>
      <thead>
        <tr>
          <th scope="col">Priority</th>
          <th scope="col">Rule</th>
          <th scope="col">Conditions</th>
          <th scope="col">Action</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {rows
          .filter(({ listener }) => listener === name)
          .map((row) => (
            <RuleRow key={row.rule} {...row} />
          ))}
      </tbody>
    </table>
  ));
}

function RuleRow({ priority, rule, conditions, action, why }: Row): ReactNode {
  return (
    <tr>
      <td>{priority}</td>
      <th scope="row">{rule}</th>
      <td>
        {conditions.length === 0 ? (
          'everything else'
        ) : (
          <ul>
            {conditions.map((condition) => (
              <li key={condition}>
                <code>{condition}</code>
              </li>
            ))}
          </ul>
        )}
      </td>
      <td>{action}</td>
      <td>{why}</td>
    </tr>
  );
}
