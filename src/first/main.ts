/**
 * What a page does without React: theme, menus, tabs, copying, table of contents, links. It stands inline in the head of
 * every page and listens on the document, so it hears the first press, and no press waits for a download.
 */
import { watchSearch } from '../lib/search/box/watch.ts';
import { startContents } from './contents.ts';
import { startCopying } from './copy.ts';
import { startFilterWhereOneIs } from './filterLoader.ts';
import { startIslands } from './islands.ts';
import { startLanguage } from './language.ts';
import { startPrefetch } from './prefetch.ts';
import { startSidebar } from './sidebar.ts';
import { startSkip } from './skip.ts';
import { startTabs } from './tabs.ts';
import { startTheme } from './theme.ts';

startTheme();
startIslands();
watchSearch(document);
startCopying();
startPrefetch();
startSidebar();
startSkip();
startTabs();
startContents();
startLanguage();
startFilterWhereOneIs();
