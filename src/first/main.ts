/**
 * What a page does without React: theme, menus, tabs, copying, table of contents, links. It stands inline at the top of
 * every page and listens on the document, so it hears the first press, and no press waits for a download.
 */
import { watchSearch } from '../lib/search/box/watch.ts';
import { startSettings } from '../lib/settings/start.ts';
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

/** Addresses of built files; filled in as the script is built. */
declare const SETTINGS_FILE: string;
declare const CHECK_FILE: string;

startSettings({ settings: SETTINGS_FILE, check: CHECK_FILE });
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
