import type { LeafJudgement, LeafLimit, MiniscriptJudgement } from '../judge.js'
import { type Html, html } from './markup.js'
import { copyable } from './pieces.js'

export const NO_MINISCRIPT = 'It is no Miniscript that is known.'

/** What the analysis of Miniscript says. */
export const miniscriptText = ({ sane, reason, nonMalleable, needsSignature }: MiniscriptJudgement): string =>
  [
    sane ? 'sane' : `not sane${reason === undefined ? '' : ` (${reason.replace(/^sane: |\.$/g, '')})`}`,
    nonMalleable ? 'not malleable' : 'malleable',
    needsSignature ? 'always needs a signature' : 'can be taken without a signature',
  ].join(', ')

/** A limit of consensus or of relay. */
export const limitText = ({ layer, text }: LeafLimit): string =>
  `${layer === 'consensus' ? 'Consensus' : 'Relay'}: ${text}`

/** What others say of a leaf: the analysis of Miniscript, the limits of consensus and of relay. */
export const judgementPart = ({ leaf, miniscript, limits }: LeafJudgement): Html =>
  html`${
    miniscript === undefined
      ? html`<p>${NO_MINISCRIPT}</p>
`
      : html`<p>Miniscript: ${copyable(miniscript.text, `Miniscript of ${leaf}`)} <small>${miniscriptText(miniscript)}</small></p>
`
  }${limits.map(
    (limit) => html`<p class="warning">${limitText(limit)} <small>${limit.rule}</small></p>
`,
  )}`
