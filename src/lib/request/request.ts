/** The request that the form sends, and the same as a curl command. */
import { keyOf, type RequestForm, type Values } from './form.ts';
import { bodyOf, linesOf } from './values.ts';

export interface Draft {
  form: RequestForm;
  values: Values;
  /** The whole body as JSON, when it is not made of fields. */
  json?: string | undefined;
  file?: File | undefined;
  /** Origin of the registry that is called. */
  registry: string;
}

export interface PlannedRequest {
  method: string;
  url: string;
  /** Without the key. */
  headers: Record<string, string>;
  body: string | File | undefined;
}

/** @param draft without faults. */
export function planRequest(draft: Draft): PlannedRequest {
  const { form } = draft;
  const body = bodyText(draft);
  return {
    method: form.method,
    url: urlOf(draft),
    headers: {
      ...Object.fromEntries(valuesIn(draft, 'header')),
      ...(body !== undefined && form.body && { 'Content-Type': form.body.type }),
    },
    body,
  };
}

function bodyText({ form, values, json, file }: Draft): string | File | undefined {
  if (form.body === undefined) return undefined;
  if (form.body.file) return file;
  return JSON.stringify(json === undefined ? bodyOf(form, values) : JSON.parse(json), null, 2);
}

function urlOf(draft: Draft): string {
  const { form, registry } = draft;
  const base = registry + new URL(form.base).pathname.replace(/\/$/, '');
  const path = valuesIn(draft, 'path').reduce(
    (route, [name, value]) => route.replace(`{${name}}`, encodePath(value)),
    form.path,
  );
  const query = new URLSearchParams(valuesIn(draft, 'query')).toString();
  return `${base}${path}${query === '' ? '' : `?${query}`}`;
}

/** Slashes stay: the path of an artifact has some. */
function encodePath(value: string): string {
  return value.split('/').map(encodeURIComponent).join('/');
}

/** Names and values of the filled fields of a place; a list gives a pair for each of its values. */
function valuesIn(
  { form, values }: Draft,
  place: 'path' | 'query' | 'header',
): [name: string, value: string][] {
  return form.fields
    .filter((field) => field.place === place)
    .flatMap((field): [string, string][] => {
      const text = values[keyOf(field)] ?? '';
      if (field.kind === 'lines') return linesOf(text).map((line) => [field.name, line]);
      return text.trim() === '' ? [] : [[field.name, text.trim()]];
    });
}

/** The request as a command. The key stays in the environment, as everywhere in the documentation. */
export function curlOf({ method, url, headers, body }: PlannedRequest, needsKey: boolean): string {
  const parts = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} ${quote(url)}`,
    ...(needsKey ? ['-H "Authorization: Bearer $MLFLOW_TRACKING_TOKEN"'] : []),
    ...Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === undefined
      ? []
      : [typeof body === 'string' ? `-d ${quote(body)}` : `--data-binary ${quote(`@${body.name}`)}`]),
  ];
  return parts.join(' \\\n  ');
}

/** In single quotes, in which a shell changes nothing. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
