export function say(line: string): void
export class SetupError extends Error {}
