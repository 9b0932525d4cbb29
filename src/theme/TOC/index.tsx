// Takes the place of Docusaurus' own, which needs React.

export { PageContents as default } from '@site/src/components/PageContents/index.tsx';
