/** The report of the snippet runner: totals, what is not run and why, and each block of each page. Part of the page's HTML. */
import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import type { ReactNode } from 'react';
import type { PublishedBlock, PublishedPage, PublishedReport } from '../../../snippets/published/report.ts';
import { notRun, outcomeWords, pageWords, totals } from '../../lib/snippets/report.ts';
import { reportAnchor } from '../../lib/snippets/reportPage.ts';
import styles from './styles.module.css';
import { useFindPage } from './useFindPage.ts';

export interface SnippetReportProps {
  report: PublishedReport;
}

/** The sums, and what the code ran against. */
export function SnippetTotals({ report }: SnippetReportProps): ReactNode {
  const { pages, run, checked, notRun: left } = totals(report);
  const { server, client } = report.mlflow;
  return (
    <dl className={styles.totals}>
      <Total name="pages" value={pages} />
      <Total name="code blocks ran" value={run} />
      <Total name="outputs and data blocks checked" value={checked} />
      <Total name="blocks not run" value={left} />
      <Total name="MLflow server" value={server} />
      <Total name="MLflow client" value={client} />
    </dl>
  );
}

function Total({ name, value }: { name: string; value: number | string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** What is not run, with the reasons. */
export function SnippetsNotRun({ report }: SnippetReportProps): ReactNode {
  const findPage = useFindPage();
  const left = notRun(report);
  if (left.length === 0) return <p>None: every block runs.</p>;
  return (
    <ul>
      {left.map(({ page, block }) => (
        <li key={`${page} ${block.anchor}`}>
          <Link to={`${findPage(page).path}#${block.anchor}`}>
            {findPage(page).title}, {blockName(block)}
          </Link>
          : {block.reason}
        </li>
      ))}
    </ul>
  );
}

/** All pages with all of their blocks. */
export function SnippetPages({ report }: SnippetReportProps): ReactNode {
  const findPage = useFindPage();
  return report.pages.map((page) => <PageBlocks key={page.page} page={page} {...findPage(page.page)} />);
}

function PageBlocks({ page, title, path }: { page: PublishedPage; title: string; path: string }): ReactNode {
  return (
    <section className={styles.page}>
      <Heading as="h3" id={reportAnchor(page.page)}>
        {title}
      </Heading>
      <p>
        <Link to={path}>{path.replace(/\/?$/, '/')}</Link> {pageWords(page)}
      </p>
      <ol className={styles.blocks}>
        {page.blocks.map((block) => (
          <li key={block.anchor} data-outcome={block.outcome}>
            <Link to={`${path}#${block.anchor}`}>{blockName(block)}</Link> {outcomeWords(block)}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** `python train.py`, `text output`, `bash`. */
function blockName({ language, title, output }: PublishedBlock): string {
  return [language, output === true ? 'output' : undefined, title].filter(Boolean).join(' ');
}
