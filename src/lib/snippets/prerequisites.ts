/** What a reader needs before the code of a page works, read from the code and from the measured versions. Pure. */
import type { Client, Compatibility, PageOutcome } from '../../../snippets/published/compatibility.ts';

/** Texts, since attributes of a Markdown element are. A field that is missing is not needed. */
export interface Prerequisites {
  /** `yes` when the code sends an API key. */
  apiKey?: string;
  /** Oldest version of Python; the same for Node and curl. */
  python?: string;
  /** Packages from PyPI, with a space between them; empty when Python alone is enough. */
  packages?: string;
  node?: string;
  curl?: string;
  /** Oldest client and server with which all code of the page ran, when an older one was measured and failed. */
  client?: string;
  server?: string;
}

/** Oldest versions that the pages are written for. */
export interface Oldest {
  python: string;
  node: string;
  curl: string;
}

/** A code block of the page. */
interface Code {
  language: string;
  code: string;
}

/** What `import` says, and what pip calls it. MLflow brings pandas, NumPy, Matplotlib and requests. */
const PACKAGES: Record<string, string> = {
  mlflow: 'mlflow',
  sklearn: 'scikit-learn',
  torch: 'torch',
  xgboost: 'xgboost',
};

/**
 * @param page path of the page in the guide, such as `tracking/runs`
 * @returns nothing for a page without code that a reader runs
 */
export function prerequisites(
  page: string,
  blocks: readonly Code[],
  oldest: Oldest,
  measured: Compatibility,
): Prerequisites | undefined {
  const code = blocks.filter(({ language }) => /^(python|bash|ts|powershell)$/.test(language));
  if (code.length === 0) return undefined;
  const text = code.map((block) => block.code).join('\n');
  const python = code.filter(({ language }) => language === 'python').map((block) => block.code);
  const usesPython = python.length > 0 || /^\s*(python3?|pip|mlflow) /m.test(text);
  const usesNode = code.some(({ language }) => language === 'ts');
  return {
    ...(/MLFLOW_TRACKING_TOKEN|import mlflow/.test(text) && { apiKey: 'yes' }),
    ...(usesPython && { python: oldest.python, packages: packagesOf(python.join('\n'), text) }),
    ...(usesNode && { node: oldest.node }),
    ...(!usesPython && !usesNode && /\bcurl /.test(text) && { curl: oldest.curl }),
    ...(usesPython && needs(page, measured)),
  };
}

function packagesOf(python: string, all: string): string {
  const imported = [...python.matchAll(/^\s*(?:import|from) (\w+)/gm)].map(([, name = '']) => name);
  if (/^\s*(mlflow|pip install mlflow) /m.test(all)) imported.push('mlflow');
  return Object.entries(PACKAGES)
    .filter(([name]) => imported.includes(name))
    .map(([, name]) => name)
    .join(' ');
}

/** Versions around a change: code fails with one and runs with the next that was measured. */
export interface Change {
  failed: string;
  passed: string;
}

/** What was measured of one block: which client and which server were the first to run it. */
export interface BlockNeeds {
  client?: Change;
  server?: Change;
}

/** Both from runs: the client from those against the newest server, the server from those with its newest client. */
export function needs(page: string, measured: Compatibility): Pick<Prerequisites, 'client' | 'server'> {
  const [client, server] = outcomes(page, measured).map((list) => changeOf(list, () => true)?.passed);
  return { ...(client !== undefined && { client }), ...(server !== undefined && { server }) };
}

/**
 * What the blocks of a page need that were the first to fail with an older client or server.
 *
 * @param identity of the block, as the measurement has it
 */
export function blockNeeds(page: string, identity: string, measured: Compatibility): BlockNeeds {
  const failedHere = ({ failedAt }: PageOutcome) => failedAt === identity;
  const [client, server] = outcomes(page, measured).map((list) => changeOf(list, failedHere));
  return { ...(client !== undefined && { client }), ...(server !== undefined && { server }) };
}

interface Measured {
  version: string;
  outcome: PageOutcome;
}

/** Outcomes of a page by client, with the newest server, and by server, with its newest client. Oldest first. */
function outcomes(page: string, { servers }: Compatibility): [Measured[], Measured[]] {
  const newest = servers.at(-1);
  const newestClient = newest?.clients.at(-1)?.version;
  const byClient = (newest?.clients ?? []).map((client) => ({ version: client.version, client }));
  const byServer = servers.map(({ version, clients }) => ({
    version,
    client: clients.find((client) => client.version === newestClient),
  }));
  const of = (list: readonly { version: string; client: Client | undefined }[]): Measured[] =>
    list.flatMap(({ version, client }) => {
      const outcome = client?.pages.find((each) => each.page === page);
      return outcome === undefined ? [] : [{ version, outcome }];
    });
  return [of(byClient), of(byServer)];
}

/** The last version that failed in this way, and the one after it; nothing when none did, or when the newest fails. */
function changeOf(
  measured: readonly Measured[],
  isMeant: (outcome: PageOutcome) => boolean,
): Change | undefined {
  const last = measured.findLastIndex(({ outcome }) => outcome.result === 'failed' && isMeant(outcome));
  const [failed, passed] = [measured[last]?.version, measured[last + 1]?.version];
  return failed === undefined || passed === undefined ? undefined : { failed, passed };
}
