import type { ChangedTerm, DeadlineTerm, ReviewSentences } from '../../sentences/review.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import { termValueText } from '../../sentences/termValue.js'
import { SIGNERS, type Voice } from '../../sentences/voice.js'
import type { Role } from '../../words.js'

const signedBy = (path: keyof typeof SIGNERS, say: Voice): string => {
  const who = say.people(SIGNERS[path])
  if (path === 'key') return `${who}, com uma só assinatura conjunta (MuSig2)`
  return path === 'workerWithSecret' ? `${who}, com o segredo` : who
}

const canMove = (who: string, { length }: readonly Role[]): string =>
  length === 1 ? `${who} pode levar o dinheiro sem mais ninguém` : `${who} em conjunto podem mover o dinheiro`

const deposit = (position: number, say: Voice): string => `o depósito ${say.id(position + 1)}`

const of = ({ deposit: at, deposits }: { deposit: number; deposits: number }, say: Voice): string =>
  deposits > 1 ? `Sobre ${deposit(at, say)}: ` : ''

const waiting = (roles: readonly Role[], secret: boolean, say: Voice): string =>
  say.and([...roles.map(say.role), ...(secret ? ['o segredo'] : [])])

const DEADLINES: Readonly<Record<DeadlineTerm, string>> = {
  silence: 'o fim por silêncio',
  rescue: 'o resgate',
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
  memo: 'a descrição',
  secretHash: 'o hash do segredo',
  silencePays: 'a quem o silêncio paga',
  silenceAfter: 'quando o silêncio paga',
  rescue: 'o resgate',
  dispute: 'as condições das disputas',
  network: 'a rede',
  weights: 'os pesos dos caminhos',
  document: 'o documento',
  salt: 'o sal',
}

