// Takes the place of Docusaurus' own, which needs React.

export { BackToTop as default } from '@site/src/components/BackToTop/index.tsx';
