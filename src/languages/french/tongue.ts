import type { Tongue } from '../../sentences/tongue.js'
import { intlFormats } from '../intl.js'

/**
 * Terms: release libération, refund remboursement, award décision d'arbitrage, settlement accord amiable, relock
 * nouveau blocage, freeze gel, lock délai d'attente, fee frais (of the network), honoraires (of an arbiter), deposit
 * dépôt.
 */
export const FRENCH_TONGUE: Tongue = {
  tag: 'fr',
  dir: 'ltr',
  formats: /* @__PURE__ */ intlFormats('fr'),
  terms: {
    roles: {
      employer: "l'employeur",
      worker: 'le travailleur',
      arbiter: "l'arbitre",
      backupArbiter: "l'arbitre suppléant",
    },
    outcomes: {
      release: 'une libération',
      refund: 'un remboursement',
      award: "une décision d'arbitrage",
      settle: 'un accord amiable',
      relock: 'un nouveau blocage',
      freeze: 'un gel',
    },
    payee: (worker, position) => `${worker} (bénéficiaire ${position})`,
    contract: (index) => `le contrat ${index}`,
    swap: 'un échange',
    block: (height) => `bloc ${height}`,
    chainTime: (moment) => moment,
    blocks: (count, plural) => `${count} ${plural === 'one' ? 'bloc' : 'blocs'}`,
    seconds: (count, plural) => `${count} ${plural === 'one' ? 'seconde' : 'secondes'}`,
    about: (length) => `environ ${length}`,
    notShown: (characters) => `un texte de ${characters} caractères qui n'est pas montré`,
    join: ' ',
  },
}
