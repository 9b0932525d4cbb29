import { createServer, request } from 'node:http';
import { expect, it } from 'vitest';
import { listen } from '../../machine/ports.ts';
import { countHeader, headerIn } from './rawHeaders.ts';

it('reads what Node reads, whatever the case, from one line or several', async () => {
  const names = ['host', 'x-forwarded-for', 'if-none-match', 'authorization', 'content-length', 'not-there'];
  const seen: (readonly [unknown, unknown])[] = [];
  let hosts = 0;
  const { origin, close } = await listen(
    createServer(({ rawHeaders, headers }, response) => {
      for (const name of names) seen.push([headerIn(rawHeaders, name), headers[name]]);
      hosts = countHeader(rawHeaders, 'host');
      response.end();
    }),
  );
  const headers = {
    'X-FORWARDED-FOR': ['203.0.113.1', '203.0.113.2, 203.0.113.3'],
    'If-None-Match': '"a", W/"b"',
    authorization: 'Bearer made-up',
    'xxxx-not-there': 'x',
  };
  await new Promise<void>((resolve, reject) => {
    request(origin, { headers }, (answer) => answer.resume().on('end', resolve))
      .on('error', reject)
      .end();
  });
  await close();
  expect(seen).toHaveLength(names.length);
  for (const [ours, nodes] of seen) expect(ours).toEqual(nodes);
  expect(hosts).toBe(1);
});
