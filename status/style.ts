/** How the element looks in its small sizes. Ratios of the tones against every ground are held in `contrast.test.ts`. */

import { WIDEST_LABEL } from './words.ts';

/** Hidden from sight, but not from screen readers. */
export const UNSEEN = 'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)';

const tone = (name: string, light: string, dark: string) =>
  `[data-tone=${name}]{color:var(--hokusai-status-${name},light-dark(${light},${dark}))}`;

export const STYLE = `
:host{display:inline-block;position:relative;white-space:nowrap}
:host([hidden]){display:none}
:host([theme=light]){color-scheme:light}
:host([theme=dark]){color-scheme:dark}
:host([theme=auto]){color-scheme:light dark}
.unseen{${UNSEEN}}
.badge{display:inline-block;vertical-align:top}
.badge::after{content:"${WIDEST_LABEL}";display:block;height:0;overflow:hidden;visibility:hidden}
:host([stale]) [part=label]{text-decoration:underline dotted}
:host([size=line]){white-space:normal}
svg{width:1em;height:1em;margin-inline-end:.4em;vertical-align:-.125em;fill:none;stroke:currentcolor;stroke-width:1.6;stroke-linecap:round}
${tone('pass', '#15713a', '#58d68d')}
${tone('warn', '#8a5300', '#ffc24b')}
${tone('fail', '#b3261e', '#ff9b93')}
${tone('maintenance', '#0b5cad', '#8ab8ff')}
svg :first-child{fill:currentcolor}
:host([stale]) svg{fill-opacity:0}
:host(:not([stale])) .cut{stroke:var(--hokusai-status-background,Canvas)}
[data-tone=checking]{stroke-dasharray:3}
@media(forced-colors:active){svg[data-tone]{color:CanvasText}}
`;
