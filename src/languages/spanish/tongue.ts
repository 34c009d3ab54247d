import type { Tongue } from '../../sentences/language.js'
import { intlFormats } from '../intl.js'

/**
 * Terms: release liberación, refund reembolso, award laudo, settlement arreglo, relock nuevo bloqueo, freeze
 * congelación, lock plazo, fee comisión, deposit depósito, funding depósito.
 */
export const SPANISH_TONGUE: Tongue = {
  tag: 'es',
  dir: 'ltr',
  formats: /* @__PURE__ */ intlFormats('es'),
  terms: {
    roles: {
      employer: 'el empleador',
      worker: 'el trabajador',
      arbiter: 'el árbitro',
      backupArbiter: 'el árbitro suplente',
    },
    outcomes: {
      release: 'una liberación',
      refund: 'un reembolso',
      award: 'un laudo',
      settle: 'un arreglo',
      relock: 'un nuevo bloqueo',
      freeze: 'una congelación',
    },
    payee: (worker, position) => `${worker} (beneficiario ${position})`,
    contract: (index) => `el contrato ${index}`,
    swap: 'un intercambio',
    block: (height) => `bloque ${height}`,
    chainTime: (moment) => moment,
    blocks: (count, plural) => `${count} ${plural === 'one' ? 'bloque' : 'bloques'}`,
    seconds: (count, plural) => `${count} ${plural === 'one' ? 'segundo' : 'segundos'}`,
    about: (length) => `aproximadamente ${length}`,
    notShown: (characters) => `un texto de ${characters} caracteres que no se muestra`,
    join: ' ',
  },
}
