type Environment = Readonly<Record<string, string | undefined>>
export function findBitcoind(
  env?: Environment,
  options?: { readonly install?: (env: Environment) => Promise<string> | undefined },
): Promise<string>
