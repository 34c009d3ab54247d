import type { Command } from '../command.js'
import { acceptCommand } from './accept.js'
import { auditCommand } from './audit.js'
import { awardCommand } from './award.js'
import { bumpCommand } from './bump.js'
import { childCommand } from './child.js'
import { combineCommand } from './combine.js'
import { compileCommand } from './compile.js'
import { diffCommand } from './diff.js'
import { finalizeCommand } from './finalize.js'
import { fundCommand } from './fund.js'
import { newCommand } from './new.js'
import { proveCommand } from './prove.js'
import { recoverCommand } from './recover.js'
import { refundCommand } from './refund.js'
import { releaseCommand } from './release.js'
import { relockCommand } from './relock.js'
import { reviewCommand } from './review.js'
import { secretCommand } from './secret.js'
import { sendCommand } from './send.js'
import { settleCommand } from './settle.js'
import { signCommand } from './sign.js'
import { statusCommand } from './status.js'
import { streamCloseCommand } from './streamClose.js'
import { streamPlanCommand } from './streamPlan.js'
import { streamReadCommand } from './streamRead.js'
import { streamSignCommand } from './streamSign.js'
import { swapClaimCommand } from './swapClaim.js'
import { swapReadCommand } from './swapRead.js'
import { swapRefundCommand } from './swapRefund.js'
import { verifyCommand } from './verify.js'
import { watchCommand } from './watch.js'

/** Every command, in the order in which an escrow needs them. */
export const COMMANDS: readonly Command[] = [
  newCommand,
  diffCommand,
  acceptCommand,
  compileCommand,
  auditCommand,
  fundCommand,
  statusCommand,
  watchCommand,
  proveCommand,
  verifyCommand,
  releaseCommand,
  refundCommand,
  awardCommand,
  settleCommand,
  relockCommand,
  reviewCommand,
  signCommand,
  combineCommand,
  finalizeCommand,
  sendCommand,
  bumpCommand,
  childCommand,
  streamPlanCommand,
  streamSignCommand,
  streamReadCommand,
  streamCloseCommand,
  swapReadCommand,
  swapClaimCommand,
  swapRefundCommand,
  secretCommand,
  recoverCommand,
]
