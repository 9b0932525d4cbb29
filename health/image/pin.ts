/**
 * The base image of a Dockerfile, pinned by digest, so that the same build gives the same image. What cannot be resolved
 * stays unresolved: no digest is ever made up.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';

/** `FROM node:24-alpine` or `FROM node:24-alpine@sha256:…`, of an official image. */
const FROM = /^FROM (?<image>[a-z\d._-]+):(?<tag>[\w.-]+)(?:@(?<digest>sha256:[\da-f]{64}))?$/m;
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');
const TIMEOUT_MS = 20_000;

/** The digest is not known. */
export class UnresolvedError extends Error {}

/**
 * Asks a registry for the digest of a tag, as https://distribution.github.io/distribution/spec/api/ has it.
 * @throws UnresolvedError with what went wrong
 */
async function resolve(registry: string, image: string, tag: string): Promise<string> {
  const url = `${registry}/v2/library/${image}/manifests/${tag}`;
  const first = await ask(url);
  const challenge = first.headers.get('www-authenticate');
  const answer = first.status === 401 && challenge ? await ask(url, await tokenFor(challenge)) : first;
  if (!answer.ok) throw new UnresolvedError(`${url} answers ${answer.status}`);
  const body = Buffer.from(await answer.arrayBuffer());
  // What the registry says of itself is not needed: a digest is the checksum of what was sent.
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

async function tokenFor(challenge: string): Promise<string> {
  const part = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
  const query = new URLSearchParams({ service: part('service'), scope: part('scope') });
  const answer = await ask(`${part('realm')}?${query}`);
  const parsed = z.object({ token: z.string() }).safeParse(await answer.json().catch(() => undefined));
  if (!parsed.success) throw new UnresolvedError(`${part('realm')} gives no token`);
  return parsed.data.token;
}

async function ask(url: string, token?: string): Promise<Response> {
  const headers = { accept: MANIFESTS, ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  try {
    return await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new UnresolvedError(`${URL.canParse(url) ? new URL(url).host : url} can't be reached`);
  }
}

interface Base {
  readonly image: string;
  readonly tag: string;
  readonly digest: string | undefined;
}

function baseOf(dockerfile: string): Base {
  const { image, tag, digest } = FROM.exec(dockerfile)?.groups ?? {};
  if (image === undefined || tag === undefined)
    throw new UnresolvedError('the Dockerfile has no line `FROM image:tag`');
  return { image, tag, digest };
}

/**
 * Reads the digest that a Dockerfile has; asks nobody.
 * @throws UnresolvedError when it has none
 */
export async function pinnedBase(file: string): Promise<string> {
  const { image, tag, digest } = baseOf(await readFile(file, 'utf8'));
  if (digest === undefined) throw new UnresolvedError(`${image}:${tag} has no digest`);
  return `${image}:${tag}@${digest}`;
}

/**
 * Asks a registry what the tag is now, and writes the digest into a Dockerfile.
 * @throws UnresolvedError; the file stays as it is
 */
export async function pinBase(file: string, registry: string): Promise<string> {
  const dockerfile = await readFile(file, 'utf8');
  const { image, tag } = baseOf(dockerfile);
  const pinned = `${image}:${tag}@${await resolve(registry, image, tag)}`;
  await writeFile(file, dockerfile.replace(FROM, `FROM ${pinned}`));
  return pinned;
}
