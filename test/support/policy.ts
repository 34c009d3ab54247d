/** What a Miniscript means, read from its text alone: which signatures, secrets and times open it. */

/** `key K`, `older n`, `after n`, `sha256 h` …: everything in it is needed. */
export type Conjunction = ReadonlySet<string>

interface Node {
  readonly name: string
  readonly parts: readonly (Node | string)[]
}

const parse = (text: string): Node => {
  let at = 0
  const node = (): Node | string => {
    const wrapper = /^(?:[asctdvjnlu]+:)?/.exec(text.slice(at))![0]
    const start = at + wrapper.length
    let end = start
    while (end < text.length && !'(),'.includes(text[end]!)) end++
    at = end
    const name = text.slice(start, end)
    const parts: (Node | string)[] = []
    if (text[at] === '(') {
      do {
        at++
        parts.push(node())
      } while (text[at] === ',')
      at++
    } else if (name !== '0' && name !== '1') return name
    // t:X is and_v(X,1), l:X and u:X are or_i with 0: none of them changes what opens it
    return { name, parts }
  }
  return node() as Node
}

const product = (left: readonly Conjunction[], right: readonly Conjunction[]): readonly Conjunction[] =>
  left.flatMap((one) => right.map((other) => new Set([...one, ...other])))

const choose = (options: readonly (readonly Conjunction[])[], count: number): readonly Conjunction[] => {
  const [first, ...rest] = options
  if (count === 0) return [new Set()]
  if (first === undefined || options.length < count) return []
  return [...product(first, choose(rest, count - 1)), ...choose(rest, count)]
}

const nameOf = (part: Node | string | undefined): string =>
  typeof part === 'object' ? part.name : String(part)

const meaning = (node: Node | string): readonly Conjunction[] => {
  const { name, parts } = typeof node === 'string' ? { name: node, parts: [] } : node
  const [first, second, third] = parts
  switch (name) {
    case '0':
      return []
    case '1':
      return [new Set()]
    case 'pk':
    case 'pk_k':
    case 'pkh':
    case 'pk_h':
      return [new Set([`key ${nameOf(first).slice(-64)}`])]
    case 'older':
    case 'after':
    case 'sha256':
    case 'hash256':
    case 'ripemd160':
    case 'hash160':
      return [new Set([`${name} ${nameOf(first)}`])]
    case 'and_v':
    case 'and_b':
    case 'and_n':
      return product(meaning(first!), meaning(second!))
    case 'or_b':
    case 'or_c':
    case 'or_d':
    case 'or_i':
      return [...meaning(first!), ...meaning(second!)]
    case 'andor':
      return [...product(meaning(first!), meaning(second!)), ...meaning(third!)]
    case 'multi_a':
      return choose(
        parts.slice(1).map((key) => [new Set([`key ${nameOf(key).slice(-64)}`])]),
        Number(nameOf(first)),
      )
    case 'thresh':
      return choose(parts.slice(1).map(meaning), Number(nameOf(first)))
    default:
      throw new Error(`what is ${name}?`)
  }
}

const isTime = (lock: string): boolean => {
  const [kind, number] = lock.split(' ')
  return kind === 'older' ? (Number(number) & 0x400000) !== 0 : Number(number) >= 500_000_000
}

/** One transaction keeps no two types of one lock. */
const isPossible = (way: Conjunction): boolean =>
  ['older ', 'after '].every((kind) => {
    const locks = [...way].filter((part) => part.startsWith(kind))
    return new Set(locks.map(isTime)).size <= 1
  })

/** Only the longest of several locks counts. */
const longestLocks = (way: Conjunction): Conjunction => {
  const kept = new Set([...way].filter((part) => !/^(?:older|after) /.test(part)))
  for (const kind of ['older ', 'after ']) {
    const numbers = [...way].filter((part) => part.startsWith(kind)).map((part) => Number(part.slice(6)))
    const masked = kind === 'older ' ? numbers.map((number) => number & 0x40ffff) : numbers
    const most = Math.max(0, ...masked)
    if ((most & 0xffff) > 0 || (kind === 'after ' && most > 0)) kept.add(`${kind}${most}`)
  }
  return kept
}

const within = (smaller: Conjunction, larger: Conjunction): boolean =>
  [...smaller].every((part) => larger.has(part))

/** The least that is needed: ways that ask for more than another one are left out. */
export const leastWays = (ways: readonly Conjunction[]): readonly string[] => {
  const kept = ways.filter(
    (way, at) =>
      !ways.some(
        (other, place) =>
          place !== at && within(other, way) && (other.size < way.size || (place < at && within(way, other))),
      ),
  )
  return kept.map((way) => [...way].toSorted().join(' + ')).toSorted()
}

/** What opens a Miniscript. */
export const meaningOf = (miniscript: string): readonly string[] =>
  leastWays(meaning(parse(miniscript)).filter(isPossible).map(longestLocks))
