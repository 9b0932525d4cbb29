import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { ArchitectureDiagram } from './index.tsx';
import { ARROWS, PARTS, SIZE } from './parts.ts';

afterEach(cleanup);

const overlap = (one: (typeof PARTS)[number], other: (typeof PARTS)[number]) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

describe('ArchitectureDiagram', () => {
  it('is one picture with a name and a description in words', () => {
    render(<ArchitectureDiagram />);
    const picture = screen.getByRole('img', { name: /^How a request travels/ });
    for (const { name } of PARTS.filter(({ outside }) => !outside))
      expect(picture.querySelector('desc')?.textContent?.toLowerCase()).toContain(name.toLowerCase());
  });

  it('keeps its boxes apart and inside', () => {
    for (const part of PARTS) {
      expect(part.x + part.width).toBeLessThanOrEqual(SIZE.width);
      expect(part.y + part.height).toBeLessThanOrEqual(SIZE.height);
      expect(PARTS.filter((other) => other !== part && overlap(part, other))).toEqual([]);
    }
  });

  it('draws each arrow down, from one box into another', () => {
    for (const { from, to, x } of ARROWS) {
      const [start, end] = [from, to].map((id) => PARTS.find((part) => part.id === id));
      expect((start?.y ?? Number.NaN) + (start?.height ?? 0)).toBeLessThan(end?.y ?? 0);
      for (const part of [start, end]) {
        expect(x).toBeGreaterThan(part?.x ?? Number.NaN);
        expect(x).toBeLessThan((part?.x ?? Number.NaN) + (part?.width ?? 0));
      }
    }
  });
});
