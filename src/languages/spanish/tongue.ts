import type { Tongue } from '../../sentences/tongue.js'
import { intlFormats } from '../intl.js'

/**
 * Terms: release liberación, refund reembolso, award decisión de arbitraje, settlement arreglo entre las partes,
 * relock nuevo bloqueo, freeze congelación, lock and clock plazo de espera, fee comisión de la red (of the network),
 * honorarios (of an arbiter), deposit depósito, funding depósito.
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
      award: 'una decisión de arbitraje',
      settle: 'un arreglo entre las partes',
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
