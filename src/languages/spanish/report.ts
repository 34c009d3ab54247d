import type { ReportWords } from '../../sentences/report.js'
import type { Voice } from '../../sentences/voice.js'
import { subjectsIn } from '../subjects.js'
import { SPANISH_PHRASES } from './phrases.js'
import { SPANISH_HEADS } from './reportHeads.js'

const several = (count: number, [one, many]: readonly [string, string], say: Voice): string =>
  `${say.number(count)} ${say.plural(count) === 'one' ? one : many}`

const secret = (count: number, say: Voice): string =>
  count === 0
    ? ''
    : count === 1
      ? ', conociendo el secreto'
      : `, conociendo ${several(count, ['secreto', 'secretos'], say)}`

const CONTRACTS = ['contrato', 'contratos'] as const
const SEVERITIES = {
  danger: ['peligro', 'peligros'],
  warning: ['advertencia', 'advertencias'],
  note: ['nota', 'notas'],
} as const
const STANDINGS = {
  unfunded: 'sin fondos',
  arriving: 'con un depósito en camino',
  confirming: 'con un depósito por confirmar',
  funded: 'con fondos',
  leaving: 'con un gasto en camino',
  left: 'cuyo dinero ya salió',
} as const

const HOW = {
  deposit: 'Deposita dinero en el',
  freeze: 'Congela: el dinero vuelve al',
  relock: 'Bloquea dinero de nuevo en el',
  amendment: 'Mueve dinero a un acuerdo modificado, al',
  other: 'Mueve dinero a otro acuerdo, al',
} as const

const about = /* @__PURE__ */ subjectsIn({
  named: SPANISH_PHRASES.named,
  contracts: ({ contracts, count }) => `${count === 1 ? 'contrato' : 'contratos'} ${contracts}`,
  device: ({ device }, say) => `dispositivo ${say.code(device)}`,
  claim: ({ position }, say) => `afirmación ${say.id(position)}`,
  way: ({ signers }) => `vía con firma de: ${signers}`,
  leaf: ({ leaf }) => `hoja ${leaf}`,
})

