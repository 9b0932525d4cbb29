// CloudFront runs this before it looks into its cache: index documents, trailing slashes and old addresses, as
// stack/site.ts serves them on this machine. Terraform writes config/redirects.json in the place of the empty object.

/** @type {Record<string, string>} */
const REDIRECTS = {};

/**
 * @typedef {{ value: string, multiValue?: { value: string }[] }} QueryValue
 * @typedef {{ uri: string, querystring: Record<string, QueryValue>, headers: Record<string, QueryValue> }} ViewerRequest
 */

/**
 * The query as it came. CloudFront's JavaScript knows no destructuring.
 *
 * @param {Record<string, QueryValue>} values
 */
function query(values) {
  const pairs = Object.keys(values).flatMap((name) => {
    const one = values[name];
    const all = one ? one.multiValue || [one] : [];
    return all.map((each) => (each.value === '' ? name : `${name}=${each.value}`));
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/**
 * @param {string} to
 * @param {ViewerRequest} request
 */
function redirect(to, request) {
  return {
    statusCode: 301,
    statusDescription: 'Moved Permanently',
    headers: { location: { value: to + query(request.querystring) } },
  };
}

/**
 * The file of a page: its Markdown where the header Accept names that before HTML.
 *
 * @param {string} uri
 * @param {ViewerRequest['headers']} headers
 */
function fileOf(uri, headers) {
  const accept = headers.accept ? headers.accept.value : '';
  const isMarkdown = /^(?!.*text\/html.*text\/markdown).*text\/markdown/.test(accept);
  if (!isMarkdown) return `${uri}index.html`;
  return uri === '/' ? '/index.md' : `${uri.slice(0, -1)}.md`;
}

/** @param {{ request: ViewerRequest }} event */
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it.
function handler(event) {
  const request = event.request;
  const uri = request.uri;
  // Two slashes at the start would become another host in a redirect.
  if (uri.startsWith('//')) return { statusCode: 404, statusDescription: 'Not Found' };
  const slashed = uri.endsWith('/') ? uri : `${uri}/`;
  const moved = REDIRECTS[slashed];
  if (moved) return redirect(moved, request);
  if (uri.endsWith('/')) return Object.assign(request, { uri: fileOf(uri, request.headers) });
  // A name with a dot is a file; any other is a page whose slash is missing.
  return /\.[^/]+$/.test(uri) ? request : redirect(slashed, request);
}
