import * as v from 'valibot'
import { marks, readForm } from '../forms/form.js'
import { memberOf } from '../psbt/forms.js'
import { viewFromJson, viewToJson } from '../watch/json.js'
import type { View } from '../watch/types.js'
import type { Reader } from './files.js'

/** Views of ten thousand contracts stay far below. */
const LIMIT = 1 << 30

/** Blocks below which a view keeps what its transactions did, and not their bytes. */
const PRUNED_BELOW = 144

/** What `watch` goes on from: a view, and what its events were asked for with. */
export interface WatchFile {
  /** Ids of the agreements that were watched. */
  readonly agreements: readonly string[]
  readonly confirmations: number
  readonly view: View
}

const shape = (): v.GenericSchema<unknown, Omit<WatchFile, 'view'> & { readonly view: unknown }> =>
  v.strictObject({
    agreements: v.array(v.string()),
    confirmations: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    view: v.unknown(),
  })

export const watchFileText = ({ agreements, confirmations, view }: WatchFile): string =>
  JSON.stringify({
    ...marks('watch'),
    agreements,
    confirmations,
    view: viewToJson(view, { prunedBelow: PRUNED_BELOW }),
  })

/** @throws EscrowError `JSON_FORM_…`, `VIEW_JSON` */
export const watchFileIn = async (path: string, reader: Reader, field: string): Promise<WatchFile> => {
  const json = await reader.json(path, { field, limit: LIMIT })
  const { agreements, confirmations, view } = readForm(json, { form: 'watch', shape: shape(), field })
  return { agreements, confirmations, view: viewFromJson(view, `${field}.view`) }
}

/** A view: alone, or in what `watch` writes. */
export const viewOf = (json: unknown): View =>
  viewFromJson(memberOf(json, 'format') === marks('watch').format ? memberOf(json, 'view') : json)

/** The same out of a file. */
export const viewIn = async (path: string, reader: Reader): Promise<View> =>
  viewOf(await reader.json(path, { field: 'view', limit: LIMIT }))
