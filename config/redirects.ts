/** Addresses that pages have had, and where they are now. A new entry is made whenever a page moves. */
import type { PluginConfig } from '@docusaurus/types';

export const REDIRECTS = [
  { from: '/api/mlflow/hokusai-mlflow-api/', to: '/api/mlflow/' },
  { from: '/api/health/hokusai-mlflow-health/', to: '/api/health/' },
];

export const redirectsPlugin: PluginConfig = [
  '@docusaurus/plugin-client-redirects',
  { redirects: REDIRECTS },
];
