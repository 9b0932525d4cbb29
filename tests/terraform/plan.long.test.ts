/** Plans made without an account: what Terraform would create in each environment. */
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Listening, listen } from '../../machine/ports.ts';
import { checkExpectations } from '../../routing/checkExpectations.ts';
import { compile } from '../../routing/compile.ts';
import { readRoutes } from '../../routing/import/read.ts';
import { loadExpectations, loadRoutes, readJson } from '../../routing/load.ts';
import { describeWith } from '../need.ts';
import { missingProvider } from './availability.ts';
import { comparable } from './comparable.ts';
import { type Environment, type RootName, Workspace } from './workspace.ts';

const ENVIRONMENTS: readonly Environment[] = ['development', 'production'];

const planSchema = z.object({
  planned_values: z.unknown(),
  resource_changes: z.array(
    z.object({ address: z.string(), mode: z.string(), change: z.object({ actions: z.array(z.string()) }) }),
  ),
});

describeWith(missingProvider(), 'A plan with credentials of nobody', () => {
  const calls: string[] = [];
  let aws: Listening;
  let workspace: Workspace;
  const plans = new Map<string, string>();
  const planOf = (root: RootName, environment: Environment) => plans.get(`${root} ${environment}`) ?? '';

  beforeAll(async () => {
    const server = createServer((request, response) => {
      calls.push(`${request.method} ${request.url}`);
      response.writeHead(500).end();
    });
    aws = await listen(server);
    workspace = await Workspace.create();
    workspace.endpoint = aws.origin;
  });
  afterAll(async () => {
    await aws?.close();
    await workspace?.remove();
  });

  describe.each(['bootstrap', 'health', 'routing', 'site'] as const)('of %s', (root) => {
    it('is made in each environment from its example, and asks AWS nothing', async () => {
      await workspace.initForApply(root);
      for (const environment of ENVIRONMENTS) {
        await workspace.give(root, environment);
        plans.set(`${root} ${environment}`, await workspace.plan(root, environment));
      }
      expect(calls).toEqual([]);
    });

    it('creates the same in each, and changes nothing that is there', async () => {
      const created = async (environment: Environment) => {
        const { resource_changes: changes } = planSchema.parse(await readJson(planOf(root, environment)));
        return changes
          .map(
            ({ address, mode, change }) =>
              `${mode} ${change.actions} ${address.replaceAll('docs.example.com', 'docs.hokus.ai')}`,
          )
          .sort();
      };
      const inProduction = await created('production');
      expect(inProduction.length).toBeGreaterThan(0);
      expect(inProduction.filter((line) => !line.startsWith('managed create '))).toEqual([]);
      expect(await created('development')).toEqual(inProduction);
    });

    it("has nothing of production's in development", async () => {
      const { planned_values: values } = planSchema.parse(await readJson(planOf(root, 'development')));
      const text = JSON.stringify(values);
      expect(text.match(/[^"]*(hokus\.ai|111111111111)[^"]*/)?.[0]).toBeUndefined();
    });
  });

  it('of the rules has those of the routing table and no other', async () => {
    const planned = comparable(await readRoutes(planOf('routing', 'production')), { names: true });
    expect(planned).toEqual(comparable(await loadRoutes(), { names: true }));
  });

  it('of the rules holds every expectation', async () => {
    const routes = compile(await readRoutes(planOf('routing', 'production')));
    const results = checkExpectations(routes, await loadExpectations());
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    expect(results.length).toBeGreaterThan(0);
  });
});