/** What a review says, in Portuguese. */
export const PORTUGUESE_REVIEW: Catalogue<ReviewSentences> = {
  ruleLifted: ({ rule }, say) => `a regra ${say.code(rule)} foi dispensada quando este gasto foi planejado`,
  planRefuses: ({ message }, say) => `uma regra do plano o recusa: ${say.code(message)}`,
  fundingUnconfirmed: () =>
    'não se sabe se o depósito está confirmado; quem o pagou talvez ainda possa gastá-lo em outro lugar',
  choiceInputsUnnamed: ({ contracts }, say) =>
    `isto gasta o dinheiro de ${say.number(contracts)} contratos, e a escolha não os nomeia como entradas`,
  choiceInputs: ({ spent, chosen }, say) =>
    `isto gasta ${say.and(spent.map(say.outpoint))}, e foi escolhido ${say.and(chosen.map(say.outpoint))}`,
  choicePath: ({ path, chosen }, say) =>
    `quem assina isto: ${signedBy(path, say)}; foi escolhido um gasto que outros assinam: ${signedBy(chosen, say)}`,
  choiceAmounts: ({ outcome }, say) =>
    `isto é ${say.outcome(outcome)} que paga a outros, ou outros valores, do que foi escolhido`,
  choiceOutcome: ({ outcome, chosen }, say) =>
    `isto é ${say.outcome(outcome)}, e foi escolhido: ${say.outcome(chosen)}`,
  choiceLeast: ({ role, received, least }, say) =>
    `${say.role(role)} recebe ${say.amount(received)}, e foi escolhido pelo menos ${say.amount(least)}`,
  choiceFee: ({ fee, most }, say) =>
    `a rede leva ${say.amount(fee)}, e foi escolhido no máximo ${say.amount(most)}`,
  targetRoleGone: ({ agreement, role }, say) =>
    `o acordo ${say.code(agreement)} já não tem ${say.role(role)}`,
  targetRoleReplaced: ({ agreement, role }, say) =>
    `outras chaves agem para ${say.role(role)} no acordo ${say.code(agreement)}`,
  targetRoleAdded: ({ agreement, role }, say) =>
    `o acordo ${say.code(agreement)} tem chaves para ${say.role(role)}, e este não tem nenhuma: com qualquer uma das partes elas podem levar o que for movido para lá`,
  targetDeadlinePast: ({ contract, lock, term }, say) =>
    `o contrato ${say.id(contract)} é pago, e nele ${DEADLINES[term]} (${say.lock(lock)}) já passou`,
  targetDeadlineNear: ({ contract, lock, term }, say) =>
    `o contrato ${say.id(contract)} é pago, e nele ${DEADLINES[term]} (${say.lock(lock)}) não deixa tempo para uma decisão`,
  targetOpenNow: ({ contract, role }, say) =>
    `o contrato ${say.id(contract)} é pago, e ${say.role(role)} pode levá-lo já, sem mais ninguém`,
  targetOpenSoon: ({ contract, role, left }, say) =>
    `o contrato ${say.id(contract)} é pago, e ${say.role(role)} pode levá-lo sem mais ninguém dentro de ${say.span(left)}`,
  targetLocksOut: ({ contract, role }, say) =>
    `o contrato ${say.id(contract)} é pago, e dele ${say.role(role)} não recebe nada em dois anos se a outra parte desaparecer`,
  raceNow: ({ parties }, say) =>
    `já agora ${canMove(say.people(parties), parties)}; esta transação pode perder a corrida`,
  raceSoon: ({ parties, left }, say) =>
    `daqui a ${say.span(left)} ${canMove(say.people(parties), parties)}; esta transação pode perder a corrida`,
  deadlineUnreadable: ({ parties, lock, wanted, deposit: at }, say) =>
    `não se conhece ${wanted === 'confirmedAt' ? 'o bloco' : 'a hora do bloco'} que confirmou ${deposit(at, say)}, por isso ninguém sabe desde quando ${canMove(say.people(parties), parties)}; o prazo: ${say.lock(lock)}`,
  clockNotBegun: ({ deposit: at, lock }, say) =>
    `não se sabe se ${deposit(at, say)} está confirmado: o seu prazo de ${say.lock(lock)} começa com o bloco que o confirmar`,
  lockAhead: ({ deposit: at, lock, left }, say) =>
    `${deposit(at, say)} só abre depois deste prazo: ${say.lock(lock)}; ainda faltam ${say.span(left)}`,
  swapTimeout: ({ timeout, left, least, most }, say) =>
    `a devolução da troca abre no bloco ${say.id(timeout)}, a ${say.number(left)} blocos de agora: de ${say.number(least)} a ${say.number(most)} é seguro`,
  swapTwice: () =>
    'você assinou um gasto de outro dinheiro para a mesma troca, e o que chega em segundo lugar é levado a troco de nada',
  signedBefore: ({ outcome, fee }, say) =>
    `você já assinou antes ${say.outcome(outcome)} do mesmo dinheiro com uma taxa de ${say.amount(fee)}, e isso vale para sempre`,

  spendsDeposit: ({ milestone, memo, contract, amount, outpoint }, say) =>
    `Gasta a etapa ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, contrato ${say.id(contract)}: ${say.amount(amount)} em ${say.outpoint(outpoint)}.`,
  isOutcome: ({ outcome, pot, path }, say) =>
    `Este gasto é ${say.outcome(outcome)} de ${say.amount(pot)}. Quem assina: ${signedBy(path, say)}.`,
  paysOut: ({ amount, to, address }, say) =>
    `Para ${say.payees(to)}: ${say.amount(amount)}, no endereço ${say.code(address)}.`,
  networkTakes: ({ amount, rate, percent }, say) =>
    `A rede leva ${say.amount(amount)}: ${say.decimal(rate)} sat/vB, ${say.decimal(percent)} % das entradas.`,
  arbiterTakes: ({ amount, role }, say) => `${say.Role(role)} leva ${say.amount(amount)}.`,
  youReceive: ({ amount }, say) => `Você recebe ${say.amount(amount)}.`,
  youReceiveNothing: () => 'Você não recebe nada.',
  addressShared: ({ amount, roles }, say) =>
    `Disso, ${say.amount(amount)} vão para um endereço em que também recebe ${say.people(roles)}.`,
  swapTakes: ({ yours, amount, address, provider, client, paymentHash, timeout }, say) =>
    `${yours ? 'Da sua parte' : `Da parte do trabalho (${say.role('worker')})`}, ${say.amount(amount)} vão para uma troca (${say.code(address)}): quem tem a chave ${say.code(provider)} pode cobrá-los com a pré-imagem de ${say.code(paymentHash)}; o que não for cobrado volta para ${yours ? 'você, com ' : ''}a chave ${say.code(client)} depois do bloco ${say.id(timeout)}.`,
  spendAfterConfirmation: () =>
    'Não gaste isso antes de isto estar confirmado: o que depende dele pode impedir que quem recebe junto com você o acelere.',
  waitsAfterYou: ({ roles, secret }, say) => `Depois de você ainda falta: ${waiting(roles, secret, say)}.`,
  waitsWithoutYou: ({ roles, secret }, say) =>
    `A sua assinatura não é pedida; falta: ${waiting(roles, secret, say)}.`,
  broadcastWithYou: ({ locked }) =>
    `Com a sua assinatura, qualquer um que o tenha pode transmiti-lo${locked ? ', quando o prazo tiver terminado' : ''}.`,
  broadcastWithoutYou: ({ locked }) =>
    `Qualquer um que o tenha pode transmiti-lo${locked ? ', quando o prazo tiver terminado' : ''}, sem a sua assinatura.`,
  canMoveAtOnce: ({ parties, secret, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} imediatamente${secret ? ', se tiver o segredo' : ''}.`,
  canMoveOnceOpen: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} quando terminar o prazo: ${say.lock(lock)}.`,
  canMoveAlready: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} desde já; o prazo: ${say.lock(lock)}.`,
  canMoveIn: ({ parties, lock, left, ...at }, say) =>
    `${of(at, say)}Daqui a ${say.span(left)} ${canMove(say.people(parties), parties)}; o prazo: ${say.lock(lock)}.`,
  relocksIntoItself: () => 'Cada saída volta exatamente ao script de onde vem.',
  relocksIntoContract: ({ contract }, say) =>
    `O que fica guardado vai para o contrato ${say.id(contract)} do mesmo acordo: a saída tem exatamente o script dele.`,
  relocksIntoAmendment: ({ contract, agreement, accepted }, say) =>
    `O que fica guardado vai para o contrato ${say.id(contract)} do acordo ${say.code(agreement)}, que altera este e que ${accepted ? 'todos aceitaram' : 'nem todos aceitaram'}: a saída tem exatamente o script dele.`,
  amendmentChanges: ({ term, role, milestone, before, after, worseFor }, say) =>
    `A alteração muda ${CHANGED[term]}${role === undefined ? '' : ` (${say.role(role)})`}${milestone === undefined ? '' : ` (etapa ${say.id(milestone)})`}; antes: ${termValueText(before, { say, nothing: 'nada' })}; depois: ${termValueText(after, { say, nothing: 'nada' })}${worseFor === undefined ? '' : `; é pior para ${say.role(worseFor)}`}.`,
  targetOpensWithSecret: ({ contract, role }, say) =>
    `Contrato ${say.id(contract)}, que é pago: ${say.role(role)} pode levá-lo sem mais ninguém se tiver o segredo.`,
  targetOpensAfter: ({ contract, role, lock }, say) =>
    `Contrato ${say.id(contract)}, que é pago: ${say.role(role)} pode levá-lo sem mais ninguém ${say.lock(lock)} depois que isto for confirmado.`,
  targetOpensFrom: ({ contract, role, lock }, say) =>
    `Contrato ${say.id(contract)}, que é pago: ${say.role(role)} pode levá-lo sem mais ninguém a partir deste momento: ${say.lock(lock)}.`,
  targetOpensAtOnce: ({ contract, role, lock }, say) =>
    `Contrato ${say.id(contract)}, que é pago: ${say.role(role)} pode levá-lo já, sem mais ninguém (${say.lock(lock)}).`,
  targetOpensIn: ({ contract, role, lock, left }, say) =>
    `Contrato ${say.id(contract)}, que é pago: ${say.role(role)} pode levá-lo sem mais ninguém a partir deste momento: ${say.lock(lock)}; ainda faltam ${say.span(left)}.`,
  clockRestarts: ({ lock }, say) => `O prazo de ${say.lock(lock)} recomeça quando isto for confirmado.`,
  freezeAgain: ({ fee }, say) =>
    `Pode ser feito de novo, tantas vezes quantas concordarem os que assinam, com uma taxa de cada vez: agora ${say.amount(fee)}.`,
  freezeUseless: ({ fee }, say) =>
    `Nenhum prazo recomeça, porque todos são datas ou blocos fixos: isto só custa ${say.amount(fee)}.`,
  secretBecomesPublic: () => 'O segredo torna-se público e isso não pode ser desfeito.',
  signatureStays: () =>
    'Uma assinatura não pode ser retirada: ela vale até que o mesmo dinheiro seja gasto de outra maneira.',
  refused: ({ rule, objection }, say) =>
    `Recusado (${say.code(rule)}): ${textOf(objection, { catalogue: PORTUGUESE_REVIEW, voice: say })}.`,
  warned: ({ rule, objection }, say) =>
    `Aviso (${say.code(rule)}): ${textOf(objection, { catalogue: PORTUGUESE_REVIEW, voice: say })}.`,
}
