import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort, listen } from '../../machine/ports.ts';
import { type TemporaryFolder, temporaryFolder } from '../../machine/temporary.ts';
import { pinBase, pinnedBase } from './pin.ts';

const MANIFEST = JSON.stringify({ schemaVersion: 2, manifests: [] });
const DIGEST = `sha256:${createHash('sha256').update(MANIFEST).digest('hex')}`;
const PLAIN = '# The image\nFROM node:24-alpine\nUSER node\n';

let folder: TemporaryFolder;
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder('health-image');
  file = path.join(folder.path, 'Dockerfile');
  await writeFile(file, PLAIN);
});
afterEach(() => folder.remove());

/** Docker Hub as it answers: a challenge, a token, the manifest. */
const hub: RequestListener = (request, response) => {
  const { host, authorization } = request.headers;
  if (request.url?.startsWith('/token')) {
    const asked = new URL(request.url, `http://${host}`).searchParams;
    const token = `${asked.get('service')} ${asked.get('scope')}`;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ token }));
  } else if (authorization !== 'Bearer hub repository:library/node:pull') {
    const challenge = `Bearer realm="http://${host}/token",service="hub",scope="repository:library/node:pull"`;
    response.writeHead(401, { 'www-authenticate': challenge }).end();
  } else if (request.url === '/v2/library/node/manifests/24-alpine') {
    response.end(MANIFEST);
  } else {
    response.writeHead(404).end();
  }
};

describe('the base image', () => {
  it('is pinned to what the registry has now, again and again', async () => {
    await using registry = await listen(createServer(hub));
    await expect(pinnedBase(file)).rejects.toThrow('node:24-alpine has no digest');
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await pinBase(file, registry.origin)).toBe(`node:24-alpine@${DIGEST}`);
      expect(await readFile(file, 'utf8')).toBe(PLAIN.replace('alpine', `alpine@${DIGEST}`));
    }
    expect(await pinnedBase(file)).toBe(`node:24-alpine@${DIGEST}`);
  });

  it('stays unresolved where no registry answers, or the tag is not there', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    await expect(pinBase(file, nowhere)).rejects.toThrow("can't be reached");
    await using empty = await listen(createServer((_, response) => void response.writeHead(404).end()));
    await expect(pinBase(file, empty.origin)).rejects.toThrow('answers 404');
    await writeFile(file, 'FROM scratch\n');
    await expect(pinBase(file, empty.origin)).rejects.toThrow('has no line');
    expect(await readFile(file, 'utf8')).toBe('FROM scratch\n');
  });

  it('has a command that says whether the Dockerfile is pinned, and fails while it is not', async () => {
    const { stdout, stderr, exitCode } = await execa(
      process.execPath,
      [path.join(import.meta.dirname, 'main.ts'), '--check'],
      { reject: false },
    );
    const dockerfile = path.join(import.meta.dirname, '..', 'Dockerfile');
    const pinned = await pinnedBase(dockerfile).catch(() => undefined);
    expect(exitCode).toBe(pinned === undefined ? 1 : 0);
    expect(stdout + stderr).toMatch(
      pinned ?? /^Unresolved: node:24-alpine has no digest\. Run npm run image:pin/,
    );
  });
});
