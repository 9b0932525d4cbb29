// Takes the place of Docusaurus' own, which needs React.

export { PhoneContents as default } from '@site/src/components/PhoneContents/index.tsx';
