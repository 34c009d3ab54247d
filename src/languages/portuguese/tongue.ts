import type { Tongue } from '../../sentences/tongue.js'
import { intlFormats } from '../intl.js'

/**
 * Terms: release liberação, refund reembolso, award decisão arbitral, settlement acordo entre as partes, relock novo
 * bloqueio, freeze congelamento, lock and clock prazo de espera, fee taxa da rede (of the network), honorários (of an
 * arbiter), deposit depósito.
 */
export const PORTUGUESE_TONGUE: Tongue = {
  tag: 'pt',
  dir: 'ltr',
  formats: /* @__PURE__ */ intlFormats('pt'),
  terms: {
    roles: {
      employer: 'o empregador',
      worker: 'o trabalhador',
      arbiter: 'o árbitro',
      backupArbiter: 'o árbitro suplente',
    },
    outcomes: {
      release: 'uma liberação',
      refund: 'um reembolso',
      award: 'uma decisão arbitral',
      settle: 'um acordo entre as partes',
      relock: 'um novo bloqueio',
      freeze: 'um congelamento',
    },
    payee: (worker, position) => `${worker} (beneficiário ${position})`,
    contract: (index) => `o contrato ${index}`,
    swap: 'uma troca',
    block: (height) => `bloco ${height}`,
    chainTime: (moment) => moment,
    blocks: (count, plural) => `${count} ${plural === 'one' ? 'bloco' : 'blocos'}`,
    seconds: (count, plural) => `${count} ${plural === 'one' ? 'segundo' : 'segundos'}`,
    about: (length) => `cerca de ${length}`,
    notShown: (characters) => `um texto de ${characters} caracteres que não é mostrado`,
    join: ' ',
  },
}
