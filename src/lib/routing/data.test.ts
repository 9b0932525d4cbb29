import { expect, it } from 'vitest';
import { loadRoutes } from '../../../routing/load.ts';
import { routes } from './data.ts';

it('has the shape that its type says, and is the table that Terraform applies', async () => {
  expect(routes).toEqual(await loadRoutes());
});
