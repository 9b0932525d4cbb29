// The place in the navbar that the classic theme leaves for a search.

import { usePluginData } from '@docusaurus/useGlobalData';
import { Search } from '@site/src/components/Search/index.tsx';
import type { ReactNode } from 'react';

export default function SearchBar(): ReactNode {
  return <Search box={boxOf(usePluginData('search'))} />;
}

/** Where the search is loaded from, as `plugins/search` says. */
function boxOf(data: unknown): string {
  if (typeof data !== 'object' || data === null || !('box' in data) || typeof data.box !== 'string')
    throw new Error('The plugin "search" names no address of its dialog.');
  return data.box;
}
