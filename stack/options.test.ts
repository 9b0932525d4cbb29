import { describe, expect, it } from 'vitest';
import { readArguments } from './options.ts';

const read = (args: string[], env: Record<string, string> = {}) => {
  const result = readArguments(args, env);
  return result.help ? undefined : result.options;
};

describe('readArguments', () => {
  it('has the documented ports when nothing is said', () => {
    expect(read([])).toMatchObject({ docsPort: 3000, gatewayPort: 8080, site: true, mlflowUri: undefined });
  });

  it('prefers the command line to the environment', () => {
    const env = { DOCS_PORT: '1', GATEWAY_PORT: '2' };
    expect(read(['--docs-port', '0'], env)).toMatchObject({ docsPort: 0, gatewayPort: 2 });
  });

  it('takes empty variables for unset', () => {
    const env = { DOCS_PORT: '', MLFLOW_TRACKING_URI: '' };
    expect(read([], env)).toMatchObject({ docsPort: 3000, mlflowUri: undefined });
  });

  it.each([
    [['--docs-port', '65536'], {}, '--docs-port is "65536"'],
    [['--gateway-port=-1'], {}, '--gateway-port is "-1"'],
    [[], { GATEWAY_PORT: '80a' }, 'GATEWAY_PORT is "80a"'],
    [['--no-sit'], {}, '--no-sit'],
  ])('refuses %j with %j', (args, env, words) => {
    expect(() => read(args, env)).toThrow(words);
  });
});
