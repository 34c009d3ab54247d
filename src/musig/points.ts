import { backend } from '#backend'
import { compressPoint } from '../backend/curve.js'
import { scalarBytes, ZERO } from './scalars.js'

/** A point in 65 uncompressed bytes, with which no square root is taken again; infinity has no bytes. */
export type Point = Uint8Array | null

/** BIP 327, `cbytes_ext`: infinity as 33 zero bytes. */
const INFINITY_BYTES = 33

export const plus = (left: Point, right: Point): Point =>
  left === null ? right : right === null ? left : backend.pointSum(left, right)

export const times = (point: Point, scalar: bigint): Point =>
  point === null || scalar === ZERO ? null : backend.pointProduct(point, scalarBytes(scalar))

/** scalar·G; nothing secret comes here. */
export const timesGenerator = (scalar: bigint): Point =>
  scalar === ZERO ? null : backend.generatorProduct(scalarBytes(scalar))

/** BIP 327, `cbytes_ext`. */
export const pointBytes = (point: Point): Uint8Array =>
  point === null ? new Uint8Array(INFINITY_BYTES) : compressPoint(point)

export const isOdd = (point: Uint8Array): boolean => ((point[point.length - 1] ?? 0) & 1) === 1

export const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0)

/** BIP 327, `cpoint_ext`; `undefined` where the bytes are no point. */
export const pointOf = (bytes: Uint8Array): Point | undefined =>
  isZero(bytes) ? null : (backend.pointUncompressed(bytes) ?? undefined)
