/** The certificate, against a gateway with TLS and an authority of its own. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '../machine/ports.ts';
import { type TemporaryFolder, temporaryFolder } from '../machine/temporary.ts';
import { createClient } from './request.ts';
import type { Outcome } from './row.ts';
import { certificateRows } from './rows/certificate.ts';
import { startFake } from './testing/fake.ts';
import { verify } from './verify.ts';

let folder: TemporaryFolder;
let fake: Listening | undefined;

/** Makes a certificate that the test's authority signs. */
function certificate(name: string, host: string, days: number): { key: string; cert: string } {
  const file = (suffix: string) => path.join(folder.path, `${name}.${suffix}`);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const request = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-subj',
    `/CN=${host}`,
  ];
  openssl('req', ...request, '-keyout', file('key'), '-out', file('csr'));
  writeFileSync(file('ext'), `subjectAltName=DNS:${host}`);
  const signer = [
    '-CA',
    path.join(folder.path, 'ca.pem'),
    '-CAkey',
    path.join(folder.path, 'ca.key'),
    '-CAcreateserial',
  ];
  openssl(
    'x509',
    '-req',
    '-in',
    file('csr'),
    ...signer,
    '-days',
    String(days),
    '-extfile',
    file('ext'),
    '-out',
    file('pem'),
  );
  return { key: readFileSync(file('key'), 'utf8'), cert: readFileSync(file('pem'), 'utf8') };
}

beforeAll(async () => {
  folder = await temporaryFolder('verify');
  const made = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-subj',
    '/CN=Test authority',
    '-days',
    '90',
  ];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      ...made,
      '-keyout',
      path.join(folder.path, 'ca.key'),
      '-out',
      path.join(folder.path, 'ca.pem'),
    ],
    { stdio: 'pipe' },
  );
});
afterEach(() => fake?.close());
afterAll(() => folder.remove());

async function look(tls: { key: string; cert: string }, trusted = true): Promise<Outcome | undefined> {
  fake = await startFake(undefined, tls);
  const ca = trusted ? readFileSync(path.join(folder.path, 'ca.pem'), 'utf8') : undefined;
  const client = createClient({ timeoutMs: 5000, ca });
  const [row] = await verify(
    certificateRows({ origin: fake.origin, docs: undefined, key: undefined, client }),
  );
  return row?.outcome;
}

describe('a certificate', () => {
  it('passes when it is trusted, for this host, and lasts', async () => {
    expect(await look(certificate('good', 'localhost', 60))).toMatchObject({
      status: 'pass',
      detail: expect.stringMatching(/^(59|60) days left, TLSv1\.3$/),
    });
  });

  it('fails when it is about to end', async () => {
    expect(await look(certificate('short', 'localhost', 5))).toMatchObject({
      status: 'fail',
      detail: expect.stringMatching(/^ends in [45] days$/),
    });
  });

  it('fails when it is for another host', async () => {
    expect(await look(certificate('other', 'other.example', 60))).toEqual({
      status: 'fail',
      detail: 'no answer: ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('fails when nobody known has signed it', async () => {
    expect(await look(certificate('unknown', 'localhost', 60), false)).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('UNABLE_TO'),
    });
  });
});
