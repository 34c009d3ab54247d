import type { Formats } from '../sentences/tongue.js'

/** Digits as amounts, addresses and dates are read everywhere; the calendar of the blocks. */
const EVERYWHERE = { numberingSystem: 'latn', calendar: 'gregory' } as const

/** Marks with which `Intl` turns the direction beside a minus: sentences have isolates for that. */
const withoutMarks = (text: string): string => text.replace(/[\u061c\u200e\u200f]/g, '')

/** How `Intl` writes a language, with the same digits and the same calendar in all of them. */
export const intlFormats = (tag: string): Formats => ({
  number: (value) => withoutMarks(new Intl.NumberFormat(tag, EVERYWHERE).format(value)),
  decimal: (text) => {
    const [whole = '', fraction = ''] = text.split('.')
    const format = new Intl.NumberFormat(tag, { ...EVERYWHERE, minimumFractionDigits: 1 })
    const point = format.formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.'
    // exact: no floating point on the way
    return `${new Intl.NumberFormat(tag, EVERYWHERE).format(BigInt(whole))}${fraction && `${point}${fraction}`}`
  },
  list: (items, kind) =>
    new Intl.ListFormat(tag, { type: kind === 'and' ? 'conjunction' : 'disjunction' }).format(items),
  plural: (count) => new Intl.PluralRules(tag).select(count),
  length: (count, unit) =>
    new Intl.NumberFormat(tag, { ...EVERYWHERE, style: 'unit', unit, unitDisplay: 'long' }).format(count),
  moment: (seconds) =>
    new Intl.DateTimeFormat(tag, {
      ...EVERYWHERE,
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZone: 'UTC',
      timeZoneName: 'short',
    }).format(seconds * 1000),
})
