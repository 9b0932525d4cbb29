// Adds the page as Markdown, a way to report a problem, and the links between guide pages and operations, which the front matter of a page carries.

import Head from '@docusaurus/Head';
import { useDoc } from '@docusaurus/plugin-content-docs/client';
import { GuideLinks } from '@site/src/components/GuideLinks/index.tsx';
import { OperationLinks } from '@site/src/components/OperationLinks/index.tsx';
import { PageActions } from '@site/src/components/PageActions/index.tsx';
import { RawDocumentLinks } from '@site/src/components/RawDocumentLinks/index.tsx';
import { ReportProblem } from '@site/src/components/ReportProblem/index.tsx';
import { readGuideLinks, readOperationLinks } from '@site/src/lib/reference/links.ts';
import { documentOf, markdownTwin } from '@site/src/lib/reference/pages.ts';
import Footer from '@theme-original/DocItem/Footer';
import type { ReactNode } from 'react';

export default function DocItemFooter(): ReactNode {
  const { frontMatter, permalink } = useDoc().metadata;
  const document = documentOf(permalink);
  return (
    <>
      <Head>
        <link rel="alternate" type="text/markdown" href={markdownTwin(permalink)} />
      </Head>
      <OperationLinks links={readOperationLinks(frontMatter)} />
      <GuideLinks links={readGuideLinks(frontMatter)} />
      {document !== undefined && <RawDocumentLinks document={document} />}
      <PageActions page={permalink} />
      <ReportProblem page={permalink} />
      <Footer />
    </>
  );
}
