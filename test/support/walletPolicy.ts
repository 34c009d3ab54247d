import type { WalletPolicy } from 'taproot-escrow'

/*
 * Wallet policies as BIP 388 defines them, read by patterns and without anything of the library: a judge of what it
 * writes.
 */

const PLACEHOLDER = /(musig\(([^()]*)\)|@(\d+))((?:\/(?:\*\*|<\d+;\d+>\/\*))?)/g

const refuse = (reason: string): never => {
  throw new Error(reason)
}

/** The two numbers of what derives behind a placeholder. */
const branchesOf = (derivation: string): readonly number[] => {
  if (derivation === '/**') return [0, 1]
  const [, first, second] =
    /^\/<(\d+);(\d+)>\/\*$/.exec(derivation) ?? refuse('a placeholder without its derivation')
  return first === second ? refuse('two equal branches') : [Number(first), Number(second)]
}

const indexOf = (placeholder: string): number =>
  Number((/^@(0|[1-9]\d*)$/.exec(placeholder) ?? refuse('no placeholder'))[1])

/** Checks the template and answers its multipath descriptor, without a checksum. */
export const expandPolicy = ({ template, keys }: Pick<WalletPolicy, 'template' | 'keys'>): string => {
  const rest = template.replaceAll(PLACEHOLDER, '')
  if (/[@/<>*]|[xt]pub|musig/.test(rest)) refuse('something that is no placeholder with its derivation')
  const seen = new Map<string, number[]>()
  let next = 0
  for (const [, whole = '', musig, single, derivation = ''] of template.matchAll(PLACEHOLDER)) {
    const indices = musig === undefined ? [indexOf(`@${single}`)] : musig.split(',').map(indexOf)
    if (new Set(indices).size < indices.length) refuse(`a key twice in ${whole}`)
    for (const index of indices) {
      if (index > next) refuse(`@${index} before @${next}`)
      if (index === next) next++
      if (keys[index] === undefined) refuse(`no key for @${index}`)
    }
    const name = [...indices].sort((left, right) => left - right).join()
    const branches = seen.get(name) ?? []
    for (const branch of branchesOf(derivation)) {
      if (branches.includes(branch)) refuse(`${whole}/${branch} twice`)
      branches.push(branch)
    }
    seen.set(name, branches)
  }
  if (next !== keys.length) refuse(`${keys.length} keys for ${next} placeholders`)
  if (new Set(keys).size < keys.length) refuse('a key twice')
  for (const key of keys)
    if (!/^(\[[0-9a-f]{8}(\/\d+'?)*\])?[xt]pub[1-9A-HJ-NP-Za-km-z]{107}$/.test(key)) refuse(`the key ${key}`)
  return template
    .replaceAll('/**', '/<0;1>/*')
    .replaceAll(/@(\d+)/g, (_, index: string) => keys[Number(index)] ?? refuse(`no key for @${index}`))
}