/** Reports in Spanish. */
export const SPANISH_REPORT: ReportWords = {
  heads: SPANISH_HEADS,
  sentences: {
    titleAgreement: ({ contracts }, say) =>
      `Auditoría de un acuerdo con ${several(contracts, CONTRACTS, say)}`,
    found: ({ found }, say) => `Se encontró: ${say.and(found)}.`,
    counted: ({ severity, count }, say) => several(count, SEVERITIES[severity], say),
    soNow: ({ height, time, contracts }, say) =>
      `Situación en el bloque ${say.id(height)}${time === undefined ? '' : `, hacia el ${say.moment(time)}`}${contracts.length === 0 ? '' : `: ${say.and(contracts)}`}.`,
    standing: ({ word, count }, say) => `${several(count, CONTRACTS, say)} ${STANDINGS[word]}`,
    onlyNotes: ({ notes }) =>
      `Esta auditoría no encontró peligros ni advertencias. Más abajo: ${notes} sobre lo que permiten las condiciones.`,
    otherCauses: ({ count }, say) =>
      `Y ${several(count, ['causa más', 'causas más'], say)}: véanse los hallazgos.`,
    moreOf: ({ count, code }, say) => `${say.number(count)} más de ${say.code(code)}`,
    enginesAgree: ({ compared }, say) =>
      `Dos programas que no comparten código lo calcularon y coinciden en ${compared === 1 ? 'el único valor' : `los ${say.number(compared)} valores`}.`,
    enginesDiffer: ({ differences, compared }, say) =>
      `Los dos programas difieren en ${several(differences, ['valor', 'valores'], say)} de ${say.number(compared)}: no se fíe de ninguno.`,
    moment: ({ kind, when }) =>
      kind === 'height'
        ? `después del ${when}`
        : kind === 'time'
          ? `desde el ${when}`
          : `${when} después del depósito`,
    coalition: ({ who, secrets }, say) =>
      `${who.length === 0 ? 'cualquiera' : `${say.and(who)} ${who.length === 1 ? '(sin nadie más)' : '(juntos)'}`}${secret(secrets, say)}`,
    signers: ({ who, secrets }, say) =>
      `${who.length === 0 ? 'cualquiera' : say.and(who)}${secret(secrets, say)}`,
    someKeys: ({ who, keys, of }, say) => `${who} (${say.number(keys)} de ${say.number(of)})`,
    keyNumber: ({ who, position }, say) => `${who}, clave ${say.id(position)}`,
    together: ({ who }, say) => `${say.and(who)} juntos, una sola firma (MuSig2)`,
    alone: ({ who }) => `${who} (sin nadie más)`,
    forWhom: ({ who }) => `Para ${who}`,
    asContract: ({ index }, say) => `Como el contrato ${say.id(index)}`,
    notUnderstood: ({ name }, say) =>
      `No se entiende ${say.code(name)}: puede haber más personas capaces de mover el dinero que las que se muestran aquí.`,
    notListed: ({ combinations, stretches }, say) =>
      `No se enumeran por ser demasiados: combinaciones (${say.number(combinations)}), períodos de tiempo (${say.number(stretches)}).`,
    from: ({ amount }) => `desde ${amount}`,
    outcome: ({ outcome }, say) => (outcome === 'sweep' ? 'todo a una sola salida' : say.outcome(outcome)),
    pushesKey: ({ who }) => `pone en la pila una clave de: ${who}`,
    inputSpends: ({ input, contract, signers }, say) =>
      `La entrada ${say.id(input)} gasta el dinero del contrato ${say.id(contract)}${signers === undefined ? '' : ` (firmantes: ${signers})`}:`,
    contractHolds: ({ contract, amount }, say) => `Contrato ${say.id(contract)}: ${say.amount(amount)} en`,
    notTransaction: ({ position }, say) =>
      `Lo que se dio con el número ${say.id(position)} no es una transacción:`,
    signatures: ({ role, signed, needed }, say) => `${role} ${say.number(signed)} de ${say.number(needed)}`,
    quorum: ({ threshold, keys }, say) => `${say.number(threshold)} de ${say.number(keys)}`,
    tracedSpend: ({ input, contract, amount, signers }, say) =>
      `La entrada ${say.id(input)} gasta el contrato ${say.id(contract)}${amount === undefined ? '' : `, ${say.amount(amount)}`}; ${signers === undefined ? 'no firmó nadie' : `quién firmó: ${signers}`}.`,
    tracedForeign: ({ input, contract, amount }, say) =>
      `La entrada ${say.id(input)} gasta el contrato ${say.id(contract)}${amount === undefined ? '' : `, ${say.amount(amount)}`}, de una manera que el contrato no tiene:`,
    tracedSignature: ({ who, verdict }) =>
      verdict === 'invalid'
        ? `Una firma no es válida; de quién: ${who}.`
        : `Una firma no se pudo comprobar, porque no se conocen todas las salidas que se gastan; de quién: ${who}.`,
    tracedOutput: ({ output, amount, to }, say) =>
      `La salida ${say.id(output)} paga ${say.amount(amount)}; a quién: ${to ?? 'un script que el acuerdo no conoce'}.`,
    tracedFunding: ({ how, contract, amount, output, match, spentBy }, say) =>
      `${HOW[how]} contrato ${say.id(contract)} con ${say.amount(amount)} en la salida ${say.id(output)}${match === 'exact' ? '' : `, ${match === 'under' ? 'menos' : 'más'} de lo que dice la etapa`}; ${spentBy === undefined ? 'nada de lo entregado aquí lo gasta' : `lo gasta ${say.code(spentBy)}`}.`,
    tracedOutcome: ({ outcome, signers }, say) =>
      `Esto es ${say.outcome(outcome)}, tal como lo prevé el acuerdo con firma de: ${signers}.`,
    tracedWouldPay: ({ outcome, to, expected, received }, say) =>
      `Con ${say.outcome(outcome)}, ${to} recibiría ${say.amount(expected)}; esto le paga ${say.amount(received)}.`,
    tracedStrangers: ({ outputs, count }) =>
      `El acuerdo no nombra a nadie para ${count === 1 ? 'la salida' : 'las salidas'} ${outputs}. Una parte de lo que cobra el trabajador puede ir a un intercambio hacia Lightning, cosa que ningún acuerdo dice: para que se compruebe, entregue los datos del intercambio, de los que se deduce su salida.`,
    tracedUnusual: () => 'Tiene algo fuera de lo habitual:',
  },
  about,
  told: SPANISH_PHRASES.told,
}
