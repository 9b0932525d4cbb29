import { describe, expect, it } from 'vitest';
import { difference } from '../difference.ts';
import { forward, table } from '../fixtures/table.ts';
import { align } from './align.ts';
import type { Table } from './foreign.ts';

const arn = (id: string) => `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/${id}`;

/** A table with one rule that forwards to a target of this name, which stands for this ARN. */
function forwarding(target: string, identity: string | null, rest: Partial<Table> = {}): Table {
  const routes = table([{ conditions: [{ type: 'path-pattern', values: ['/a'] }], action: forward(target) }]);
  return {
    balancer: '',
    routes: { ...routes, targets: { [target]: { description: 'A test.' } } },
    identities: new Map(identity === null ? [] : [[target, identity]]),
    notes: [],
    ...rest,
  };
}

function changesOf(before: Table, after: Table) {
  const aligned = align(before, after);
  return difference(aligned.before, aligned.after).changes.map((change) => [
    change.before.written,
    change.after.written,
  ]);
}

describe('align', () => {
  it('takes two names of one ARN for the same target', () => {
    expect(changesOf(forwarding('web', arn('1')), forwarding('site', arn('1')))).toEqual([]);
  });

  it('takes one name of two ARNs for different targets, and names both by their ARN', () => {
    const changes = changesOf(forwarding('web', arn('1')), forwarding('web', arn('2')));
    expect(changes).toEqual([
      ['forward to web-1', 'forward to web-2'],
      ['forward to web-1', 'forward to web-2'],
    ]);
  });

  it('takes names that changed places for what they stand for', () => {
    const both = (web: string, api: string): Table => {
      const one = forwarding('web', web);
      const targets = { web: { description: 'One.' }, api: { description: 'Another.' } };
      const identities = new Map([
        ['web', web],
        ['api', api],
      ]);
      return { ...one, routes: { ...one.routes, targets }, identities };
    };
    const changes = changesOf(both(arn('1'), arn('2')), both(arn('2'), arn('1')));
    expect(new Set(changes.map(String))).toEqual(new Set(['forward to web,forward to api']));
  });

  it('compares by name where nobody tells an ARN', () => {
    expect(changesOf(forwarding('web', null), forwarding('web', arn('1')))).toEqual([]);
    expect(changesOf(forwarding('web', null), forwarding('site', null))).toHaveLength(2);
  });

  it('takes a default action that only one table tells for that of both, and says so', () => {
    const told = forwarding('web', arn('1'));
    const listeners = Object.fromEntries(
      Object.entries(told.routes.listeners).map(([name, one]) => [name, { ...one, defaultAction: null }]),
    );
    const untold: Table = { ...told, routes: { ...told.routes, listeners }, notes: ['A note.'] };
    expect(changesOf(untold, told)).toEqual([]);
    expect(align(told, untold).assumptions).toEqual([
      'A note.',
      'The default action of https is told by one table only, and taken to be the same in both.',
      'The default action of http is told by one table only, and taken to be the same in both.',
    ]);
    expect(align(told, told).assumptions).toEqual([]);
  });
});
