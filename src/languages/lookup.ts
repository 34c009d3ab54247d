/** Chinese in characters that no text of ours is written in. */
export const isTraditional = (tag: string): boolean => /^zh-(?:hant|tw|hk|mo)(?:-|$)/i.test(tag)

/**
 * The tag, out of several, that a wanted one finds: subtags are cut from the right until one is left over (the lookup of
 * RFC 4647, section 3.4), and a language alone finds the script that it is there in, so that `pt-BR` finds `pt`, and `zh`
 * and `zh-CN` find `zh-Hans`.
 */
export const lookup = (wanted: string, tags: readonly string[]): string | undefined => {
  if (isTraditional(wanted) || !/^[a-z]+(?:-[a-z0-9]+)*$/i.test(wanted)) return undefined
  const parts = wanted.toLowerCase().split('-')
  const ranges = parts.map((_, cut) => parts.slice(0, parts.length - cut).join('-'))
  const [found] = ranges.flatMap((range) =>
    tags.filter((tag) => [tag.toLowerCase(), tag.split('-')[0]].includes(range)),
  )
  return found
}
