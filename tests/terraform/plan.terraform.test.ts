/** A plan made without an account: what Terraform would create is what the routing table says. */
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Listening, listen } from '../../machine/ports.ts';
import { checkExpectations } from '../../routing/checkExpectations.ts';
import { compile } from '../../routing/compile.ts';
import { readRoutes } from '../../routing/import/read.ts';
import { loadExpectations, loadRoutes } from '../../routing/load.ts';
import { describeWith } from '../need.ts';
import { missingProvider } from './availability.ts';
import { comparable } from './comparable.ts';
import { Workspace } from './workspace.ts';

const ELB = 'arn:aws:elasticloadbalancing:us-east-1:123456789012';

describeWith(missingProvider(), 'A plan with credentials of nobody', () => {
  const calls: string[] = [];
  let aws: Listening;
  let workspace: Workspace;
  let plan: string;

  beforeAll(async () => {
    const server = createServer((request, response) => {
      calls.push(`${request.method} ${request.url}`);
      response.writeHead(500).end();
    });
    aws = await listen(server);
    workspace = await Workspace.create();
    workspace.endpoint = aws.origin;
    await workspace.initForApply('routing', {
      region: 'us-east-1',
      listener_arns: {
        https: `${ELB}:listener/app/shared/0123456789abcdef/0123456789abcdef`,
        http: `${ELB}:listener/app/shared/0123456789abcdef/fedcba9876543210`,
      },
      target_group_arns: {
        health: `${ELB}:targetgroup/health/0123456789abcdef`,
        api: `${ELB}:targetgroup/api/0123456789abcdef`,
      },
    });
    plan = await workspace.plan('routing', 'fresh');
  });
  afterAll(async () => {
    await aws?.close();
    await workspace?.remove();
  });

  it('asks AWS nothing', () => {
    expect(calls).toEqual([]);
  });

  it('has the rules of the routing table and no other', async () => {
    const planned = comparable(await readRoutes(plan), { names: true });
    expect(planned).toEqual(comparable(await loadRoutes(), { names: true }));
  });

  it('holds every expectation', async () => {
    const results = checkExpectations(compile(await readRoutes(plan)), await loadExpectations());
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    expect(results.length).toBeGreaterThan(0);
  });
});
