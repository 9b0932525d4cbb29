/** Words that the guide does not use, with what to do instead. */
import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { location } from 'vfile-location';
import type { ProseProblem } from '../problem.ts';

interface Phrase {
  pattern: RegExp;
  advice: string;
}

/** Not in any prose of the project. */
export const PHRASES: readonly Phrase[] = [
  {
    pattern: /\b(simply|easily|obviously|of course|basically|trivial(ly)?)\b/gi,
    advice: 'what is easy is for the reader to say: leave it out',
  },
  { pattern: /\b(just|please)\b/gi, advice: 'leave it out' },
  {
    pattern: /\b(seamless(ly)?|powerful|blazing|effortless(ly)?|world-class|cutting-edge|best-in-class)\b/gi,
    advice: 'this is marketing: say what it does',
  },
  {
    pattern: /\b(will|won't|won’t|shall|going to)\b/gi,
    advice: 'write in the present tense',
  },
  { pattern: /!/g, advice: 'end with a full stop' },
  { pattern: /\p{Extended_Pictographic}/gu, advice: 'no emoji: use a word' },
  { pattern: /\b(e\.g\.|i\.e\.|etc\.)/gi, advice: 'write “for example”, “that is”, or end the list' },
  { pattern: /\b(above|below)-mentioned\b/gi, advice: 'name it' },
];

/** Nor on a page, where a reader is spoken to. Most of these are how another language says it. */
export const GUIDE_PHRASES: readonly Phrase[] = [
  {
    pattern: /\byou end up with\b|\bafter this page\b/gi,
    advice: 'begin with what the reader does: “Log a run …”',
  },
  {
    pattern: /\bwithout a word\b|\bin silence\b/gi,
    advice: 'write “without an error” or “without a warning”',
  },
  { pattern: /\bastray\b/gi, advice: 'write where it goes instead' },
  {
    pattern:
      /(?<!\b(there|here|why|if) )\b(is|are|was|were) no(?= )(?! (longer|more than|less than|better))/gi,
    advice: 'write “isn’t a”, “aren’t”, or “doesn’t have”',
  },
  {
    pattern:
      /\b(knows?|takes?|sends?|leaves?|names?|costs?|raises?|gives?|gets?|plays?|proves?|shows?) no(?= )(?! (longer|more than))/gi,
    advice: 'write “doesn’t have a”, “doesn’t send a”, …',
  },
  { pattern: /\bby (itself|themselves|its own)\b/gi, advice: 'write “automatically”, or leave it out' },
  { pattern: /\bfor good\b(?! reason)/gi, advice: 'write “permanently” or “you can’t undo this”' },
  { pattern: /\bfor ever\b/gi, advice: 'write “forever”, or say until when' },
  { pattern: /\banew\b/gi, advice: 'write “again” or “from scratch”' },
  { pattern: /\bin spite of\b/gi, advice: 'write “despite” or “even if”' },
  { pattern: /\bin (the )?place of\b/gi, advice: 'write “instead of”, or “replace …”' },
  { pattern: /\bfor want of\b/gi, advice: 'write “for lack of”' },
  { pattern: /\bmay not\b/gi, advice: 'ambiguous: write “can’t” or “might not”' },
  { pattern: /\b(has|have) case\b/gi, advice: 'write “is case-sensitive”' },
  { pattern: /\bcounts\.|\bcount;/gi, advice: 'say what to look at: “Match the last line.”' },
  { pattern: /\bhas the rest\b|\bsays? (more|why|so)\b/gi, advice: 'write “For …, see [the page]”' },
  { pattern: /\b(its|the|their) words\b(?! of)/gi, advice: 'write “message” or “text”' },
  { pattern: /\b(does|do|answers?) so\b/gi, advice: 'name what it does' },
  { pattern: /\btells (what|how|which|when|where|why)\b/gi, advice: 'write “tells you what”' },
  { pattern: /\b(as it|as they|where it|who) stands?\b/gi, advice: 'write “as is”, or say where it is' },
  { pattern: /\bstands? (in|between|beside|behind|before|there|for your)\b/gi, advice: 'write “is”' },
  { pattern: /\b(and|or) (its|the) (like|kin)\b/gi, advice: 'write “and similar …”' },
  { pattern: /\bwhoever\b/gi, advice: 'write “anyone who”' },
  { pattern: /\b(at present|currently|at the moment)\b/gi, advice: 'write “today”, or leave it out' },
  { pattern: /\bto be had\b/gi, advice: 'write “available”' },
  { pattern: /\bgoes? on (with|to)\b|\bgoing on\b/gi, advice: 'write “continues”' },
  { pattern: /\b(hand|hands|handed) (it )?(over|down)\b/gi, advice: 'write “pass”' },
  { pattern: /\bput(s)? (the key )?into\b/gi, advice: 'write “put in” or “add to”' },
  { pattern: /\bnot to be\b|\bmust not be\b/gi, advice: 'write “isn’t …” or “can’t be …”' },
  {
    pattern: /\btests? of (this|these) (page|pages)\b/gi,
    advice: 'readers don’t see the tests: leave it out',
  },
  {
    pattern: /\bof yours\b|\b(key|time|requirements) of (a|your) (call|reader)\b/gi,
    advice: 'write “your …”',
  },
  { pattern: /\b(is|are) there already\b|\bthat (is|are) there\b/gi, advice: 'write “exists”' },
  { pattern: /(?<!connection )\brefuse[sd]?\b(?! to\b)/gi, advice: 'write “rejects”, or “returns an error”' },
  { pattern: /\bdo(es)? not take\b|\btakes (it|them) for\b/gi, advice: 'write “accept” or “treats … as”' },
  { pattern: /\b(no|a) way back\b/gi, advice: 'write “you can’t undo this”' },
  { pattern: /\b(the )?(first|second|last|next) time,? (the )?(call|one)\b/gi, advice: 'name it' },
  { pattern: /\banswers? (with )?[1-5]\d\d\b/gi, advice: 'write “returns 404”' },
  { pattern: /\bends? with (exit code )?[0-9]\b/gi, advice: 'write “exits with 1”' },
  { pattern: /\b(really|truly) (is|are)\b|\bas it really\b/gi, advice: 'write “the actual …”' },
  { pattern: /\bsomebody\b/gi, advice: 'write “someone”' },
  { pattern: /\bheld back\b|\bholds? (it|them) back\b/gi, advice: 'write “suppressed”' },
  { pattern: /\basks? (AWS|MLflow|the load balancer|the server)\b/gi, advice: 'write “sends a request to”' },
  { pattern: /\bin the clear\b/gi, advice: 'write “unencrypted”' },
  { pattern: /\b(failure|success) looks like\b/gi, advice: 'write “Signs of failure”' },
  { pattern: /\bof (its|their) own\b/gi, advice: 'write “its own …”, or leave it out' },
  { pattern: /\bwith it comes\b|\bhere comes\b/gi, advice: 'put the subject first' },
  { pattern: /\bwhat (surprises|is there|stays)\b|\bdetails that surprise\b/gi, advice: 'name what it is' },
  { pattern: /\b(look|go)es? back\b/gi, advice: 'write “roll back”, “return”, or “the history”' },
  { pattern: /\bdecides? by\b/gi, advice: 'write “check …”' },
  { pattern: /\btells? (whether|apart)\b/gi, advice: 'write “check whether …” or “distinguish”' },
  { pattern: /\bwell or not\b|\bwhat (becomes?|became) of\b/gi, advice: 'write “what happens to”' },
  { pattern: /\bmind\b/gi, advice: 'write “check”, or say the rule' },
  { pattern: /\b(we|our|let's|let’s)\b/gi, advice: 'speak to the reader: “you”, or name who acts' },
];

/** The right spelling of the field’s names, found by any other. */
const TERMS: readonly string[] = [
  'MLflow',
  'GitHub',
  'Hokusai',
  'Docker',
  'Python',
  'TypeScript',
  'scikit-learn',
  'tracking URI',
  'API key',
  'OpenAPI',
  'JSON',
  'Terraform',
];

/** Finds words that are not ours, and names in a wrong spelling. */
export function checkPhrases(tree: Root, file: VFile, phrases: readonly Phrase[]): ProseProblem[] {
  const source = String(file);
  const places = location(file);
  const problems: ProseProblem[] = [];
  visit(tree, 'text', ({ position }, _index, parent) => {
    // Struck out: an example of what not to write.
    if (parent?.type === 'delete') return;
    const from = position?.start.offset ?? 0;
    const text = source.slice(from, position?.end.offset);
    const report = (rule: string, at: number, message: string): void => {
      const { line = 1, column = 1 } = places.toPoint(from + at) ?? {};
      problems.push({ rule, message, line, column });
    };
    for (const { pattern, advice } of phrases)
      for (const match of text.matchAll(pattern)) report('phrase', match.index, `“${match[0]}”: ${advice}`);
    for (const term of TERMS)
      for (const { index, found } of misspelled(text, term))
        report('term', index, `“${found}”: write “${term}”`);
  });
  return problems;
}

function* misspelled(text: string, term: string): Generator<{ index: number; found: string }> {
  for (const match of text.matchAll(new RegExp(`(?<![\\w/.-])${term}(?![\\w/-]|\\.\\w)`, 'gi'))) {
    const found = match[0];
    const startsSentence = /(^|[.:|]\s+)$/.test(text.slice(0, match.index)) || match.index === 0;
    const capital = `${term.charAt(0).toUpperCase()}${term.slice(1)}`;
    if (found !== term && !(startsSentence && found === capital)) yield { index: match.index, found };
  }
}
