/** Gives the route explorer its examples: `@generated/route-examples/default/examples.json`, for the page that imports it. */
import { fileURLToPath } from 'node:url';
import type { Plugin } from '@docusaurus/types';
import { EXPECTATIONS_FILE, loadExpectations } from '../../routing/load.ts';
import type { Example } from '../../src/lib/routing/data.ts';
import { examplesOf } from './examples.ts';

export default function routeExamples(): Plugin<Example[]> {
  return {
    name: 'route-examples',
    loadContent: async () => examplesOf(await loadExpectations()),
    async contentLoaded({ content, actions }) {
      await actions.createData('examples.json', content);
    },
    getPathsToWatch: () => [fileURLToPath(EXPECTATIONS_FILE)],
  };
}
