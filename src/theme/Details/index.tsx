// Takes the place of Docusaurus' own, which needs React.

export { Details as default } from '@site/src/components/Details/index.tsx';
