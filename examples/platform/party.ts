import { setTimeout } from 'node:timers/promises'
import {
  type AcceptanceReport,
  type Agreement,
  accept,
  accepted,
  type Choice,
  type Contract,
  checkFundable,
  compile,
  type FundableOptions,
  type Funded,
  type FundedJson,
  fundedFromJson,
  type MusigSession,
  nextStep,
  parseAgreement,
  paymentUri,
  type Role,
  readSpend,
  review,
  type Signer,
  type Spend,
  sign,
  spendTxid,
  startMusig,
} from 'taproot-escrow'

/** An agreement that a platform made. */
export interface Made {
  readonly id: string
  readonly url: string
  /** Whoever asked hands each role its token, with the text. */
  readonly text: string
  readonly tokens: Readonly<Record<Role, string>>
}

/** Has a platform make an agreement from a template; which process has it, its URL says. */
export const make = async (platform: string, template: string, parameters: object): Promise<Made> => {
  const body = JSON.stringify({ template, parameters })
  const answer = await fetch(`${platform}/agreements`, { method: 'POST', body })
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as Made
}

/** A wallet's side: it holds the keys, checks what the platform says by its own copy of the text, and signs. */
export interface PartyOptions {
  /** Of the agreement. */
  readonly url: string
  readonly token: string
  readonly role: Role
  readonly signer: Signer
  /** The id that the parties agreed on by another channel. */
  readonly expectedId: string
  readonly poll?: number
}

/** As much of what the platform answers as a wallet reads. */
interface State {
  readonly text: string
  readonly acceptances: Parameters<typeof accepted>[1]
  readonly at: { readonly height: number; readonly medianTime: number }
  readonly contracts: readonly {
    readonly word: string
    readonly address?: string
    readonly spendable: readonly FundedJson[]
    readonly spends: readonly { readonly psbt: string; readonly state: string }[]
    readonly disputes: readonly { readonly by: Role; readonly reason: string }[]
  }[]
}

export interface Party {
  readonly look: () => Promise<Look>
  readonly accept: () => Promise<unknown>
  /** The URI by which the employer's wallet pays; an error where it should not be paid, or not yet. */
  readonly payment: (
    milestone: number,
    options: Pick<FundableOptions, 'known' | 'feeRate'>,
  ) => Promise<string>
  readonly submit: (milestone: number, spend: Pick<Spend, 'psbt'>, expect: Choice) => Promise<unknown>
  readonly dispute: (milestone: number, reason: string) => Promise<unknown>
  /**
   * Signs whatever brings about what was chosen, and proposes it where nobody has, until the money moves: both rounds
   * of MuSig2 or a leaf, at the same time as the others or after them.
   */
  readonly bringAbout: (milestone: number, wanted: Wanted) => Promise<void>
}

interface Wanted {
  readonly expect: Choice
  /** What is proposed where nobody has yet, from all that the contract holds. */
  readonly draft: (funded: readonly Funded[]) => Spend
}

interface Look {
  readonly state: State
  readonly agreement: Agreement
  readonly contracts: readonly Contract[]
  readonly report: AcceptanceReport
  readonly at: (milestone: number) => State['contracts'][number] & { readonly funded: readonly Funded[] }
}

export const partyOf = ({ url, token, role, signer, expectedId, poll = 500 }: PartyOptions): Party => {
  const ask = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    })
    // what the platform says is checked where it is used
    const value = (await answer.json()) as Answer & { readonly message: string; readonly code: string }
    if (!answer.ok) throw Object.assign(new Error(value.message), { code: value.code, status: answer.status })
    return value
  }

  const look = async (): Promise<Look> => {
    const state = await ask<State>('')
    const agreement: Agreement = parseAgreement(state.text, { expectedId })
    const contracts: readonly Contract[] = compile(agreement)
    const report: AcceptanceReport = accepted(agreement, state.acceptances)
    const at = (milestone: number) => {
      const contract = state.contracts[milestone]
      if (contract === undefined) throw new Error(`no milestone ${milestone}`)
      return { ...contract, funded: contract.spendable.map((one) => fundedFromJson(contracts, one)) }
    }
    return { state, agreement, contracts, report, at }
  }

  const submit = (milestone: number, spend: Pick<Spend, 'psbt'>, expect: Choice) =>
    ask<{ txid?: string }>(`/${milestone}/spends`, { psbt: spend.psbt, expect })

  return {
    look,
    submit,
    payment: async (milestone, options) => {
      const { state, agreement, contracts, report } = await look()
      const contract = contracts[milestone]
      // nobody watches it before the platform shows it
      if (contract === undefined || state.contracts[milestone]?.address === undefined)
        throw new Error(`milestone ${milestone} is not to be paid yet`)
      const payer = await accept(agreement, signer, { role: 'employer' })
      checkFundable([contract], { ...options, at: state.at, acceptances: [report], payer })
      return paymentUri(contract)
    },
    accept: async () => ask('/acceptances', await accept((await look()).agreement, signer, { role })),
    dispute: (milestone, reason) => ask(`/${milestone}/dispute`, { reason }),
    bringAbout: async (milestone, { expect, draft }) => {
      const sessions = new Map<string, MusigSession>()
      for (;;) {
        const { state, at } = await look()
        const { word, funded, spends } = at(milestone)
        if (word === 'leaving' || word === 'left') return
        const context = { at: state.at, expect }
        const open = spends
          .filter((spend) => spend.state === 'open')
          .map(({ psbt }) => readSpend(funded, psbt))
        const chosen = open.filter((spend) => review(spend, { as: role, ...context }).passes)
        if (chosen.length === 0 && spends.every((spend) => spend.state !== 'sent') && funded.length > 0)
          chosen.push(readSpend(funded, draft(funded).psbt))
        for (const spend of chosen) {
          const id = spendTxid(spend)
          const { step } = nextStep(spend, role, { reviewed: review(spend, { as: role, ...context }) })
          if (step === 'startMusig') {
            const session = await startMusig(spend, signer, context)
            sessions.set(id, session)
            await submit(milestone, session.spend, expect)
          } else if (step === 'signMusig') {
            const session = sessions.get(id)
            if (session !== undefined) await submit(milestone, await session.sign(spend, context), expect)
          } else if (step === 'sign') await submit(milestone, await sign(spend, signer, context), expect)
        }
        await setTimeout(poll)
      }
    },
  }
}
