import { type Agreement, type Contract, compile, parseAgreement } from 'taproot-escrow'
import type { Fixture } from './fixtureFormat.js'
import { fixtures } from './fixtures.js'

const agreementOf = ({ agreement: { text } }: Fixture) => parseAgreement(text, { allow: ['ordinaryWallets'] })

let agreements: readonly Agreement[] | undefined

/** The contracts of agreements that amend the one of a fixture: relocks may lead there. */
const amending = ({ agreement: { id } }: Fixture): readonly Contract[] => {
  agreements ??= fixtures().map(agreementOf)
  return agreements.filter(({ previous }) => previous === id).flatMap((amendment) => compile(amendment))
}

const compiled = new Map<string, readonly Contract[]>()

/** The contracts of a fixture, and those that its money may be relocked into; compiled once, as tests ask again and again. */
export const contractsAround = (fixture: Fixture): readonly Contract[] => {
  const known = compiled.get(fixture.agreement.text)
  if (known !== undefined) return known
  const contracts = [...compile(agreementOf(fixture)), ...amending(fixture)]
  compiled.set(fixture.agreement.text, contracts)
  return contracts
}
