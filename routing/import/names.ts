/** What the ARNs of a Terraform plan or state are called. */
import { z } from 'zod';
import type { Names } from './foreign.ts';
import { resourcesOf, type TerraformOutput } from './terraform.ts';

const listenerSchema = z.object({ arn: z.string(), port: z.number(), protocol: z.string() });
const targetSchema = z.object({ arn: z.string(), name: z.string() });
const arnsSchema = z.record(z.string(), z.string().regex(/^arn:/));

const LISTENER = /^arn:[^:]*:elasticloadbalancing:.*:listener\//;
const TARGET = /^arn:[^:]*:elasticloadbalancing:.*:targetgroup\//;

/** Names given on the command line: name to ARN. */
export type GivenNames = {
  listeners: ReadonlyMap<string, string>;
  targets: ReadonlyMap<string, string>;
  onlyListener?: string;
};

function fromResources(
  output: TerraformOutput,
  listeners: Map<string, string>,
  targets: Map<string, string>,
): void {
  const modules = [output.prior_state?.values, output.planned_values, output.values];
  for (const { type, values } of modules.flatMap((one) => resourcesOf(one?.root_module))) {
    if (/^aws_a?lb_listener$/.test(type)) {
      const { data } = listenerSchema.safeParse(values);
      const protocol = data?.protocol.toLowerCase();
      const usual = protocol === 'http' ? 80 : 443;
      if (data) listeners.set(data.arn, data.port === usual ? `${protocol}` : `${protocol}-${data.port}`);
    } else if (/^aws_a?lb_target_group$/.test(type)) {
      const { data } = targetSchema.safeParse(values);
      if (data) targets.set(data.arn, data.name);
    }
  }
}

/** A variable that maps names to ARNs, such as `target_group_arns`, says what they are called. */
function fromVariables(
  output: TerraformOutput,
  listeners: Map<string, string>,
  targets: Map<string, string>,
): void {
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
  const listeners = new Map<string, string>();
  const targets = new Map<string, string>();
  if (output) {
    fromResources(output, listeners, targets);
    fromVariables(output, listeners, targets);
  }
  for (const [name, arn] of given.listeners) listeners.set(arn, name);
  for (const [name, arn] of given.targets) targets.set(arn, name);
  return {
    listeners,
    targets,
    ...(given.onlyListener === undefined ? {} : { onlyListener: given.onlyListener }),
  };
}
