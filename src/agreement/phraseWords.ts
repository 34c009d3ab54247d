/*
 * The English list of BIP 39 by the first four letters of its words, which tell them apart: each is a number in base 27
 * (a is 1, no letter 0), of which the distance to the one before stands here, in base 26, the last digit a small letter.
 * The whole list would be three times the download, in every page that reads agreements.
 */
const DISTANCES =
  'BFIsIgCwDtbDnkfbCaIveggEtwGxCcvBnjgddIdCnjjGjCrIlqiYdPboLyKsDvoNeOkBKiFfqxCNrBevCfDrCyfkBbCbvBzBlrCz' +
  'FygOchGeHaBybEahgBxCbDggBaEhjeEesBFwOiuhgBtBOmmBjnCjFlfkkByCjeegBnfeoRvFkCzeemoPtHiEteejKmqDpHgFuhgM' +
  'jJvgNphhDyBdFhZvEBdkhtCwFgcjrBanDqfcloecBkDNulhBioBtBkvtiEegfBlcFuzcdExDLscHmDcBjCvqCcCLtbjbfDmsDzGh' +
  'ecFqnbCLicDiEsDuBeqriCofjBcBcvCpBbCHigffdDjeEcbbchfFqidbfdGcCLtCedCbDjCtjbBuhDxdmijqwEqBwGOlhdBjDpEe' +
  'BibtllbcbkbhdBeilBiccdjccmdblbgbccpombmDUyCwBbBpbDppCObdbbbbcbbDlccbmbDochbGcgDdCrleMwHuDtCiqBmCKihc' +
  'fcDgreDlcbhbcFtembbcFllgbCKsqByrCdDjcDbdgidbdedobcbhfbcqbBfjBeejeBdBbklccbnDnCGtbchbfbddDfdbsDkkgbGc' +
  'dccFmceebfDltCHsKzDkcCjjccnmmDQuDGsJkpoeEgBaCbCjBoDJsqrkeedddCcoequEoitiBblfBeekfbBqvcecfeieCcegDMbf' +
  'bfBpCqbnBefEwClbDupiccdfcbeCoegEpFOdbDjFremBbkeBeDrBzBeCKjbggeDisDrgccgGaGdDrCJsKbBeEiBmkwBKcCQyCZah' +
  'LlcgqlfBShHecTkCrLvBOzBCnCEkNnCNsBszegdgEcJvKgodDdKmtdfLubDamdzfynitCqBwDpCrgBhlejBpBRdBNviGytNzpCzD' +
  'eIuQqexNdCuCEyiGfbBPfkBudbdjBkpCmiBehbGgieedddDrnLucDDqoqlFogCvhnegmdrDxwtbhbBeBeDMozBpweiHxBdFwkCew' +
  'DMoBqBuClEpihBjdbccEaiglftoDqCInggbcDnEgjFrcmiFskDlCHsCkDjCoCviCvqCmccejbcxbBwCpCIngEicDqjFzhfedFpCP' +
  'qIxoEelByGXdFmCqluCyCdbciboqqdBaFdDVsejcbFeDByNiFloHhDylDxCKhkebHtjFvndebFoCLyCnIiDdpCtBidCpBkCIvbgf' +
  'cddDjeEdbpFpscFxCLnEfDpiiElEHdCVbHqCrBigmCoBocpdBgChBhCtDIiigeCoFfDibdBmEtDTfDhFjCkBiChBqFTxBkJcbedu' +
  'BbBaBcClebyemBooFRhFkGcbnqdnDoocjDRdFMqKyRenGyDIpFHofjQjIvDpqCjoddObeddoeggBildBoeBqmqCjBfkCiBbBieeh' +
  'eiekBsegEAwYlDoEnNfCOrFZnEoKqJiDHrcLjLeJYkHvBtKxDmFQsFbErsccFoHIpDZccPcFcDLtqoKadFridcpCsERjEfGduOOe' +
  'fkBrvGnCnsCpBpCaezhoBaofBoBvDHkcmeCaDdhbeCqEaqdmyEhBcBnDMwonoDdppEbBzhBdBeCjCbBbBnEaFMkkBgjkEcHdcBkF' +
  'jlksCzFPuEaGbBacLcEBmCQntDmfBsicBcrCkobddmcBtBsbecchuibkcdkcDtByDIekfbBquiIofjnBgbDmecjrljhDRkkIfbyw' +
  'fggDkroobElfpFOzByeJafBfcibvCqejBesbgBafneFSmDbGfpGqcdblBcEGnppCVgDnDjCjBdqmDOiBvBvBzlCkGvCqzhxymBpB' +
  'cDLuEhGHfHoDuBxDmhmxedbBywFRyKaFwBjHEyWuElCgHbcxCkIuBiQdWzBUbfeOkCXqBTqBEfGbQhLsVgBxEtCxqBWkeEaHiDyB' +
  'KowBayeCvCgcHiBGpPcBOmbldIbEgeBKsfBNoWiXrBRwlDeCpCmmBtbelBnByeghcBalfbjcBanDlDIwlebLbBtbcBoBbBshgBjD' +
  'BmgCkHzCyCcgBlBzfFmdByBesDskHdCFhlfbfDgdQpehCPmhDyCqeeBxvoBkCbqkbitBnBabCJfgDzckdbcDlbjbbedeFibbcbdd' +
  'cbdbbbCSgBuIqedyoCihBpghdqtHgDYxYDrceEfDorgGaHAcBccgriFicfCwBfobdCeByCcdBzwDsDHuihnqheegkxBtdgpjdCnB' +
  'yeeqdeegqbpxmehdBhBkcegbfpjdusetDIyDkcBedycChxbHfBoxCyBlBieFQkpxgrKaChfcDwxBhhgDlFOkCfCyFkBxxDiGZsek' +
  'BtDkCsmcfbllpGlgpqnCyBFqcecDyCukroGfdCjeemBLqsbbBxdcbBlhCeExhyBbkbDtnyBcbBmCKhcggDqigDrbicgFnckbcdbC' +
  'qmCoDyEqBavBdCdgEwgbkohoeEcBqBcDjChBEsEeDkmceMgGxlDwjDtbdgGandGcHagIcGfeNbifHyGxNgBpgcrCvFndfmbkBdBi' +
  'DhcCvccccGqpcdDicchcCuzbhdeCuDdfbdcCkeeGyXyeeCLcccbcebecfDgeidcDpjcFvkbbdeCieeggCmchEdEcdkhfxCewgCpD' +
  'xoofBolcBpbbjceveBLcbdcDneEfhbgGeCBkoFkBaCOeBaDtCoCwgCcBwCeBfjBbDtDKbkLkBqbngDxBiFfCIagDxbbdhDtfGiCn' +
  'egDbbJgvDdFujdBvBdChBpuFSujCcdxChCjBvByorccBeihjhBplgBajBsBlejBoCHibcbcfcdddDgejDrbbegdGgfFochbgbDkC' +
  'IlHwDmBanEbdgBQhcDtlfFnCFieJOvGBpBAkvBrdrkBooBoBgldcBuBcIcBlnBLgDuyHgsDdBMhFjVxDxecgQfQaIJruEeEtdkBg' +
  'jCiBwBmBuDUoErBkqbDlhkgvnDOiBrslmBtGwCktDlbhimhCkFSfGibDcsHsFbNHzkChCubcCiDqhfriemCcCyDJsecbbhCgBiEl' +
  'CoHyhCMwiDlejeEcdWipBnGfiBqebcedgDpBabdBhGDqwBeBbiCvhbgcCOiDrqEebGaBOAeDRbLfLDhogROwQnKPww'

