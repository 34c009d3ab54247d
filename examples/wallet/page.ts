import { generateMnemonic } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { encodeQR } from 'qr'
import { accepted, acceptedTerms, type Opening, openingsOf, withoutMe } from 'taproot-escrow'
import * as own from './wallet.js'

let wallet: own.Wallet | undefined
let shown: own.Held | undefined

const byId = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind // all are in index.html
const select = byId<HTMLSelectElement>('held')
const say = (text: string, place = 'said') => {
  byId(place).textContent = text
}

/** What goes wrong is said in one line, never as HTML. */
const attempt = async (work: () => unknown) => {
  try {
    await work()
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), 'failed')
  }
}

/** Texts as children, which stay where nothing is new: nobody loses a place, and nothing is read aloud twice. */
const fill = (parent: HTMLElement, texts: readonly string[], tag = 'li') => {
  const made = texts.map((textContent) => Object.assign(document.createElement(tag), { textContent }))
  const old = [...parent.children].map(({ textContent }) => textContent)
  if (JSON.stringify(old) !== JSON.stringify(texts)) parent.replaceChildren(...made)
}

const whenOf = (opening: Opening | undefined): string => {
  if (opening?.kind !== 'waiting') return opening?.kind === 'open' ? 'now' : 'some time after the payment'
  const { left, unit, about = 0 } = opening
  return `in ${left} ${unit}, about ${new Date(about * 1000).toLocaleDateString()}`
}

const render = () => {
  if (wallet === undefined) return
  own.save(wallet)
  byId('keys').hidden = true
  byId('wallet').hidden = false
  byId('contact').textContent = JSON.stringify(own.contactOf(wallet))
  const names = wallet.held.map(({ agreement, role }) => `${agreement.milestones[0]?.memo} (${role})`)
  fill(select, names, 'option')
  byId('contract').hidden = shown === undefined
  if (shown === undefined) return
  select.selectedIndex = wallet.held.indexOf(shown)
  renderContract(wallet, shown)
  renderSpend(wallet, shown)
}

const renderContract = (opened: own.Wallet, one: own.Held) => {
  const { agreement, contract, role, acceptances } = one
  const { roles, everybody } = accepted(agreement, acceptances)
  const { word, deposits, spends, at } = own.statusOf(opened, one)
  const [without] = withoutMe(contract, { as: role, at: opened.view })
  fill(byId('status'), [
    `Block ${at.height}: ${word}`,
    ...deposits.map(({ funded, state }) => `In: ${funded.amount} sat (${funded.match}), ${state.kind}`),
    ...spends.map(({ txid, deed, state }) => `Out by ${deed?.path}, ${state.kind}: ${txid}`),
    ...(without ? [`Without you, ${without.path.parties.join(' and ')} can take it ${whenOf(without)}`] : []),
  ])
  fill(byId('terms'), acceptedTerms(agreement, { role }).text)
  const isIn = (who: (typeof roles)[number]) => who.accepted.length >= who.needed
  const accepting = roles.map((who) => `${who.role}: ${isIn(who) ? 'has accepted' : 'has not accepted yet'}`)
  fill(byId('accepted'), accepting)
  byId('accept').hidden = roles.some((who) => who.role === role && isIn(who))
  byId('text').textContent = JSON.stringify({ text: agreement.text, acceptances })
  byId('fund').hidden = true
  if (role !== 'employer' || !everybody || word !== 'unfunded' || at.medianTime === undefined) return
  attempt(() => {
    const uri = own.paymentOf(opened, one, at)
    Object.assign(byId('qr'), { src: encodeQR(uri, 'data-url', { scale: 4 }) })
    Object.assign(byId('uri'), { textContent: uri, href: uri })
    byId('fund').hidden = false
  })
}

const renderSpend = (opened: own.Wallet, one: own.Held) => {
  byId('propose').hidden = own.statusOf(opened, one).spendable.length === 0
  const alone = openingsOf(one.contract, opened.view).find(({ path }) => path.parties.join() === one.role)
  byId('alone').textContent = `Take all of it alone, ${whenOf(alone)}`
  byId('ally').hidden = one.role !== 'arbiter'
  const { reviewed, next } = own.underWay(opened, one) ?? {}
  byId('draft').hidden = next === undefined
  if (next === undefined || reviewed === undefined) return
  fill(byId('review'), reviewed.text)
  byId('next').textContent =
    next.step === 'wait' ? `Waiting for ${next.for.join(' and ')}` : 'It is your turn'
  byId('act').hidden = next.step === 'wait' || !reviewed.passes
  const yours = reviewed.outputs.reduce((sum, output) => sum + (output.yours ? output.amount : 0n), 0n)
  byId('act').textContent =
    next.step === 'finalize' ? 'Send it to the network' : `Sign it: I get ${yours} sat`
  byId('psbt').textContent = one.draft ?? ''
}

const open = async (words: string, address: string) => {
  const opened = await own.openWallet(words, address)
  wallet = opened
  shown = opened.held.at(-1)
  // in this tab alone, until it is closed
  sessionStorage.setItem('keys', JSON.stringify([words, address]))
  attempt(() => own.run(opened, () => attempt(render), say))
}

const on = (id: string, kind: string, work: (form: own.Form) => unknown) =>
  byId(id).addEventListener(kind, async (event) => {
    event.preventDefault()
    say('')
    say('', 'failed')
    const form = event.target instanceof HTMLFormElement ? new FormData(event.target) : []
    await attempt(() => work(Object.fromEntries(form) as own.Form)) // there are no fields for files
    await attempt(render)
  })

/** What is done with the contract that is shown. */
const withShown = async (work: (opened: own.Wallet, one: own.Held) => unknown) => {
  if (wallet !== undefined && shown !== undefined) await work(wallet, shown)
}

on('fresh', 'click', () => {
  byId<HTMLTextAreaElement>('words').value = generateMnemonic(wordlist)
})
on('keys', 'submit', ({ words = '', address = '' }) => open(words, address))
on('create', 'submit', (form) => {
  if (wallet !== undefined) shown = own.create(wallet, form)
})
on('read', 'submit', async ({ message = '' }) => {
  if (wallet !== undefined) shown = await own.receive(wallet, shown, message)
  byId<HTMLFormElement>('read').reset()
})
on('held', 'change', () => {
  shown = wallet?.held[select.selectedIndex]
})
on('accept', 'click', () => withShown(own.accept))
on('propose', 'submit', (form) => withShown((opened, one) => own.propose(opened, one, form)))
on('discard', 'click', () =>
  withShown((_, one) => Object.assign(one, { draft: undefined, session: undefined })),
)
on('act', 'click', () => withShown((opened, one) => own.act(opened, one, say)))

const kept = sessionStorage.getItem('keys')
if (kept !== null) attempt(() => open(...(JSON.parse(kept) as [string, string])))
