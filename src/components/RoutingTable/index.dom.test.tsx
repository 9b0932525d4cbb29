import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { routes } from '../../lib/routing/data.ts';
import { RoutingBands } from './Bands.tsx';
import { RoutingTable } from './index.tsx';

afterEach(cleanup);

const cellsOf = (row: HTMLElement) =>
  [...row.querySelectorAll('th, td')].map((cell) => cell.textContent?.trim());

describe('RoutingTable', () => {
  it('has a table for each listener, rules in order, the default action last', () => {
    render(<RoutingTable />);
    const table = screen.getByRole('table', { name: 'Listener https: https on port 443' });
    const rows = within(table).getAllByRole('row').slice(1).map(cellsOf);
    expect(rows.map(([priority, rule]) => [priority, rule])).toEqual([
      ['10', 'health'],
      ['20', 'mlflow-api'],
      ['30', 'mlflow-alias'],
      ['last', 'default action'],
    ]);
    expect(rows[2]?.slice(2)).toEqual([
      'host registry.hokus.aipath /mlflow or /mlflow/*',
      'forward to api',
      routes.rules.find(({ name }) => name === 'mlflow-alias')?.why,
    ]);
    expect(rows[3]?.[2]).toBe('everything else');
    expect(screen.getAllByRole('table')).toHaveLength(2);
  });
});

describe('RoutingBands', () => {
  it('has a row for each band', () => {
    render(<RoutingBands />);
    const rows = screen.getAllByRole('row').slice(1).map(cellsOf);
    expect(rows).toEqual(routes.bands.map(({ name, from, to, why }) => [`${from} to ${to}`, name, why]));
  });
});
