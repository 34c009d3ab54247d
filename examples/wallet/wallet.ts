import * as escrow from 'taproot-escrow'
import { esploraSource, follow, keep } from 'taproot-escrow/chain'
import { accountKey, signerFromMnemonic } from 'taproot-escrow/signers'

const { VITE_NETWORK = 'regtest', VITE_ESPLORA = '/api' } = import.meta.env
const network = VITE_NETWORK as escrow.NetworkName // the library refuses what is none
const [confirmations, poll] = network === 'regtest' ? [1, 500] : [3, 20_000]
const url = new URL(VITE_ESPLORA, location.href).href
const source = esploraSource({ url, network })

/** A contract in which a key of the wallet stands. */
export interface Held {
  readonly agreement: escrow.Agreement
  readonly contract: escrow.Contract
  readonly role: escrow.Role
  acceptances: readonly escrow.Acceptance[]
  /** The spend under way, and all that was signed and still stands: PSBTs. */
  draft?: string | undefined
  signed: readonly string[]
  /** Between the two rounds of the key path. It cannot be stored, on purpose. */
  session?: escrow.MusigSession | undefined
}

export interface Wallet {
  readonly words: string
  /** Where this side's money goes. */
  readonly address: string
  /** An account for each contract, and the next one. */
  readonly keys: string[]
  readonly held: Held[]
  view: escrow.View
}

export const openWallet = async (words: string, address: string): Promise<Wallet> => {
  const keys = [accountKey(words, { network, account: 0 })]
  const stored = JSON.parse(localStorage.getItem(`${keys[0]}`) ?? '{"held":[]}')
  const view = stored.view ? escrow.viewFromJson(stored.view) : await newView()
  const wallet: Wallet = { words, address, keys, held: [], view }
  for (const { text, ...more } of stored.held) Object.assign(add(wallet, text), more)
  return wallet
}

/** A new wallet looks from a day ago on. One that is restored would ask for its birthday, as all wallets do. */
const newView = async (): Promise<escrow.View> => {
  const height = Math.max(0, (await source.tip()).height - 144)
  const hash = await (await fetch(`${url}/block-height/${height}`)).text()
  return escrow.emptyView({ network, checkpoint: { height, hash } })
}

/** Stores everything but secrets, and but what follows from the rest. */
export const save = ({ keys, view, held }: Wallet): void => {
  const list = held.map(({ agreement, acceptances, draft, signed }) => {
    return { text: agreement.text, acceptances, draft, signed }
  })
  localStorage.setItem(`${keys[0]}`, JSON.stringify({ view: escrow.viewToJson(view), held: list }))
}

/** What others need for an agreement with this wallet. */
export const contactOf = ({ keys, address }: Wallet) => ({ key: `${keys.at(-1)}`, address })

/** Takes an agreement that has a key of this wallet. */
const add = ({ words, keys, held }: Wallet, text: string): Held => {
  const agreement = escrow.parseAgreement(text)
  const known = held.find((one) => one.agreement.id === agreement.id)
  if (known !== undefined) return known
  const keysOf = (name: escrow.Role) => agreement[name]?.keys.map((key) => key.text) ?? []
  const role = escrow.ROLES.find((name) => keysOf(name).some((key) => keys.includes(key)))
  const [contract, another] = escrow.compile(agreement)
  if (role === undefined) throw new Error('no key of this wallet is in the agreement')
  if (contract === undefined || another) throw new Error('this wallet takes agreements of one milestone')
  const others = held.map((one) => one.agreement)
  if (agreement.index < escrow.nextIndex(others, keysOf(role)))
    throw new Error('another agreement has this index of your key: send them your contact again')
  const one: Held = { agreement, contract, role, acceptances: [], signed: [] }
  held.push(one)
  keys.push(accountKey(words, { network, account: held.length }))
  return one
}

export type Form = Readonly<Record<string, string>>

/** An agreement of one price, of what a form says; the template names the term that is wrong. */
export const create = (wallet: Wallet, form: Form): Held => {
  const { worker = '', arbiter = '', amount = '', memo, silence, decision } = form
  const agreement = escrow.fixedPrice({
    network,
    index: 0,
    employer: contactOf(wallet),
    worker: JSON.parse(worker),
    arbiter: { ...JSON.parse(arbiter), fee: { bps: 100 } },
    amount,
    memo,
    clocks: { silence: Number(silence), decision: Number(decision) },
  })
  return add(wallet, agreement.text)
}

export const accept = async ({ words }: Wallet, one: Held): Promise<void> =>
  merge(one, await escrow.accept(one.agreement, signerFromMnemonic(words), { role: one.role }))

/** Every signature is verified; one is kept for each key. */
const merge = (one: Held, more: readonly escrow.Acceptance[]): void => {
  escrow.accepted(one.agreement, more)
  const all = [...one.acceptances, ...more].map((each) => [`${each.role} ${each.key}`, each] as const)
  one.acceptances = [...new Map(all).values()]
}

export const statusOf = ({ view }: Wallet, { contract }: Held): escrow.Status =>
  escrow.statusOf(contract, view, { confirmations })

