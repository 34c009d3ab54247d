import type { AmendmentAudit } from '../amendments.js'
import type { Line, Table } from './told.js'

export const AMENDMENTS_TITLE = 'What an amendment changes'

export const amendmentLine = ({ amended }: AmendmentAudit): Line => ({
  text: 'From agreement',
  code: amended,
  copy: 'agreement id',
})

export const amendingLine = ({ amendment }: AmendmentAudit): Line => ({
  text: 'to agreement',
  code: amendment,
  copy: 'agreement id',
  after: ':',
})

export const differenceTable = ({ differences }: AmendmentAudit): Table => ({
  name: 'differences',
  columns: [{ name: 'What', kind: 'head' }, { name: 'Before' }, { name: 'After' }, { name: 'Worse for' }],
  rows: differences.map(({ field, before, after, worseFor }) => [
    { text: '', code: field },
    valueCell(before),
    valueCell(after),
    { text: worseFor === 'all' ? 'whoever it concerns' : worseFor },
  ]),
})

const valueCell = (value: string | undefined): Line =>
  value === undefined ? { text: 'nothing' } : { text: '', code: value }
