/** A script that does nothing but open the search. */
import { watchSearch } from './watch.ts';

watchSearch(document);