/** What pays the contract by link or code; an error where it should not be paid. Its employer has one key, the wallet's. */
export const paymentOf = ({ held }: Wallet, one: Held, at: escrow.Status['at']): string => {
  const { agreement, contract, acceptances: payer } = one
  const [acceptances, known] = [[escrow.accepted(agreement, payer)], held.map((other) => other.agreement)]
  escrow.checkFundable([contract], { feeRate: '2', at: { medianTime: 0, ...at }, known, acceptances, payer })
  return escrow.paymentUri(contract, { label: agreement.milestones[0]?.memo ?? '' })
}

/** What to spend: of several deposits the one that was agreed on, as anybody can pay to an address. */
const depositOf = (wallet: Wallet, one: Held): escrow.Funded => {
  const { spendable } = statusOf(wallet, one)
  const funded = spendable.find(({ match }) => match === 'exact') ?? spendable[0]
  if (funded === undefined) throw new Error('there is nothing in the contract that could be spent')
  return funded
}

/** The spend under way, what one's signature would do, and whose turn it is. */
export const underWay = (wallet: Wallet, one: Held) => {
  if (one.draft === undefined) return undefined
  const funded = depositOf(wallet, one)
  const spend = escrow.readSpend(funded, one.draft)
  const { height, medianTime = 0 } = statusOf(wallet, one).at
  const outstanding = one.signed.map((psbt) => escrow.readSpend(funded, psbt))
  const context = { at: { height, medianTime }, outstanding }
  const reviewed = escrow.review(spend, { as: one.role, ...context })
  return { spend, context, reviewed, next: escrow.nextStep(spend, one.role, { reviewed }) }
}

/** Proposes what a form says; `ally` is whom the arbiter decides with, `share` the worker's percent. */
export const propose = async (wallet: Wallet, one: Held, form: Form): Promise<void> => {
  const { kind, ally = one.role, share } = form
  const funded = depositOf(wallet, one)
  const feeRate = (await source.feeRate({ blocks: 6 })) ?? escrow.satsPerVb('2')
  const worker = Math.round(Number(share) * 100)
  const terms = { feeRate, split: { employer: 10_000 - worker, worker } }
  const draft = () => {
    if (kind === 'release') return escrow.release(funded, { feeRate })
    if (kind === 'refund') return escrow.refund(funded, { path: 'key', feeRate })
    const path = ally === 'employer' ? 'arbiterAndEmployer' : 'arbiterAndWorker'
    if (kind === 'award') return escrow.award(funded, { path, ...terms })
    if (one.role === 'worker') return escrow.release(funded, { path: 'workerAlone', feeRate })
    return escrow.refund(funded, { path: 'employerAlone', feeRate })
  }
  Object.assign(one, { draft: draft().psbt, session: undefined })
}

/** Takes the step that is one's own: signs what was reviewed, or sends what is whole, again after every block. */
export const act = async (wallet: Wallet, one: Held, say: (text: string) => void): Promise<void> => {
  const now = underWay(wallet, one)
  if (now === undefined) return
  const { spend, context, next } = now
  const signer = signerFromMnemonic(wallet.words)
  if (next.step === 'sign') signed(one, await escrow.sign(spend, signer, context))
  if (next.step === 'startMusig') {
    one.session = await escrow.startMusig(spend, signer, context)
    one.draft = one.session.spend.psbt
  }
  if (next.step === 'signMusig') throw new Error('the first round ended with the page: propose it again')
  if (next.step !== 'finalize') return
  const { hex } = escrow.finalize(escrow.complete(spend))
  for await (const { kind, ...more } of keep(source, [hex], { confirmations, poll }))
    say(`The transaction is ${kind}${'text' in more ? ` (${more.text})` : ''}`)
}

const signed = (one: Held, { psbt }: escrow.Spend): void => {
  Object.assign(one, { draft: psbt, signed: [...one.signed, psbt], session: undefined })
}

/** Takes what somebody sent: an agreement with acceptances, or a PSBT for the contract that is shown. */
export const receive = async (wallet: Wallet, shown: Held | undefined, message: string): Promise<Held> => {
  if (message.trim().startsWith('{')) {
    const { text, acceptances } = JSON.parse(message)
    const one = add(wallet, text)
    merge(one, acceptances)
    return one
  }
  if (shown === undefined) throw new Error('the agreement comes first')
  const theirs = escrow.readSpend(depositOf(wallet, shown), message)
  const now = underWay(wallet, shown)
  const both = now === undefined ? theirs : escrow.combine(now.spend, theirs)
  if (shown.session !== undefined) signed(shown, await shown.session.sign(both, now?.context))
  else shown.draft = both.psbt
  return shown
}

/** Follows the chain until the page ends. */
export const run = async (
  wallet: Wallet,
  changed: () => void,
  say: (text: string) => void,
): Promise<void> => {
  const contracts = () => wallet.held.map(({ contract }) => contract)
  const onTrouble = ({ message }: Error) => say(message)
  const options = { contracts, view: wallet.view, confirmations, poll, onTrouble }
  for await (const { view } of follow(source, options)) {
    wallet.view = view
    for (const one of wallet.held)
      if (statusOf(wallet, one).word === 'left') Object.assign(one, { draft: undefined, signed: [] })
    changed()
  }
}
