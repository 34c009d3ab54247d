export { EscrowError } from '../errors.js'
