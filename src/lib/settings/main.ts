/** The script of every page. The addresses of its files are filled in as it is built. */
import { startSettings } from './start.ts';

declare const SETTINGS_FILE: string;
declare const CHECK_FILE: string;

startSettings({ settings: SETTINGS_FILE, check: CHECK_FILE });
