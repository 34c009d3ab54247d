type Environment = Readonly<Record<string, string | undefined>>

/** What a browser is launched with, under the names that playwright uses. */
export interface Chromium {
  readonly executablePath: string
  readonly env: Record<string, string>
  readonly args: string[]
}

export function findChromium(
  env?: Environment,
  options?: { readonly install?: (env: Environment) => Promise<string> },
): Promise<Chromium>
