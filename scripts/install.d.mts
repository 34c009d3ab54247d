type Environment = Readonly<Record<string, string | undefined>>
export function installDependencies(
  root: string,
  options?: {
    readonly env?: Environment
    readonly install?: (root: string, env: Environment) => Promise<void>
  },
): Promise<void>
