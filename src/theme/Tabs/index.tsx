// Takes the place of Docusaurus' own, which needs React.

export { Tabs as default } from '@site/src/components/Tabs/index.tsx';
