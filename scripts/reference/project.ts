import { fileURLToPath } from 'node:url'
import {
  Application,
  type ProjectReflection,
  ReflectionKind,
  TSConfigReader,
  type TypeDocOptions,
} from 'typedoc'
import type { PluginOptions } from 'typedoc-plugin-markdown'
import { entries } from '../api/report.js'
import { SOURCES, UNITS } from './names.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** One page for each entry; nothing in them depends on the machine, the day or the commit. */
const options = (out: string): TypeDocOptions & Partial<PluginOptions> => ({
  entryPoints: [...entries().values()].map((source) => ROOT + source),
  tsconfig: `${ROOT}scripts/reference/tsconfig.json`,
  plugin: ['typedoc-plugin-markdown'],
  readme: 'none',
  disableSources: true,
  disableGit: true,
  excludeExternals: true,
  excludePrivate: true,
  // `npm run check` does
  skipErrorChecking: true,
  logLevel: 'Error',
  githubPages: false,
  outputs: [{ name: 'markdown', path: out }],
  router: 'module',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  useCodeBlocks: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
})

/** The public face as TypeDoc reads it, and what writes its pages. */
export const documented = async (
  out: string,
): Promise<{ readonly project: ProjectReflection; readonly write: () => Promise<void> }> => {
  const app = await Application.bootstrapWithPlugins(options(out), [new TSConfigReader()])
  const project = await app.convert()
  if (project === undefined) throw new Error('TypeDoc could not read the sources')
  return { project, write: () => app.generateOutputs(project) }
}

const textOf = (parts: readonly { readonly text: string }[]): string => parts.map(({ text }) => text).join('')

/** What the docstrings of public functions lack: an example, errors, the source that applies; and units of numbers. */
export const gapsIn = (project: ProjectReflection): readonly string[] => {
  const gaps: string[] = []
  const named = new Set<string>()
  for (const signature of project.getReflectionsByKind(ReflectionKind.CallSignature)) {
    const owner = signature.parent
    if (owner?.parent?.kind !== ReflectionKind.Module) continue
    const { comment, name } = signature
    named.add(name)
    const tags = (comment?.blockTags ?? []).map(({ tag }) => tag)
    if (comment === undefined || textOf(comment.summary).trim() === '') gaps.push(`${name}: what it does`)
    if (!tags.includes('@example')) gaps.push(`${name}: an example`)
    if (!tags.includes('@throws')) gaps.push(`${name}: errors`)
    const source = SOURCES[name]
    const told =
      comment && textOf([...comment.summary, ...comment.blockTags.flatMap(({ content }) => content)])
    if (source !== undefined && told?.includes(source) !== true) gaps.push(`${name}: its source, ${source}`)
  }
  for (const name of Object.keys(SOURCES))
    if (!named.has(name)) gaps.push(`${name}: there is no such function`)
  for (const property of project.getReflectionsByKind(ReflectionKind.Property)) {
    const type = 'type' in property ? String(property.type) : ''
    if (!/^(?:number|bigint)$/.test(type) || property.comment !== undefined) continue
    // an audit's JSON has the members of the audit again
    if (UNITS[property.name] === undefined && !property.getFullName().includes('AuditJson'))
      gaps.push(`${property.getFullName()}: its unit`)
  }
  return [...new Set(gaps)]
}
