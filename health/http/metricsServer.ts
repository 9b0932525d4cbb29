/** Serves /metrics, on a port of its own that is never routed in public. */
import type { RequestListener } from 'node:http';
import type { Metrics } from '../metrics.ts';

/** The listener for the metrics port: GET and HEAD of `/metrics`, nothing else. */
export function metricsListener(metrics: Metrics): RequestListener {
  return async (request, response) => {
    if (request.url?.split('?', 1)[0] !== '/metrics') return void response.writeHead(404).end();
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
    try {
      const text = await metrics.text();
      response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text);
    } catch {
      response.writeHead(500).end();
    }
  };
}
