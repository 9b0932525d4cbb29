/** The linter's seeded faults as a Terraform test, so that the module `rules` and the linter say the same of each. */
import { FAULTS } from '../../routing/fixtures/faults.ts';
import type { FindingCode } from '../../routing/lint/finding.ts';
import type { Routes } from '../../routing/schema.ts';

/**
 * What the module leaves to the linter: questions about several rules at once, and habits rather than errors. It
 * sees a repeated condition or a duplicate, but searches no requests.
 */
const LINTER_ONLY: ReadonlySet<FindingCode> = new Set([
  'shadowed',
  'identical-rules',
  'never-matches',
  'undecided',
  'opaque',
  'partial-overlap',
  'missing-bare-path',
  'over-match',
  'encoding-sensitive',
  'listener-drift',
  'redirect-loop',
  'not-exercised',
  'failing-expectation',
]);

/** Findings that the module says as warnings, by its check blocks. */
const CHECKS: Partial<Record<FindingCode, string>> = {
  'wildcard-limit': 'wildcards',
  'narrow-gap': 'priority_gaps',
  'outside-bands': 'priority_bands',
};

/** The module asks for hosts and bands, which most seeded tables leave out. */
function complete(routes: Routes): Routes {
  const hosts = routes.hosts.length > 0 ? routes.hosts : ['a.ai'];
  const bands =
    routes.bands.length > 0 ? routes.bands : [{ name: 'all', from: -1, to: 60_000, why: 'A test.' }];
  return { ...routes, hosts, bands };
}

/** Text that HCL reads as it is written. */
const quoted = (text: string) => JSON.stringify(text).replaceAll('${', '$${').replaceAll('%{', '%%{');

function run(index: number): string {
  const fault = FAULTS[index];
  if (fault === undefined) throw new RangeError(`There is no fault ${index}.`);
  const [what, code, , routes] = fault;
  const check = CHECKS[code];
  const silent = LINTER_ONLY.has(code) || check !== undefined;
  const failures = check ? [`check.${check}`] : silent ? [] : ['output.rules'];
  return `
# ${what}
run "fault_${index}" {
  command = plan
  variables {
    routes_json = ${quoted(JSON.stringify(complete(routes)))}
  }
  expect_failures = [${failures.join(', ')}]
  assert {
    condition     = distinct([for problem in output.problems : regex("^[a-z-]+", problem)]) == ${silent ? 'tolist([])' : `tolist(["${code}"])`}
    error_message = jsonencode(output.problems)
  }
}
`;
}

/** A `*.tftest.hcl` file with one run for each seeded fault. */
export const faultsTest = (): string => FAULTS.map((_, index) => run(index)).join('');
