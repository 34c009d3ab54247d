import type { LeafJudgement } from '../judge.js'
import { type Html, html } from './markup.js'
import { copyable } from './pieces.js'

/** What others say of a leaf: the analysis of Miniscript, the limits of consensus and of relay. */
export const judgementPart = ({ leaf, miniscript, limits }: LeafJudgement): Html =>
  html`${
    miniscript === undefined
      ? html`<p>It is no Miniscript that is known.</p>
`
      : html`<p>Miniscript: ${copyable(miniscript.text, `Miniscript of ${leaf}`)} <small>${
          miniscript.sane
            ? 'sane'
            : `not sane${miniscript.reason === undefined ? '' : `: ${miniscript.reason}`}`
        }, ${miniscript.nonMalleable ? 'not malleable' : 'malleable'}, ${
          miniscript.needsSignature ? 'always needs a signature' : 'can be taken without a signature'
        }</small></p>
`
  }${limits.map(
    ({
      layer,
      rule,
      text,
    }) => html`<p class="warning">${layer === 'consensus' ? 'Consensus' : 'Relay'}: ${text} <small>${rule}</small></p>
`,
  )}`
