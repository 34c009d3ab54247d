type Environment = Readonly<Record<string, string | undefined>>
export function cacheFolder(env?: Environment): string
export function cached(
  name: string,
  fill: (temporaryFolder: string) => Promise<void>,
  env?: Environment,
): Promise<string>
