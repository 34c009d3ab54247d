import type { AuditedLeaf, AuditedOutput, AuditedParty, KeyHolder } from '../../powers/output.js'
import type { Demand, ScriptWay } from '../../powers/reading.js'
import { equalBytes } from '../../units/bytes.js'
import { listed, partyPhrase } from '../phrases.js'
import { fromCalendar, fromShort } from './words.js'

/** A party by its name. */
const named = (name: string, parties: readonly AuditedParty[]): string =>
  partyPhrase(parties.find((party) => party.name === name) ?? { name, size: 1 })

/** Whose a key is, in words. */
export const holderText = (holder: KeyHolder, parties: readonly AuditedParty[]): string => {
  if (holder.kind === 'nobody') return 'nobody'
  const { party, position } = holder
  const single = (parties.find(({ name }) => name === party)?.size ?? 1) === 1
  return `${named(party, parties)}${single ? '' : `, key ${position + 1}`}`
}

/** Who can sign for the internal key. */
export const internalText = ({ internal, parties }: AuditedOutput): string => {
  switch (internal.kind) {
    case 'aggregate':
      return `${listed(internal.parties.map((name) => named(name, parties)))} together, one signature (MuSig2)`
    case 'nobody':
      return 'nobody'
    case 'party':
      return `${named(internal.party, parties)} alone`
    case 'unknown':
      return 'unknown: perhaps somebody who can take everything'
  }
}

/** A leaf with those of its output. */
interface LeafOfParties {
  readonly leaf: AuditedLeaf
  readonly parties: readonly AuditedParty[]
}

/** Who must sign for a demand: `the employer`, `2 of 3 keys of the arbiter`. */
const signersText = (
  { threshold, keys }: Extract<Demand, { kind: 'signatures' }>,
  { leaf, parties }: LeafOfParties,
): string => {
  const holders = keys.map((key) => leaf.keys.find((held) => equalBytes(held.key, key))?.holder)
  const names = holders.map((holder) =>
    holder === undefined
      ? 'somebody unknown'
      : holder.kind === 'nobody'
        ? 'nobody'
        : named(holder.party, parties),
  )
  const who = listed([...new Set(names)])
  return keys.length === 1 ? who : `${threshold} of ${keys.length} keys of ${who}`
}

/** What a leaf demands, each kind apart. */
export interface LeafWords {
  readonly who: string
  readonly when: string
  readonly calendar?: string
}

const wayWords = ({ demands }: ScriptWay, context: LeafOfParties): LeafWords => {
  const signers = demands.filter((demand) => demand.kind === 'signatures')
  const secrets = demands.filter((demand) => demand.kind === 'preimage')
  const locks = demands.flatMap((demand) => ('lock' in demand ? [demand.lock] : []))
  const people = signers.map((demand) => signersText(demand, context))
  const who = people.length === 0 ? 'anybody' : listed(people)
  const calendars = locks.flatMap((lock) => fromCalendar(lock) ?? [])
  return {
    who:
      secrets.length === 0
        ? who
        : `${who}, with ${secrets.length === 1 ? 'the secret' : `${secrets.length} secrets`}`,
    when: locks.length === 0 ? 'at once' : listed(locks.map(fromShort)),
    ...(calendars.length === 0 ? {} : { calendar: listed(calendars) }),
  }
}

/** Who can take the money through a leaf, and from when; one entry for each way through its script. */
export const leafWords = (leaf: AuditedLeaf, { parties }: AuditedOutput): readonly LeafWords[] => {
  if (!leaf.reading.understood) return [{ who: 'unclear: the script is not understood', when: 'unclear' }]
  const { ways } = leaf.reading
  const nobody = leaf.keys.some(({ holder }) => holder.kind === 'nobody')
  if (ways.length === 0 || (nobody && leaf.keys.length === 1)) return [{ who: 'nobody', when: 'never' }]
  return ways.map((way) => wayWords(way, { leaf, parties }))
}
