import { type Contract, compile, parseAgreement } from 'taproot-escrow'
import type { Fixture } from '../../scripts/fixtures/format.js'
import { fixtures } from '../../scripts/fixtures/read.js'

const agreementOf = ({ agreement: { text } }: Fixture) => parseAgreement(text, { allow: ['ordinaryWallets'] })

/** The contracts of agreements that amend the one of a fixture: relocks may lead there. */
const amending = ({ agreement: { id } }: Fixture): readonly Contract[] =>
  fixtures()
    .map(agreementOf)
    .filter(({ previous }) => previous === id)
    .flatMap((amendment) => compile(amendment))

/** The contracts of a fixture, and those that its money may be relocked into. */
export const contractsAround = (fixture: Fixture): readonly Contract[] => [
  ...compile(agreementOf(fixture)),
  ...amending(fixture),
]
