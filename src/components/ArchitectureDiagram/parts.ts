/** What the diagram shows and where: boxes on a grid 360 units wide, so that its words are readable on a phone. */

export const SIZE = { width: 360, height: 502 };

export interface Part {
  id: string;
  name: string;
  lines: readonly string[];
  x: number;
  y: number;
  width: number;
  height: number;
  /** Not run by Hokusai. */
  outside?: true;
}

export interface Arrow {
  from: string;
  to: string;
  /** Horizontal place; an arrow goes straight down. */
  x: number;
  label: string;
}

const LEFT = { x: 4, width: 168 };
const RIGHT = { x: 188, width: 168 };
const WHOLE = { x: 4, width: 352 };

export const PARTS: readonly Part[] = [
  {
    id: 'program',
    name: 'Your program',
    lines: ['MLflow client, curl, …'],
    ...LEFT,
    y: 4,
    height: 54,
    outside: true,
  },
  {
    id: 'site',
    name: 'This site',
    lines: ['in your browser'],
    ...RIGHT,
    y: 4,
    height: 54,
    outside: true,
  },
  {
    id: 'load-balancer',
    name: 'Load balancer',
    lines: ['port 443, routes by host and path', 'returns 404 itself if no rule matches'],
    ...WHOLE,
    y: 112,
    height: 74,
  },
  {
    id: 'api',
    name: 'API service',
    lines: ['port 8001', 'checks the key', 'removes the prefix', 'gives up after 30 s'],
    ...LEFT,
    y: 240,
    height: 114,
  },
  {
    id: 'health',
    name: 'Health service',
    lines: ['port 8002', 'needs no key', 'keeps the last result', 'and 90 days of history'],
    ...RIGHT,
    y: 240,
    height: 114,
  },
  {
    id: 'mlflow',
    name: 'MLflow',
    lines: ['port 5000, not reachable from outside', 'a database, and a store for files'],
    ...WHOLE,
    y: 424,
    height: 74,
  },
];

export const ARROWS: readonly Arrow[] = [
  { from: 'program', to: 'load-balancer', x: 36, label: 'https, with key' },
  { from: 'site', to: 'load-balancer', x: 220, label: 'https, no key' },
  { from: 'load-balancer', to: 'api', x: 36, label: '/api/mlflow' },
  { from: 'load-balancer', to: 'health', x: 220, label: '/api/health/mlflow' },
  { from: 'api', to: 'mlflow', x: 36, label: 'http, without key' },
  { from: 'health', to: 'mlflow', x: 220, label: 'probes, every 10 s' },
];
