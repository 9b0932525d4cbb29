/** What the identities of a Terraform plan or state, or of an AWS answer, are called. */
import * as z from 'zod';
import { listenerName, type Names } from './foreign.ts';
import { isListener, isTargetGroup, resourcesOf, type TerraformOutput } from './terraform.ts';

const listenerSchema = z.object({ arn: z.string(), port: z.number(), protocol: z.string() });
const targetSchema = z.object({ arn: z.string(), name: z.string() });
const arnsSchema = z.record(z.string(), z.string().regex(/^arn:/));

const LISTENER = /^arn:[^:]*:elasticloadbalancing:.*:listener\//;
const TARGET = /^arn:[^:]*:elasticloadbalancing:.*:targetgroup\//;

/** Names given on the command line: name to ARN. */
export interface GivenNames {
  listeners: ReadonlyMap<string, string>;
  targets: ReadonlyMap<string, string>;
  onlyListener?: string;
}

export const NO_NAMES: GivenNames = { listeners: new Map(), targets: new Map() };

type Collected = Record<'listeners' | 'targets', Map<string, string>>;

function fromResources(output: TerraformOutput, { listeners, targets }: Collected): void {
  const modules = [output.prior_state?.values, output.planned_values, output.values];
  for (const { type, values } of modules.flatMap((one) => resourcesOf(one?.root_module))) {
    if (isListener(type)) {
      const { data } = listenerSchema.safeParse(values);
      if (data) listeners.set(data.arn, listenerName(data.protocol.toLowerCase(), data.port));
    } else if (isTargetGroup(type)) {
      const { data } = targetSchema.safeParse(values);
      if (data) targets.set(data.arn, data.name);
    }
  }
}

/** A variable that maps names to ARNs, such as `target_group_arns`, says what they are called. */
function fromVariables(output: TerraformOutput, { listeners, targets }: Collected): void {
  for (const { value } of Object.values(output.variables ?? {})) {
    const { data } = arnsSchema.safeParse(value);
    for (const [name, arn] of Object.entries(data ?? {})) {
      if (LISTENER.test(arn)) listeners.set(arn, name);
      if (TARGET.test(arn)) targets.set(arn, name);
    }
  }
}

/** Collects names: from resources, better from variables, best from the command line. */
export function namesOf(output: TerraformOutput | null, given: GivenNames): Names {
  const collected: Collected = { listeners: new Map(), targets: new Map() };
  if (output) {
    fromResources(output, collected);
    fromVariables(output, collected);
  }
  for (const [name, arn] of given.listeners) collected.listeners.set(arn, name);
  for (const [name, arn] of given.targets) collected.targets.set(arn, name);
  return {
    ...collected,
    ...(given.onlyListener === undefined ? {} : { onlyListener: given.onlyListener }),
  };
}
