import * as v from 'valibot'

/* Parts of JSON forms. Each is made when it is needed: made at import it would weigh on everybody who imports anything. */

export const whole = (): v.GenericSchema<unknown, number> =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(0))
/** Unix seconds, as 32 bits of a header hold them: no date is made of others. */
export const moment = (): v.GenericSchema<unknown, number> =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(0xffffffff))
export const hash = (): v.GenericSchema<unknown, string> => v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
export const outpoint = (): v.GenericSchema<unknown, string> =>
  v.pipe(v.string(), v.regex(/^[0-9a-f]{64}:[0-9]{1,10}$/))
export const decimal = (): v.GenericSchema<unknown, string> =>
  v.pipe(v.string(), v.regex(/^(?:0|[1-9][0-9]{0,15})$/))
export const hex = (): v.GenericSchema<unknown, string> => v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})*$/))
