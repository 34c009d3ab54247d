type Environment = Readonly<Record<string, string | undefined>>

/** The path of a Hermes that runs JavaScript. */
export function findHermes(
  env?: Environment,
  options?: { readonly install?: (env: Environment) => Promise<string> },
): Promise<string>
