import type { Agreement } from '../../agreement/types.js'
import { shown } from '../../errors.js'
import { type AmendmentChanges, amend } from '../../terms/amend.js'
import { agreementAt, allowancesOf } from '../agreementInput.js'
import { type Command, type CommandResult, type Desk, defineCommand } from '../command.js'
import { cliError } from '../errors.js'
import type { Given } from '../options.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { TEMPLATES, type Template } from '../templates.js'
import { WORDING_OPTIONS } from '../wording.js'

const OPTIONS = {
  lang: WORDING_OPTIONS.lang,
  ...OUTPUT_OPTIONS,
  param: {
    value: 'FILE',
    help: 'the parameters of the template, or the changes to an agreement, as a JSON object',
  },
  amends: { value: 'FILE', help: 'makes the agreement that follows this one, in the place of a template' },
  list: { help: 'lists the templates; with a template, its parameters' },
  allow: {
    value: 'NAME',
    help: 'what is refused unless allowed by name: ordinaryWallets',
    several: 'several',
  },
} as const

type NewOption = keyof typeof OPTIONS

const templateOf = (name: string): Template => {
  const template = TEMPLATES.find((one) => one.name === name)
  if (template !== undefined) return template
  throw cliError('OPTION_MALFORMED', {
    field: 'TEMPLATE',
    expected: `one of ${TEMPLATES.map((one) => one.name).join(', ')}`,
    received: shown(name),
  })
}

const parameterLines = ({ name, summary, parameters }: Template): readonly string[] => {
  const width = Math.max(...parameters.map((parameter) => parameter.name.length))
  return [
    `${name}: ${summary}`,
    ...parameters.map(
      (parameter) =>
        `  ${parameter.name.padEnd(width)}  ${parameter.help}${parameter.needed === undefined ? '' : ' (needed)'}`,
    ),
  ]
}

const listed = (name: string | undefined): CommandResult => {
  const templates = name === undefined ? TEMPLATES : [templateOf(name)]
  const width = Math.max(...templates.map((template) => template.name.length))
  return {
    text:
      name === undefined
        ? templates.map((template) => `${template.name.padEnd(width)}  ${template.summary}`)
        : templates.flatMap(parameterLines),
    json: {
      templates: templates.map((template) => ({
        name: template.name,
        summary: template.summary,
        parameters: template.parameters.map((one) => ({
          name: one.name,
          needed: one.needed !== undefined,
          help: one.help,
        })),
      })),
    },
  }
}

const madeAgreement = async (given: Given<NewOption>, desk: Desk): Promise<Agreement> => {
  const [name] = given.operands
  const amended = given.one('amends')
  const allow = allowancesOf(given)
  if ((name === undefined) === (amended === undefined))
    throw cliError(name === undefined ? 'OPERAND_MISSING' : 'OPTIONS_CONFLICT', {
      field: name === undefined ? 'TEMPLATE' : '--amends',
      expected: 'either a template or --amends',
      received: name === undefined ? 'neither' : 'both',
    })
  const template = name === undefined ? undefined : templateOf(name)
  const parameters = await desk.reader.json(given.needed('param'), { field: 'param' })
  if (template !== undefined) return template.make(parameters, { allow })
  const old = await agreementAt(amended ?? '-', desk, { field: 'amends', allow })
  // whatever the file holds: `amend` checks it as it does for callers without types
  return amend(old, parameters as AmendmentChanges, { allow })
}

export const newCommand: Command = defineCommand<NewOption>({
  name: 'new',
  summary: 'make an agreement from a template, or amend one',
  operands: { least: 0, most: 1, names: '[TEMPLATE]' },
  options: OPTIONS,
  about: [
    'Templates make sound agreements from a few values; what is left out is filled in. The parameters are a JSON object; `new --list` names the templates, `new --list TEMPLATE` the parameters of one.',
    'The text of the agreement is what everybody accepts and keeps. Losing it is like losing a seed. Its id, on standard error, is what the others hold their copy against.',
  ],
  examples: [
    { line: 'taproot-escrow new --list fixedPrice', does: 'what the template takes' },
    {
      line: 'taproot-escrow new fixedPrice --param logo.json --out agreement.json',
      does: 'an agreement in a file',
    },
    {
      line: 'taproot-escrow new --amends agreement.json --param changes.json --out amended.json',
      does: 'the agreement that follows one',
    },
  ],
  run: async (given, desk) => {
    if (given.flag('list')) return listed(given.operands[0])
    const agreement = await madeAgreement(given, desk)
    const { id, text, milestones, network } = agreement
    const total = milestones.reduce((sum, { amount }) => sum + amount, 0n)
    return {
      documents: [text],
      text: desk
        .words({
          code: 'made',
          data: { agreement: id, milestones: milestones.length, total, network },
        })
        .split('\n'),
      json: { agreement: id, text },
    }
  },
})
