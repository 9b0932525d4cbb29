// Takes the place of Docusaurus' own, which needs React.

export { ThemeButton as default } from '@site/src/components/ThemeButton/index.tsx';
