/** `test`: holds the rules against the expectations. */
import { checkExpectations, requestOf } from '../checkExpectations.ts';
import { compile } from '../compile.ts';
import { describeDecision, describeExpected, describeRequest } from '../describe.ts';
import { RoutingError } from '../error.ts';
import { loadExpectations } from '../load.ts';
import { type Command, counted, expectArguments, textOf, textsOf } from './command.ts';
import { ROUTES_HELP, ROUTES_OPTION, readRoutesOr, SOURCE_HELP, SOURCE_OPTIONS } from './source.ts';

export const test: Command = {
  name: 'test',
  summary: 'holds the rules against the expectations',
  usage: 'test',
  help: [ROUTES_HELP, '--expectations FILE  other expectations; needed with --routes', ...SOURCE_HELP],
  options: { expectations: { type: 'string' }, ...ROUTES_OPTION, ...SOURCE_OPTIONS },
  async run(values, positionals) {
    expectArguments(positionals, this.usage, 0);
    const files = textsOf(values, 'routes');
    const given = textOf(values, 'expectations');
    if (files.length > 0 && given === null) {
      throw new RoutingError(
        'bad-arguments',
        '--routes is another table: expected --expectations too, for ours are not about it.',
        'Give --expectations FILE; routing/expectations.schema.json describes the shape.',
      );
    }
    const routes = await readRoutesOr(values, files);
    const expectations = await loadExpectations(given ?? undefined);
    const results = checkExpectations(compile(routes), expectations).map(
      ({ expectation, decision, passed }) => ({
        request: requestOf(expectation),
        expected: expectation.expect,
        why: expectation.why,
        rule: decision.rule,
        action: decision.action,
        passed,
      }),
    );
    const failed = results.filter(({ passed }) => !passed);
    const lines = failed.map((result) =>
      [
        describeRequest(result.request),
        `  expected ${describeExpected(result.expected)}`,
        `  got      ${describeDecision(result)}`,
        `  why      ${result.why}`,
      ].join('\n'),
    );
    const held = counted(results.length - failed.length, 'expectation');
    const summary = failed.length === 0 ? `${held} held.` : `${held} held, ${failed.length} failed.`;
    return { exitCode: failed.length > 0 ? 1 : 0, text: [...lines, summary].join('\n\n'), json: { results } };
  },
};
