import type { Formats } from '../sentences/tongue.js'

/** Digits as amounts, addresses and dates are read everywhere; the calendar of the blocks. */
const EVERYWHERE = { numberingSystem: 'latn', calendar: 'gregory' } as const

/** Marks with which `Intl` turns the direction beside a minus: sentences have isolates for that. */
const withoutMarks = (text: string): string => text.replace(/[\u061c\u200e\u200f]/g, '')

/** Makes what is asked for when it is first asked for, and once for each key. */
const once = <Key, Made>(make: (key?: Key) => Made): ((key?: Key) => Made) => {
  const all = new Map<Key | undefined, Made>()
  return (key) => {
    const made = all.get(key) ?? make(key)
    all.set(key, made)
    return made
  }
}

/**
 * How `Intl` writes a language, with the same digits and the same calendar in all of them. To make one of its formats
 * takes longer than to write a hundred numbers with it, so a language keeps those that it has made.
 */
export const intlFormats = (tag: string): Formats => {
  const numbers = once(
    (unit?: string) =>
      new Intl.NumberFormat(tag, {
        ...EVERYWHERE,
        ...(unit === undefined ? {} : { style: 'unit', unit, unitDisplay: 'long' }),
      }),
  )
  const point = once(
    () =>
      new Intl.NumberFormat(tag, { ...EVERYWHERE, minimumFractionDigits: 1 })
        .formatToParts(0.5)
        .find(({ type }) => type === 'decimal')?.value ?? '.',
  )
  const lists = once((type?: 'conjunction' | 'disjunction') => new Intl.ListFormat(tag, { type }))
  const plurals = once(() => new Intl.PluralRules(tag))
  const moments = once(
    () =>
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
      }),
  )
  return {
    number: (value) => withoutMarks(numbers().format(value)),
    decimal: (text) => {
      const [whole = '', fraction = ''] = text.split('.')
      // exact: no floating point on the way
      return `${numbers().format(BigInt(whole))}${fraction && `${point()}${fraction}`}`
    },
    list: (items, kind) => lists(kind === 'and' ? 'conjunction' : 'disjunction').format(items),
    plural: (count) => plurals().select(count),
    length: (count, unit) => numbers(unit).format(count),
    moment: (seconds) => moments().format(seconds * 1000),
  }
}
