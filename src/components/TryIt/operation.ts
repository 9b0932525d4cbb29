/** What "try it" needs of an operation, and how it is made ready for the form. */
import { REGISTRY_ORIGIN } from '../../../endpoint.ts';
import type { CodeSample } from '../CodeSamples/index.tsx';

/** What we read of an operation, which the docs plugin hands to its page as the OpenAPI document has it. */
export interface ApiOperation {
  servers?: readonly { url: string }[];
  security?: readonly Readonly<Record<string, readonly string[]>>[];
  requestBody?: { content?: Readonly<Record<string, Media>> };
  'x-codeSamples'?: readonly CodeSample[];
}

interface Media {
  schema?: object;
  example?: unknown;
}

/** A server to choose from: what requests start with, and words for the reader. */
export interface Server {
  url: string;
  description: string;
}

/** The operation's base URL at the hosted registry; undefined when it is served elsewhere, where no page can call it. */
export function hostedUrl({ servers = [] }: ApiOperation): string | undefined {
  return servers.map(({ url }) => url).find((url) => new URL(url).origin === REGISTRY_ORIGIN);
}

/**
 * The servers that a reader can choose.
 *
 * The page's Content-Security-Policy lets it call one origin only. That one comes first; the hosted registry stays in
 * the list of other deployments, with the reason why it does not answer there.
 *
 * @param allowedOrigin the origin that this page may call, see `src/lib/registryOrigin.ts`.
 */
export function chooseServers(operation: ApiOperation, allowedOrigin: string): Server[] {
  const hosted = hostedUrl(operation);
  if (hosted === undefined) return [];
  if (allowedOrigin === REGISTRY_ORIGIN) return [{ url: hosted, description: 'Hosted registry' }];
  return [
    { url: hosted.replace(REGISTRY_ORIGIN, allowedOrigin), description: 'The registry of this site' },
    { url: hosted, description: `Not from here: this page may call ${allowedOrigin} only` },
  ];
}

/**
 * The operation with the recorded request as the example of its schema, so that the form starts with a request that
 * works instead of one made up from types.
 */
export function withExamples(operation: ApiOperation): ApiOperation {
  const { requestBody } = operation;
  if (requestBody?.content === undefined) return operation;
  const content = Object.fromEntries(
    Object.entries(requestBody.content).map(([type, { example, ...media }]) => [
      type,
      example === undefined ? media : { ...media, schema: { ...media.schema, example } },
    ]),
  );
  return { ...operation, requestBody: { ...requestBody, content } };
}

/** Whether the registry wants a key for the operation; `{}` in `security` stands for "none". */
export function needsKey({ security = [] }: ApiOperation): boolean {
  return security.some((scheme) => Object.keys(scheme).length > 0);
}
