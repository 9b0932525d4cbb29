/** The Location of an ALB redirect: placeholders filled from the request. */
import type { RoutingRequest } from './request.ts';
import type { Action } from './schema.ts';

type Redirect = Extract<Action, { type: 'redirect' }>;

/**
 * Fills `#{protocol}`, `#{host}`, `#{port}`, `#{path}` (without its first slash) and `#{query}`. Like AWS, the
 * result always names the port (AWS, "Redirect actions").
 */
export function redirectLocation(action: Redirect, request: RoutingRequest): string {
  const values: Record<string, string> = {
    protocol: request.protocol,
    host: request.host,
    port: String(request.port),
    path: request.path.replace(/^\//, ''),
    query: request.query,
  };
  const fill = (template: string) =>
    template.replace(/#\{(protocol|host|port|path|query)\}/g, (whole, name: string) => values[name] ?? whole);
  const query = fill(action.query);
  const origin = `${fill(action.protocol).toLowerCase()}://${fill(action.host)}:${fill(action.port)}`;
  return `${origin}${fill(action.path)}${query === '' ? '' : `?${query}`}`;
}