/** The letters that tell a word from the others. */
const LETTERS = 4
/** The longest word of the list. */
const LONGEST = 8
const SMALL_A = 0x61

/** The value of a letter: a is 1. */
const letterValue = (code: number): number => code & 0x1f

const numberOf = (word: string): number => {
  let number = 0
  for (let at = 0; at < LETTERS; at++)
    number = number * 27 + (at < word.length ? letterValue(word.charCodeAt(at)) : 0)
  return number
}

/** Positions in the list by the number of a word's first letters. */
const readPositions = (): ReadonlyMap<number, number> => {
  const found = new Map<number, number>()
  let number = 0
  let distance = 0
  for (let at = 0; at < DISTANCES.length; at++) {
    const code = DISTANCES.charCodeAt(at)
    distance = distance * 26 + letterValue(code) - 1
    if (code < SMALL_A) continue
    number += distance
    distance = 0
    found.set(number, found.size)
  }
  return found
}

/** The first four letters of each word, in the order of the list. */
export const phraseWordStarts = (): readonly string[] =>
  Array.from(readPositions().keys(), (number) => {
    let letters = ''
    for (let rest = number; rest > 0; rest = Math.floor(rest / 27))
      if (rest % 27 > 0) letters = String.fromCharCode(SMALL_A - 1 + (rest % 27)) + letters
    return letters
  })

let positions: ReadonlyMap<number, number> | undefined

/**
 * The position of a word (letters only, in either case) in the English list of BIP 39, or `undefined`. It goes by the
 * first four letters, as people shorten the words and wallets read them.
 *
 * Source: BIP 39, "Wordlist".
 */
export const phraseWordPosition = (word: string): number | undefined => {
  positions ??= readPositions()
  return word.length > LONGEST ? undefined : positions.get(numberOf(word))
}
