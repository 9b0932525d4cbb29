/** Loads the filter over all operations on the one page that has it. What's typed before counts too. */
import { onPage } from './listen.ts';

/** Address of the built `filter.ts`; filled in as the script is built. */
declare const FILTER_FILE: string;

export function startFilterWhereOneIs(): void {
  onPage(() => {
    const form = document.querySelector<HTMLFormElement>('.r-filter');
    if (form === null) return;
    import(FILTER_FILE).then(
      ({ startFilter }) => startFilter(form),
      () => {},
    );
  });
}
