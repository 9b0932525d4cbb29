/** The ranges of priorities that are kept for one purpose each. */
import type { ReactNode } from 'react';
import type { Routes } from '../../../routing/schema.ts';
import { routes as ourRoutes } from '../../lib/routing/data.ts';

export function RoutingBands({ routes = ourRoutes }: { routes?: Routes }): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Priorities</th>
          <th scope="col">Band</th>
          <th scope="col">For</th>
        </tr>
      </thead>
      <tbody>
        {routes.bands.map(({ name, from, to, why }) => (
          <tr key={name}>
            <td>
              {from} to {to}
            </td>
            <td>{name}</td>
            <td>{why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
