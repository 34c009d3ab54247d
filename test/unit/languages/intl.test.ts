import { afterEach, describe, expect, it, vi } from 'vitest'
import { intlFormats } from '../../../src/languages/intl.js'

const writeAll = (formats: ReturnType<typeof intlFormats>): readonly string[] => [
  formats.number(1_234_567n),
  formats.number(-5),
  formats.decimal('1234.0500'),
  formats.decimal('7'),
  formats.list(['a', 'b', 'c'], 'and'),
  formats.list(['a', 'b', 'c'], 'or'),
  formats.plural(1),
  formats.length(45, 'day'),
  formats.length(2, 'hour'),
  formats.length(1, 'minute'),
  formats.moment(1_700_000_000),
]

describe('the formats of a language', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('are made when they are first needed, and once', () => {
    const asked: string[] = []
    const real = Intl
    vi.stubGlobal(
      'Intl',
      new Proxy(real, {
        get: (_, name: keyof typeof Intl) => {
          asked.push(name)
          return real[name]
        },
      }),
    )
    const formats = intlFormats('es')
    expect(asked).toEqual([])
    const first = writeAll(formats)
    // numbers, the decimal point and three units; two kinds of lists
    const all = [
      'DateTimeFormat',
      ...['ListFormat', 'ListFormat'],
      ...['NumberFormat', 'NumberFormat', 'NumberFormat', 'NumberFormat', 'NumberFormat'],
      'PluralRules',
    ]
    expect(asked.toSorted()).toEqual(all)
    expect(writeAll(formats)).toEqual(first)
    expect(asked.toSorted()).toEqual(all)
  })

  it('write as the language does', () => {
    expect(writeAll(intlFormats('es'))).toEqual([
      '1.234.567',
      '-5',
      '1234,0500',
      '7',
      'a, b y c',
      'a, b o c',
      'one',
      '45 días',
      '2 horas',
      '1 minuto',
      '14 de noviembre de 2023 a las 22:13:20 UTC',
    ])
  })
})
