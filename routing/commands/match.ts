/** `match`: which rule takes a request, and why not the others. */

import { parseAddress } from '../cidr.ts';
import { compile, type Explanation, type RuleTrace } from '../compile.ts';
import { describeDecision, describeRequest, describeTrace } from '../describe.ts';
import { RoutingError } from '../error.ts';
import { DEFAULT_SOURCE_IP, parseRequest, type RoutingRequest } from '../request.ts';
import { type Command, expectArguments, textOf, textsOf, type Values } from './command.ts';
import { ROUTES_HELP, ROUTES_OPTION, readRoutesOr, SOURCE_HELP, SOURCE_OPTIONS } from './source.ts';

function headersOf(values: Values): Array<readonly [string, string]> {
  return textsOf(values, 'header').map((text) => {
    const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(text) ?? [];
    if (name !== undefined && value !== undefined) return [name, value];
    throw new RoutingError(
      'bad-arguments',
      `--header "${text}": expected "Name: value".`,
      `Write --header 'X-Name: value'.`,
    );
  });
}

function requestFrom(url: string, values: Values): RoutingRequest {
  const sourceIp = textOf(values, 'from') ?? DEFAULT_SOURCE_IP;
  if (!parseAddress(sourceIp)) {
    throw new RoutingError(
      'bad-arguments',
      `--from ${sourceIp}: expected an IPv4 or IPv6 address.`,
      'Write --from 192.0.2.1.',
    );
  }
  return parseRequest(url, {
    method: textOf(values, 'method') ?? 'GET',
    headers: headersOf(values),
    sourceIp,
  });
}

const MARKS: Record<RuleTrace['outcome'], string> = {
  taken: 'matches',
  'passed-over': 'too late',
  'no-match': 'no match',
  undecided: 'undecided',
};

function traceLine({ rule, priority, outcome, conditions }: RuleTrace): string {
  const told = outcome === 'no-match' ? conditions.filter(({ matched }) => !matched) : conditions;
  const why = told.map(describeTrace).join('; ');
  return `  ${MARKS[outcome]}  ${String(priority).padStart(5)} ${rule}: ${why}`;
}

function textFor(request: RoutingRequest, decision: Explanation): string {
  const { ifDecoded } = decision;
  const decoded = ifDecoded
    ? [
        '',
        `Sensitive to encoding: AWS does not say whether it decodes %XX first. If it does, ${ifDecoded.path} meets ${describeDecision(ifDecoded)}.`,
      ]
    : [];
  const unsure =
    decision.undecided.length > 0
      ? [`  unless a regular expression matches first: ${decision.undecided.join(', ')}`]
      : [];
  const lines = [
    describeRequest(request),
    `  ${describeDecision(decision)}`,
    ...unsure,
    '',
    ...decision.trace.map(traceLine),
    ...decoded,
  ];
  return lines.join('\n');
}

export const match: Command = {
  name: 'match',
  summary: 'which rule takes a request, and why not the others',
  usage: 'match URL',
  help: [
    '--method METHOD      GET when not given',
    "--header 'N: value'  may be given several times",
    '--from ADDRESS       address of the client',
    ROUTES_HELP,
    ...SOURCE_HELP,
  ],
  options: {
    method: { type: 'string' },
    header: { type: 'string', multiple: true },
    from: { type: 'string' },
    ...ROUTES_OPTION,
    ...SOURCE_OPTIONS,
  },
  async run(values, positionals) {
    expectArguments(positionals, this.usage, 1);
    const routes = await readRoutesOr(values, textsOf(values, 'routes'));
    const request = requestFrom(positionals[0] ?? '', values);
    const decision = compile(routes).explain(request);
    return { exitCode: 0, text: textFor(request, decision), json: { request, ...decision } };
  },
};
