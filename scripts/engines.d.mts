type Environment = Readonly<Record<string, string | undefined>>
type Engine = 'hermes' | 'bun' | 'deno'

/** The path of a program that runs JavaScript without Node. */
export function findEngine(
  name: Engine,
  env?: Environment,
  options?: { readonly install?: (name: Engine, env: Environment) => Promise<string> },
): Promise<string>
