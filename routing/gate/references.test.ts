import { describe, expect, it } from 'vitest';
import { isTargetGroup } from '../import/terraform.ts';
import { type Asker, configurationSchema, sourcesOf } from './references.ts';

const references = (...names: string[]) => ({ references: names });
const group = (name: string) => ({ type: 'aws_lb_target_group', name, expressions: {} });

function rule(name: string, target: object) {
  return {
    type: 'aws_lb_listener_rule',
    name,
    expressions: { action: [{ target_group_arn: target }] },
  };
}

/** As `terraform show -json` has it: the root makes groups and gives their ARNs to a module, which gives them on. */
const configuration = configurationSchema.parse({
  root_module: {
    resources: [
      group('web'),
      rule('direct', references('aws_lb_target_group.web.arn', 'aws_lb_target_group.web')),
      rule(
        'keyed',
        references(
          'aws_lb_target_group.web["a.b"].arn',
          'aws_lb_target_group.web["a.b"]',
          'aws_lb_target_group.web',
        ),
      ),
      rule('own', references('aws_lb_target_group.web', 'each.key')),
      rule('other', references('aws_lb_target_group.web', 'each.value.target', 'each.value')),
      rule('chosen', references('aws_lb_target_group.web', 'each.key', 'var.blue')),
    ],
    module_calls: {
      groups: {
        module: {
          resources: [group('this')],
          outputs: { arns: { expression: references('aws_lb_target_group.this') } },
        },
      },
      routing: {
        expressions: {
          web_arn: references('aws_lb_target_group.web.arn'),
          others: references('module.groups.arns'),
        },
        module: {
          resources: [rule('given', references('var.web_arn'))],
          module_calls: {
            inner: {
              expressions: {
                arn: references('var.web_arn'),
                all: references('var.others["a"]', 'var.others'),
              },
              module: {
                resources: [
                  rule('given', references('var.arn')),
                  rule('listed', references('var.all["a"]', 'var.all')),
                  rule('constant', { constant_value: 'arn:aws:x' }),
                  rule('elsewhere', references('data.aws_lb_target_group.found.arn')),
                  rule('circular', references('module.loop.arn')),
                ],
                module_calls: {
                  loop: { module: { outputs: { arn: { expression: references('module.loop.arn') } } } },
                },
              },
            },
          },
        },
      },
    },
  },
});

function sources(moduleAddress: string, name: string): string[] {
  const asker: Asker = { moduleAddress, type: 'aws_lb_listener_rule', name };
  const found = sourcesOf(configuration, asker, 'action.0.target_group_arn', isTargetGroup).sources;
  return found.map(({ address, key }) => (key === null ? address : `${address}[${key}]`));
}

describe('the resource that an unknown ARN comes from', () => {
  it.each([
    ['beside the rule', '', 'direct', ['aws_lb_target_group.web']],
    ['with the key that it names', '', 'keyed', ['aws_lb_target_group.web["a.b"]']],
    ['through a variable of a module', 'module.routing', 'given', ['aws_lb_target_group.web']],
    [
      'through variables of nested modules',
      'module.routing.module.inner',
      'given',
      ['aws_lb_target_group.web'],
    ],
    [
      'through variables and an output',
      'module.routing.module.inner',
      'listed',
      ['module.groups.aws_lb_target_group.this'],
    ],
    [
      'in an instance of a module',
      'module.routing["a.b"].module.inner[0]',
      'given',
      ['aws_lb_target_group.web'],
    ],
    ['that is none: a constant', 'module.routing.module.inner', 'constant', []],
    ['that is none: data', 'module.routing.module.inner', 'elsewhere', []],
    ['that is none: a reference to nothing', 'module.routing.module.inner', 'circular', []],
    ['that is none: no such rule', 'module.routing', 'unknown', []],
    ['that is none: no such module', 'module.absent', 'given', []],
  ])('is found %s', (_, moduleAddress, name, expected) => {
    expect(sources(moduleAddress, name)).toEqual(expected);
  });

  it.each([
    ['own', true],
    ['other', false],
    ['chosen', false],
    ['direct', false],
  ])('is one of several by the same key only where the reference says so: %s', (name, expected) => {
    const asker: Asker = { moduleAddress: '', type: 'aws_lb_listener_rule', name };
    const { byOwnKey } = sourcesOf(configuration, asker, 'action.0.target_group_arn', isTargetGroup);
    expect(byOwnKey).toBe(expected);
  });
});
