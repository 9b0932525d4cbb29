/**
 * Addresses that pages have had, and where they are now: redirects.json, which CloudFront reads too. A new entry is made
 * whenever a page moves.
 */
import type { PluginConfig } from '@docusaurus/types';
import moved from './redirects.json';

export const REDIRECTS = Object.entries(moved).map(([from, to]) => ({ from, to }));

export const redirectsPlugin: PluginConfig = [
  '@docusaurus/plugin-client-redirects',
  { redirects: REDIRECTS },
];
