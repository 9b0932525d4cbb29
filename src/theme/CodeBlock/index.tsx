// Takes the place of Docusaurus' own, which highlights in the browser.

export { CodeBlock as default } from '@site/src/components/CodeBlock/index.tsx';
