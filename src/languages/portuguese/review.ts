import type { ChangedTerm, DeadlineTerm, ReviewSentences } from '../../sentences/review.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import { termValuesIn } from '../../sentences/termValue.js'
import { SIGNERS, type Voice } from '../../sentences/voice.js'
import { isRelative, type Lock } from '../../units/lock.js'
import type { Role } from '../../words.js'

const signedBy = (path: keyof typeof SIGNERS, say: Voice): string => {
  const who = say.people(SIGNERS[path])
  if (path === 'key') return `${who}, com uma só assinatura conjunta (MuSig2)`
  return path === 'workerWithSecret' ? `${who}, conhecendo o segredo` : who
}

const canMove = (who: string, { length }: readonly Role[]): string =>
  length === 1 ? `${who} pode levar o dinheiro sem mais ninguém` : `${who} em conjunto podem mover o dinheiro`

/** A relative lock counts from the confirmation, not from the day on which somebody reads of it. */
const wait = (lock: Lock, say: Voice): string =>
  isRelative(lock) ? `${say.lock(lock)} desde a confirmação do depósito` : say.lock(lock)

const from = (lock: Lock, say: Voice): string =>
  `a partir ${'height' in lock ? 'do' : 'de'} ${say.lock(lock)}`

const deposit = (position: number, say: Voice): string => `o depósito ${say.id(position + 1)}`

const of = ({ deposit: at, deposits }: { deposit: number; deposits: number }, say: Voice): string =>
  deposits > 1 ? `Sobre ${deposit(at, say)}: ` : ''

const missing = (roles: readonly Role[], secret: boolean): string =>
  roles.length + Number(secret) > 1 ? 'faltam' : 'falta'

const waiting = (roles: readonly Role[], secret: boolean, say: Voice): string =>
  say.and([...roles.map(say.role), ...(secret ? ['o segredo'] : [])])

const DEADLINES: Readonly<Record<DeadlineTerm, string>> = {
  silence: 'o fim por silêncio',
  rescue: 'o início do resgate',
  'dispute.from': 'o início das disputas',
  'dispute.backupFrom': 'o início da vez do árbitro suplente',
}

const CHANGED: Readonly<Record<ChangedTerm, string>> = {
  role: 'tudo o que diz respeito a uma pessoa',
  keys: 'as chaves',
  threshold: 'quantas chaves precisam assinar',
  address: 'o endereço',
  payees: 'quem recebe',
  fee: 'os honorários',
  keyPath: 'se empregador e trabalhador podem assinar com uma só assinatura conjunta',
  milestone: 'a etapa inteira',
  amount: 'o valor',
  memo: 'a nota breve',
  secretHash: 'o hash do segredo',
  silencePays: 'a quem se paga se houver silêncio',
  silenceAfter: 'quando se paga se houver silêncio',
  rescue: 'o resgate',
  dispute: 'as condições das disputas',
  network: 'a rede',
  weights: 'os pesos dos caminhos',
  document: 'o documento',
  salt: 'o sal',
}

const termName = ({ term, role, milestone }: ReviewSentences['termName'], say: Voice): string =>
  `${CHANGED[term]}${role === undefined ? '' : ` (${say.role(role)})`}${milestone === undefined ? '' : ` (etapa ${say.id(milestone)})`}`

const termValue = /* @__PURE__ */ termValuesIn({
  nothing: 'nada',
  percent: '%',
  colon: ': ',
  times: {
    from: DEADLINES['dispute.from'],
    decision: 'o prazo para decidir',
    backupFrom: DEADLINES['dispute.backupFrom'],
  },
})

