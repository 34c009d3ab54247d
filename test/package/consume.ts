import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What a program prints, run by Node in a folder; fails with what it wrote to standard error. */
export const run = (folder: string, ...args: readonly string[]): string =>
  execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** A new folder inside another, with files. */
export const folderWith = (parent: string, files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(parent, 'case-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** The entries of the package as their users write them. */
export const ENTRIES = [
  'taproot-escrow',
  'taproot-escrow/signers',
  'taproot-escrow/stream',
  'taproot-escrow/languages',
  'taproot-escrow/swap',
  'taproot-escrow/audit',
  'taproot-escrow/chain',
] as const
