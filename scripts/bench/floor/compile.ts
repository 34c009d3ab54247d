import { pointAdd, pointCompress, pointMultiply } from 'tiny-secp256k1'
import type { AgreementData, CompileGivenWork } from '../data.js'
import {
  address,
  addScalar,
  child,
  compressed,
  isOdd,
  leafKeys,
  lifted,
  type Node,
  present,
  sha256,
  stepper,
  TAG_LENGTH,
  tagged,
} from './bytes.js'
import { addressOf, branch, olderLeaf, oneKeyLeaf, outputKey, twoKeysLeaf, twoKeysScript } from './tree.js'

/** BIP 341's point with unknown discrete logarithm. */
export const H: Uint8Array = Buffer.from(
  '50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0',
  'hex',
)

const H_POINT = pointCompress(Buffer.concat([Buffer.from([2]), H]), false)

/** BIP 328, the chain code of every aggregate key. */
export const AGGREGATE_CHAIN_CODE: Uint8Array = Buffer.from(
  '868087ca02a6f974c4598924c36b57762d32cb45717167e300622c7167e38965',
  'hex',
)

/** Four leaves over keys that are given as x coordinates: the tweak is the one curve operation. */
export const compileGiven = (work: CompileGivenWork): readonly string[] => {
  const employerAlone = olderLeaf(work.silence)
  const even = Buffer.alloc(33, 2)
  return work.contracts.map(({ internalKey, employer, worker, arbiter }) => {
    const root = branch(
      twoKeysLeaf(employer[0], worker[0]),
      branch(
        branch(twoKeysLeaf(arbiter[0], worker[1]), twoKeysLeaf(arbiter[1], employer[1])),
        employerAlone(employer[2]),
      ),
    )
    // only the x coordinate is known: the backend takes a square root, which a point of 65 bytes spares
    even.set(internalKey, 1)
    return address(outputKey(even, root).subarray(1))
  })
}

/** An aggregate key, and the coefficient of the key that is the first in order; the other one's is 1. */
export interface Aggregate extends Node {
  readonly first: Node
  readonly coefficient: Uint8Array
}

/** The extended key of the aggregate of two accounts (BIP 327 KeySort and KeyAgg, BIP 328). */
export const aggregate = (left: Node, right: Node): Aggregate => {
  const [first, second] = [left, right].sort((a, b) =>
    Buffer.compare(compressed(a.point), compressed(b.point)),
  )
  if (first === undefined || second === undefined) throw new Error('two keys')
  const list = tagged('KeyAgg list', 66)
  list.set(compressed(first.point), TAG_LENGTH)
  list.set(compressed(second.point), TAG_LENGTH + 33)
  const coefficient = tagged('KeyAgg coefficient', 65)
  coefficient.set(sha256(list), TAG_LENGTH)
  coefficient.set(compressed(first.point), TAG_LENGTH + 32)
  // the second distinct key has coefficient 1
  const factor = sha256(coefficient)
  const share = present(pointMultiply(first.point, factor, false))
  const node = { point: present(pointAdd(share, second.point, false)), chainCode: AGGREGATE_CHAIN_CODE }
  return { ...node, first, coefficient: factor }
}

export interface Compiled {
  readonly index: number
  /** Whether the child of the aggregate has an odd y. */
  readonly internalOdd: boolean
  readonly internal: Uint8Array
  readonly employer: Uint8Array
  readonly worker: Uint8Array
  readonly leafHash: Buffer
  readonly sibling: Buffer
  readonly root: Buffer
}

export const nodeOf = (account: {
  readonly publicKey: Uint8Array
  readonly chainCode: Uint8Array
}): Node => ({ point: pointCompress(account.publicKey, false), chainCode: account.chainCode })

/** What follows from the accounts alone, whatever the agreement. */
const sharedOf = (agreement: AgreementData) => {
  const employer = nodeOf(agreement.employer)
  const worker = nodeOf(agreement.worker)
  const arbiter = nodeOf(agreement.arbiter)
  const internalBranch = child(aggregate(employer, worker), 0)
  const keys = (account: Node, branchNumber: number) => leafKeys(child(account, branchNumber))
  return {
    internalBranch,
    internalStep: stepper(compressed(internalBranch.point), internalBranch.chainCode),
    employer1: keys(employer, 0),
    employer3: keys(employer, 2),
    employer4: keys(employer, 4),
    worker1: keys(worker, 0),
    worker2: keys(worker, 2),
    arbiter2: keys(arbiter, 0),
    arbiter3: keys(arbiter, 2),
  }
}

/** Every contract of the agreement: nine child keys each, the terms' branch once. */
const contracts = function* (
  agreement: AgreementData,
  shared: ReturnType<typeof sharedOf>,
): Generator<Compiled> {
  const { internalBranch, internalStep, employer1, employer3, employer4 } = shared
  const { worker1, worker2, arbiter2, arbiter3 } = shared
  const terms = leafKeys(child({ point: H_POINT, chainCode: agreement.termsChainCode }, 0))
  const employerAlone = olderLeaf(agreement.silence)
  for (let index = agreement.index; index < agreement.index + agreement.count; index++) {
    const employerKey = employer1(index)
    const workerKey = worker1(index)
    const leafHash = twoKeysLeaf(employerKey, workerKey)
    const sibling = branch(
      branch(
        twoKeysLeaf(arbiter2(index), worker2(index)),
        branch(twoKeysLeaf(arbiter3(index), employer3(index)), oneKeyLeaf(terms(index))),
      ),
      employerAlone(employer4(index)),
    )
    const point = addScalar(internalBranch.point, internalStep(index).subarray(0, 32), false)
    const internal = lifted(point)
    const root = branch(leafHash, sibling)
    yield {
      index,
      internalOdd: isOdd(point),
      internal,
      employer: employerKey,
      worker: workerKey,
      leafHash,
      sibling,
      root,
    }
  }
}

/** Agreements of the same accounts. */
export const compileFresh = (agreements: readonly AgreementData[]): readonly string[] => {
  const addresses: string[] = []
  const shared = sharedOf(present(agreements[0]))
  for (const agreement of agreements)
    for (const { internal, root } of contracts(agreement, shared)) addresses.push(addressOf(internal, root))
  return addresses
}

/** All that a spend of `employerAndWorker` needs to know of a contract. */
export interface ContractData {
  readonly index: number
  readonly outputScript: Uint8Array
  readonly internalKey: Uint8Array
  readonly internalOdd: boolean
  readonly employerKey: Uint8Array
  readonly workerKey: Uint8Array
  readonly script: Uint8Array
  readonly leafHash: Uint8Array
  readonly sibling: Uint8Array
  readonly merkleRoot: Uint8Array
  readonly controlBlock: Uint8Array
}

export const contractData = (agreement: AgreementData): readonly ContractData[] =>
  [...contracts(agreement, sharedOf(agreement))].map((contract) => {
    const output = outputKey(contract.internal, contract.root)
    const internalKey = contract.internal.slice(1, 33)
    return {
      index: contract.index,
      outputScript: Buffer.concat([Buffer.from([0x51, 0x20]), output.subarray(1)]),
      internalKey,
      internalOdd: contract.internalOdd,
      employerKey: contract.employer,
      workerKey: contract.worker,
      script: twoKeysScript(contract.employer, contract.worker),
      leafHash: contract.leafHash,
      sibling: contract.sibling,
      merkleRoot: contract.root,
      controlBlock: Buffer.concat([
        Buffer.from([0xc0 | ((output[0] ?? 2) & 1)]),
        internalKey,
        contract.sibling,
      ]),
    }
  })
