/** Code samples of an operation: curl, Python and TypeScript, made from the recorded request. */
import { PLACEHOLDER_KEY, TRACKING_URI } from '../../endpoint.ts';
import type { Example } from './examples.ts';
import type { Json, JsonObject } from './json.ts';
import { javascriptLiteral, pythonLiteral } from './literals.ts';
import type { Operation } from './operations.ts';

const KEY_VARIABLE = 'MLFLOW_TRACKING_TOKEN';

/** The operation's `x-codeSamples`, in the order in which they are shown. */
export function codeSamples(operation: Operation, example: Example): JsonObject[] {
  const call = describeCall(operation, example);
  return [
    { lang: 'curl', label: 'curl', source: curl(call) },
    { lang: 'python', label: 'Python', source: python(operation, call) },
    { lang: 'typescript', label: 'TypeScript', source: typescript(call) },
  ];
}

interface Call {
  method: string;
  url: string;
  body: Json | undefined;
  raw: string | undefined;
  media: string | undefined;
  answer: string;
  headers: Record<string, string>;
}

function describeCall(operation: Operation, { request, response }: Example): Call {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    (request.path[name] ?? '').split('/').map(encodeURIComponent).join('/'),
  );
  return {
    method: operation.method,
    url: `${TRACKING_URI}${path}${queryString(request.query)}`,
    body: request.body,
    raw: request.raw,
    media: request.raw === undefined ? undefined : (request.media ?? 'application/octet-stream'),
    answer: response?.media ?? 'application/json',
    headers: request.headers,
  };
}

/** Query string in MLflow's form: a list is the same name repeated. Empty when there is no parameter. */
export function queryString(query: Record<string, Json>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) parameters.append(name, String(item));
  }
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}

function curl({ method, url, body, raw, media, headers }: Call): string {
  const lines = [method === 'GET' ? `curl "${url}"` : `curl -X ${method} "${url}"`];
  lines.push(`-H "Authorization: Bearer $${KEY_VARIABLE}"`);
  for (const [name, value] of Object.entries(headers)) lines.push(`-H "${name}: ${value}"`);
  if (body !== undefined)
    lines.push(
      '-H "Content-Type: application/json"',
      `-d '${shellText(indent(JSON.stringify(body, null, 2), 2))}'`,
    );
  if (raw !== undefined) lines.push(`-H "Content-Type: ${media}"`, `--data-binary '${shellText(raw)}'`);
  const setKey = `export ${KEY_VARIABLE}="${PLACEHOLDER_KEY}"\n\n`;
  return `${setKey}${lines.join(' \\\n  ')}`;
}

/** Text inside single quotes of a POSIX shell. */
function shellText(text: string): string {
  return text.replaceAll("'", `'\\''`);
}

function python(operation: Operation, call: Call): string {
  const own = operation.words.value.python;
  if (own === undefined) return pythonRequests(call);
  const lines = own.trimEnd().split('\n');
  const isImport = (line: string) => /^(import|from) /.test(line);
  const usesClient = /\bclient\b/.test(own);
  const imports = lines.filter(isImport);
  if (usesClient) imports.push('from mlflow import MlflowClient');
  if (/\bmlflow\./.test(lines.filter((line) => !isImport(line)).join('\n'))) imports.push('import mlflow');
  const setUp = usesClient
    ? `client = MlflowClient("${TRACKING_URI}")`
    : `mlflow.set_tracking_uri("${TRACKING_URI}")`;
  const code = lines
    .filter((line) => !isImport(line))
    .join('\n')
    .trim();
  return [PYTHON_KEY, ...imports.sort(byImportStyle), '', setUp, code].join('\n');
}

const PYTHON_KEY = `# Before you start Python: export ${KEY_VARIABLE}="${PLACEHOLDER_KEY}"`;

/** Plain imports first, each kind by name. */
function byImportStyle(a: string, b: string): number {
  const [left, right] = [a.startsWith('from'), b.startsWith('from')];
  return left === right ? a.localeCompare(b, 'en') : Number(left) - Number(right);
}

function pythonRequests({ method, url, body, raw, media, answer, headers: own }: Call): string {
  const lines = [`requests.${method.toLowerCase()}(`, `    "${url}",`];
  const headers = [`"Authorization": f"Bearer {os.environ['${KEY_VARIABLE}']}"`];
  if (media !== undefined) headers.push(`"Content-Type": "${media}"`);
  for (const [name, value] of Object.entries(own)) headers.push(`"${name}": "${value}"`);
  if (headers.length > 0) lines.push(`    headers={${headers.join(', ')}},`);
  if (body !== undefined) lines.push(`    json=${indent(pythonLiteral(body), 4)},`);
  if (raw !== undefined) lines.push(`    data=${JSON.stringify(raw)}.encode(),`);
  lines.push('    timeout=30,', ')');
  const head = [PYTHON_KEY, 'import os', ''];
  const show = answer === 'application/json' ? 'response.json()' : 'response.text';
  return [
    ...head,
    'import requests',
    '',
    `response = ${lines.join('\n')}`,
    'response.raise_for_status()',
    `print(${show})`,
  ].join('\n');
}

function indent(text: string, spaces: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(spaces)}`);
}

function typescript({ method, url, body, raw, media, answer, headers: own }: Call): string {
  const headers = [`Authorization: \`Bearer \${process.env.${KEY_VARIABLE}}\``];
  if (body !== undefined) headers.push("'Content-Type': 'application/json'");
  if (media !== undefined) headers.push(`'Content-Type': '${media}'`);
  for (const [name, value] of Object.entries(own)) headers.push(`'${name}': '${value}'`);
  const options = method === 'GET' ? [] : [`  method: '${method}',`];
  if (headers.length > 0) options.push('  headers: {', ...headers.map((line) => `    ${line},`), '  },');
  if (body !== undefined) options.push(`  body: JSON.stringify(${indent(javascriptLiteral(body), 2)}),`);
  if (raw !== undefined) options.push(`  body: ${JSON.stringify(raw)},`);
  const call =
    options.length === 0 ? `await fetch('${url}');` : `await fetch('${url}', {\n${options.join('\n')}\n});`;
  const setKey = `// Before you start: export ${KEY_VARIABLE}="${PLACEHOLDER_KEY}"\n`;
  const read = answer === 'application/json' ? 'json' : 'text';
  return [
    `${setKey}const response = ${call}`,
    'if (!response.ok) throw new Error(await response.text());',
    `console.log(await response.${read}());`,
  ].join('\n');
}
