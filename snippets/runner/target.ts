/** What stands in for production while snippets run: the stack's origin and key, and keeping that key out of sight. */
import { DOCS_ORIGIN, PLACEHOLDER_KEY, REGISTRY_ORIGIN } from '../../endpoint.ts';

/** The registry that the snippets talk to. */
export interface Registry {
  /** Origin of the running stack's gateway: scheme, host and port, no trailing slash. */
  registryOrigin: string;
  /** A key that the stack accepts. Never printed. */
  key: string;
}

/** Everything that stands in for production. */
export interface Target extends Registry {
  /** Origin of the mirror that serves what the docs site publishes for programs. */
  docsOrigin: string;
  /** Versions of Python packages that stand in for those that pages pin, by name; pins stay when there is none. */
  versions?: Versions;
}

/** Versions of installed Python packages, by name in small letters. */
export type Versions = Record<string, string>;

/** What the docs site publishes for programs: its OpenAPI documents. Other addresses of the site are not replaced. */
const PUBLISHED = new RegExp(`${DOCS_ORIGIN.replaceAll('.', '\\.')}(?=/openapi/(mlflow|health)\\.yaml)`, 'g');

/** Host names of Hokusai that may stand in a page but must never be called by a test. */
const LIVE_HOST = /(?<![@\w.-])(?:[\w-]+\.)*(?:hokus|hokusai)\.ai(?![\w-])/i;

/** Turns what the page says into what the stack understands: origins and the key; with another client its versions. */
export function toStack(code: string, target: Target): string {
  return withVersions(code, target)
    .replaceAll(REGISTRY_ORIGIN, target.registryOrigin)
    .replaceAll(PUBLISHED, target.docsOrigin)
    .replaceAll(PLACEHOLDER_KEY, target.key);
}

/** Puts the installed version behind every `name==version` of an installed package. */
export function withVersions(text: string, { versions }: Target): string {
  if (versions === undefined) return text;
  return text.replaceAll(/\b([A-Za-z][\w.-]*)==\d[\w.]*/g, (pin, name: string) => {
    const installed = versions[name.toLowerCase()];
    return installed === undefined ? pin : `${name}==${installed}`;
  });
}

/** Turns what a snippet printed into the page's words, for comparing it with what the page shows. */
export function toPage(output: string, target: Target): string {
  return maskKey(output, target)
    .replaceAll(target.registryOrigin, REGISTRY_ORIGIN)
    .replaceAll(target.docsOrigin, DOCS_ORIGIN);
}

/** Replaces the key, plain or in Base64, by the placeholder. */
export function maskKey(output: string, target: Registry): string {
  if (target.key === '') return output;
  return base64Forms(target.key).reduce(
    (masked, form) => masked.replaceAll(form, '[key in Base64]'),
    output.replaceAll(target.key, PLACEHOLDER_KEY),
  );
}

/**
 * A live host that the code would still call after the documented origins were replaced.
 *
 * @returns the host name, or nothing when the code is safe to run
 */
export function liveHost(code: string): string | undefined {
  return LIVE_HOST.exec(code.replaceAll(REGISTRY_ORIGIN, '').replaceAll(PUBLISHED, ''))?.[0];
}

/**
 * The parts of a Base64 text that are the same whatever stands before and after the key: Basic
 * credentials (`user:key`) hold the key at an offset that is not known, so there are three forms.
 */
function base64Forms(key: string): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.from(' '.repeat(offset) + key).toString('base64');
    const firstWhole = offset === 0 ? 0 : 4;
    const lastWhole = Math.floor((offset + key.length) / 3) * 4;
    return encoded.slice(firstWhole, lastWhole);
  });
}
