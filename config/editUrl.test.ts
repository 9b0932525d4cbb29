import { describe, expect, it } from 'vitest';
import { editUrl } from './editUrl.ts';

describe('the address of "Edit this page"', () => {
  it('is none while the repository has none', () => {
    expect(editUrl('')).toBeUndefined();
  });

  it('leads to the main branch', () => {
    expect(editUrl('https://git.example/owner/name')).toBe('https://git.example/owner/name/edit/main/');
  });

  it.each(['git.example/owner/name', 'http://git.example/owner/name', 'https://git.example/owner/name/'])(
    'refuses %s',
    (address) => {
      expect(() => editUrl(address)).toThrow('REPOSITORY_URL in endpoint.ts');
    },
  );
});