/** What a review says, in Portuguese. */
export const PORTUGUESE_REVIEW: Catalogue<ReviewSentences> = {
  ruleLifted: ({ rule }, say) => `a regra ${say.code(rule)} foi retirada quando este gasto foi planejado`,
  planRefuses: ({ message }, say) =>
    `uma regra do plano recusa isto (mensagem do programa, em inglês: “${say.code(message)}”)`,
  fundingUnconfirmed: () =>
    'não se sabe se o depósito está confirmado; quem o pagou talvez ainda possa gastá-lo em outro lugar',
  choiceInputsUnnamed: ({ contracts }, say) =>
    `isto gasta o dinheiro de ${say.number(contracts)} contratos, e o que foi escolhido não os nomeia como entradas`,
  choiceInputs: ({ spent, chosen }, say) =>
    `isto gasta ${say.and(spent.map(say.outpoint))}, mas o escolhido era gastar ${say.and(chosen.map(say.outpoint))}`,
  choicePath: ({ path, chosen }, say) =>
    `quem assina este gasto: ${signedBy(path, say)}; quem assina o gasto que foi escolhido: ${signedBy(chosen, say)}`,
  choiceAmounts: ({ outcome }, say) =>
    `isto é ${say.outcome(outcome)}, mas não paga como foi escolhido: paga a outros, ou outros valores`,
  choiceOutcome: ({ outcome, chosen }, say) =>
    `isto é ${say.outcome(outcome)}, mas o escolhido era ${say.outcome(chosen)}`,
  choiceLeast: ({ role, received, least }, say) =>
    `${say.role(role)} recebe ${say.amount(received)}, mas o escolhido era que recebesse pelo menos ${say.amount(least)}`,
  choiceFee: ({ fee, most }, say) =>
    `a rede leva ${say.amount(fee)}, mas o escolhido era que levasse no máximo ${say.amount(most)}`,
  targetRoleGone: ({ agreement, role }, say) =>
    `o acordo ${say.code(agreement)} já não tem ${say.role(role)}`,
  targetRoleReplaced: ({ agreement, role }, say) =>
    `no acordo ${say.code(agreement)} outras chaves, diferentes das daqui, assinam como ${say.role(role)}`,
  targetRoleAdded: ({ agreement, role }, say) =>
    `o acordo ${say.code(agreement)} tem chaves para ${say.role(role)}, e o acordo de agora não tem nenhuma: quem tiver essas chaves, junto com qualquer uma das duas partes, pode levar o que for movido para lá`,
  targetDeadlinePast: ({ contract, lock, term }, say) =>
    `isto envia dinheiro para o contrato ${say.id(contract)}, e nele ${DEADLINES[term]} (${say.lock(lock)}) já passou`,
  targetDeadlineNear: ({ contract, lock, term }, say) =>
    `isto envia dinheiro para o contrato ${say.id(contract)}, e nele ${DEADLINES[term]} (${say.lock(lock)}) não deixa tempo para uma decisão`,
  targetOpenNow: ({ contract, role }, say) =>
    `isto envia dinheiro para o contrato ${say.id(contract)}, e ${say.role(role)} pode levá-lo imediatamente, sem mais ninguém`,
  targetOpenSoon: ({ contract, role, left }, say) =>
    `isto envia dinheiro para o contrato ${say.id(contract)}, e daqui a ${say.span(left)} ${say.role(role)} pode levá-lo sem mais ninguém`,
  targetLocksOut: ({ contract, role }, say) =>
    `isto envia dinheiro para o contrato ${say.id(contract)}, e dele ${say.role(role)} não recebe nada durante dois anos se a outra parte desaparecer`,
  raceNow: ({ parties }, say) =>
    `agora mesmo ${canMove(say.people(parties), parties)}; outra transação pode ser confirmada antes desta`,
  raceSoon: ({ parties, left }, say) =>
    `daqui a ${say.span(left)} ${canMove(say.people(parties), parties)}; outra transação pode ser confirmada antes desta`,
  deadlineUnreadable: ({ parties, lock, wanted, deposit: at }, say) =>
    `não se conhece ${wanted === 'confirmedAt' ? 'o bloco' : 'a hora do bloco'} que confirmou ${deposit(at, say)}, por isso ninguém pode dizer a partir de quando ${canMove(say.people(parties), parties)}; o prazo de espera: ${wait(lock, say)}`,
  clockNotBegun: ({ deposit: at, lock }, say) =>
    `não se sabe se ${deposit(at, say)} está confirmado: o prazo de espera de ${say.lock(lock)} começa com o bloco que o confirmar`,
  lockAhead: ({ deposit: at, lock, left }, say) =>
    `${deposit(at, say)} só abre quando terminar o prazo de espera: ${wait(lock, say)}; tempo que falta: ${say.span(left)}`,
  swapTimeout: ({ timeout, left, least, most }, say) =>
    `a devolução da troca abre no bloco ${say.id(timeout)}; blocos que faltam: ${say.number(left)}; para ser seguro têm de faltar de ${say.number(least)} a ${say.number(most)}`,
  swapTwice: () =>
    'você assinou um gasto de outro dinheiro para a mesma troca, e o que chegar em segundo lugar é levado sem que nada seja dado por ele',
  signedBefore: ({ outcome, fee }, say) =>
    `você já assinou antes ${say.outcome(outcome)} sobre o mesmo dinheiro, com uma taxa da rede de ${say.amount(fee)}, e essa assinatura vale até que o dinheiro seja gasto de outra maneira`,

  spendsDeposit: ({ milestone, memo, contract, amount, outpoint }, say) =>
    `Isto gasta a etapa ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, contrato ${say.id(contract)}: ${say.amount(amount)} em ${say.outpoint(outpoint)}.`,
  isOutcome: ({ outcome, pot, path }, say) =>
    `Este gasto é ${say.outcome(outcome)} de ${say.amount(pot)}. Quem assina: ${signedBy(path, say)}.`,
  paysOut: ({ amount, to, address }, say) =>
    `Para ${say.payees(to)}: ${say.amount(amount)}, no endereço ${say.code(address)}.`,
  networkTakes: ({ amount, rate, percent }, say) =>
    `A rede leva ${say.amount(amount)}: ${say.decimal(rate)} sat/vB, ${say.decimal(percent)}% do dinheiro que é gasto.`,
  arbiterTakes: ({ amount, role }, say) => `${say.Role(role)} leva ${say.amount(amount)}.`,
  youReceive: ({ amount }, say) => `Você recebe ${say.amount(amount)}.`,
  youReceiveNothing: () => 'Você não recebe nada.',
  addressShared: ({ amount, roles }, say) =>
    `Disso, ${say.amount(amount)} vão para um endereço em que também ${roles.length === 1 ? 'recebe' : 'recebem'} ${say.people(roles)}.`,
  swapTakes: ({ yours, amount, address, provider, client, paymentHash, timeout }, say) =>
    `${yours ? 'Da sua parte' : `Da parte que ${say.role('worker')} recebe`}, ${say.amount(amount)} vão para uma troca (${say.code(address)}): quem tem a chave ${say.code(provider)} pode retirá-los com a pré-imagem de ${say.code(paymentHash)}; o que não for retirado volta para ${yours ? 'você, com ' : ''}a chave ${say.code(client)}, depois do bloco ${say.id(timeout)}.`,
  spendAfterConfirmation: () =>
    'Não gaste o que você recebe aqui antes de esta transação estar confirmada: gastá-lo antes pode impedir que quem recebe junto com você a acelere.',
  waitsAfterYou: ({ roles, secret }, say) =>
    `Depois de você ainda ${missing(roles, secret)}: ${waiting(roles, secret, say)}.`,
  waitsWithoutYou: ({ roles, secret }, say) =>
    `A sua assinatura não é pedida; ${missing(roles, secret)}: ${waiting(roles, secret, say)}.`,
  broadcastWithYou: ({ locked }) =>
    `Com a sua assinatura, qualquer um que tenha esta transação pode enviá-la para a rede${locked ? ', quando o prazo de espera tiver terminado' : ''}.`,
  broadcastWithoutYou: ({ locked }) =>
    `Mesmo que você não assine, qualquer um que tenha esta transação pode enviá-la para a rede${locked ? ', quando o prazo de espera tiver terminado' : ''}.`,
  canMoveAtOnce: ({ parties, secret, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} imediatamente${secret ? ', se tiver o segredo' : ''}.`,
  canMoveOnceOpen: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} quando terminar o prazo de espera: ${wait(lock, say)}.`,
  canMoveAlready: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} desde já; o prazo de espera já terminou: ${wait(lock, say)}.`,
  canMoveIn: ({ parties, lock, left, ...at }, say) =>
    `${of(at, say)}Daqui a ${say.span(left)} ${canMove(say.people(parties), parties)}; então termina o prazo de espera: ${wait(lock, say)}.`,
  relocksIntoItself: () => 'Cada saída volta exatamente ao script de onde vem.',
  relocksIntoContract: ({ contract }, say) =>
    `O que fica guardado vai para o contrato ${say.id(contract)} do mesmo acordo: a saída tem exatamente o script desse contrato.`,
  relocksIntoAmendment: ({ contract, agreement, accepted }, say) =>
    `O que fica guardado vai para o contrato ${say.id(contract)} do acordo ${say.code(agreement)}, que altera este e que ${accepted ? 'todos aceitaram' : 'nem todos aceitaram'}: a saída tem exatamente o script desse contrato.`,
  termName,
  amendmentChanges: ({ before, after, worseFor, ...of }, say) =>
    `A alteração muda ${termName(of, say)}; antes: ${termValue({ value: before }, say)}; depois: ${termValue({ value: after }, say)}${worseFor === undefined ? '' : `; é pior para ${say.role(worseFor)}`}.`,
  termValue,
  targetOpensWithSecret: ({ contract, role }, say) =>
    `Contrato ${say.id(contract)}, que recebe dinheiro: ${say.role(role)} pode levá-lo sem mais ninguém se tiver o segredo.`,
  targetOpensAfter: ({ contract, role, lock }, say) =>
    `Contrato ${say.id(contract)}, que recebe dinheiro: ${say.role(role)} pode levá-lo sem mais ninguém a partir de ${say.lock(lock)} depois que isto for confirmado.`,
  targetOpensFrom: ({ contract, role, lock }, say) =>
    `Contrato ${say.id(contract)}, que recebe dinheiro: ${say.role(role)} pode levá-lo sem mais ninguém ${from(lock, say)}.`,
  targetOpensAtOnce: ({ contract, role, lock }, say) =>
    `Contrato ${say.id(contract)}, que recebe dinheiro: ${say.role(role)} pode levá-lo imediatamente, sem mais ninguém; o prazo de espera já terminou: ${say.lock(lock)}.`,
  targetOpensIn: ({ contract, role, lock, left }, say) =>
    `Contrato ${say.id(contract)}, que recebe dinheiro: ${say.role(role)} pode levá-lo sem mais ninguém ${from(lock, say)}; tempo que falta: ${say.span(left)}.`,
  clockRestarts: ({ lock }, say) =>
    `O prazo de espera de ${say.lock(lock)} começa de novo quando isto for confirmado.`,
  freezeAgain: ({ fee }, say) =>
    `Pode ser feito de novo, quantas vezes combinarem os que assinam, com uma taxa da rede em cada vez: agora ${say.amount(fee)}.`,
  freezeUseless: ({ fee }, say) =>
    `Nenhum prazo de espera começa de novo, porque todos terminam em datas ou blocos fixos: isto não serve para nada e custa ${say.amount(fee)}.`,
  secretBecomesPublic: () => 'O segredo torna-se público e isso não pode ser desfeito.',
  signatureStays: () =>
    'Uma assinatura não pode ser retirada: ela vale até que o mesmo dinheiro seja gasto de outra maneira.',
  refused: ({ rule, objection }, say) =>
    `Recusado (${say.code(rule)}): ${textOf(objection, { catalogue: PORTUGUESE_REVIEW, voice: say })}.`,
  warned: ({ rule, objection }, say) =>
    `Aviso (${say.code(rule)}): ${textOf(objection, { catalogue: PORTUGUESE_REVIEW, voice: say })}.`,
}
