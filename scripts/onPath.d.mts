type Environment = Readonly<Record<string, string | undefined>>
export function isProgram(path: string): boolean
export function onPath(names: readonly string[], env?: Environment): string | undefined
