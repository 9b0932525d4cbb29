import type { ReactNode } from 'react';

export function SearchIcon(): ReactNode {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      aria-hidden
    >
      <circle cx="7" cy="7" r="4.75" />
      <path d="m10.75 10.75 3.75 3.75" strokeLinecap="round" />
    </svg>
  );
}
