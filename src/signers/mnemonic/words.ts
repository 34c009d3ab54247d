import { phraseWordStarts } from '../../agreement/phraseWords.js'

/*
 * The English list of BIP 39, whose words begin as the core knows them: what follows on the fourth letter of each, its
 * own first letter a capital one, and a comma for nothing.
 */
const ENDS =
  'DonIty,TENtRbRactRdESsDentUntSeEve,SticIreSs,OnREssAlT,CtEssStTTNceCeBicIrRdIdN,TED,,OrtEMMHolTN,YWS' +
  'tEAAdy,RYsEurIngGNtEdYstOrEntREYAlEUnceAlHerErNnaQueEty,TOgyArEOveL,Ic,AE,DR,NdNgeStVeW,FactStOrk,Ct' +
  'UltTStMeMaEte,CkNdTudeActIonTSt,Or,MnAgeAdoDEE,OmeLArd,,ElorNE,NceOny,OoNaEr,LyAinEl,CEtLeH,TyUseMe,' +
  'ReNVeNdEveW,HFit,AyErEenNdCle,,,Ogy,HErKEEKetTKSDDSomSe,,HD,,,,,S,TErNgOw,OmCe,,KetNDSEDZeKGeFHtGKCo' +
  'liEnZeMHerNHLeYEtAloD,,EtLeErEnErT,Ness,ErR,AgeNEUs,,,,Ra,,LElYOnEAsOnBleTalAin,On,OEtY,,,NoLeAl,Log' +
  'HGoryLeHtEIon,IngRyNtUsUryAlAinRKPionGeSTerGeE,PKSe,RyTKenFDNeyCeSeNicKleKNRAmonLeZen,LM,Ify,,NKErKN' +
  'tFBIc,K,EHDN,PTerChHTNut,Ee,,EctRMnIne,OrtCOnAnyErtUctIrmRessEctIderRolInce,,Er,L,,Ect,OnHTryLeSeInR' +
  'TeKLeT,EHErLYMItK,KetEPIc,SChDIalLSeBleChH,Tal,Ure,OardOusEntAinEIonOm,E,Ge,EErNg,Hter,,,TeIsDeMberD' +
  'eIneRateEase,NseNe,EeYVerNdSeAlIst,RtNdSitHTyVeRibeRtGn,AirRoyIlCtLopCeTeRam,OndY,El,ErTalItyMmaErSa' +
  'urCt,GreeOverAse,IssRderLayAnceRtDeRceYOrMent,,HinInTeEyR,,Le,TOnATic,MSTLK,E,,,,,,Ng,H,FMicREY,HLy,' +
  ',,OgyOmy,,AteRt,TErWRTricAntEntHantAtorE,RkDyAceGeIonOyWerYLeT,EssRseYGyRceGeNeNceYStGhChLlReRReYLop' +
  'eOdeLP,EEIonRTPeYNceTeNalCsEnce,EVeTPleSsAngeTeUdeSeUteCiseUstBitET,IcNdCtReAinSeEssNdA,RowIc,Lty,TH' +
  ',E,LyUs,YAsy,Ion,LErGueTRiteUreUaryRal,,,LeEIvalHR,RIonDRe,,ErL,,ErSh,,TAl,,Ess,,EH,Or,Ht,TKRErDH,,S' +
  ',,,Ow,,EStEt,UneMArdIlErD,IleEUentHNdGe,TTNEnT,,YAce,ReEt,XyEry,,GeAgeEnIcEnt,,,ErE,RalUsELeIneUreTT' +
  ',LeErFfe,,,CeESEPseEMYE,,,Ess,,ELlaElIpRn,,ENTESItyTN,F,EryP,TDSETAr,,T,,ErTer,YOr,HEst,,,Rd,ThTYEho' +
  'gHtOEt,,,En,,,,,OryYEy,,DayOw,Y,,,OrEItal,L,R,,NLeRRedRy,LeY,AndId,,,Tify,Re,GalEssEAteNseNeCtSeOveL' +
  'se,UdeMeEaseXCateOrStryNtIctRmLeRitIalCtRyTeRCentTIryNeCtDeIreAllCtRest,StTeLve,NdAteE,YEtAr,,OusSYL' +
  ',,,Ney,EE,LeOr,,Aroo,,Hup,,,Ey,Dom,,Hen,En,,EK,,LREr,,,UageOpERNHDry,,,UitR,Er,NEUre,,LNdUreN,Th,Ard' +
  'OnErL,RtyAryNse,,T,,T,,Id,Le,Rd,,TerL,CLy,,Ery,Ge,LYAgeErRHRyCsIne,CEt,,,R,Al,GeAteOIonAlELeHInNeEtI' +
  'age,,ErHRial,IxErMum,Ow,Ure,AnicLADy,ErRyIon,YETY,AgeLOdLeIght,IonC,MumRTeCleOrRy,Ake,DUreLeLFy,NtTo' +
  'rEyTerH,L,IngUitoErOnRTainE,E,In,IplyLeUmRoomC,AlLfEry,E,InOwYOnRe,,,TiveEctHerEwE,,OrkRalR,,,TEENee' +
  'LeAlH,Ble,IngCeL,EarErE,,,CtGeUreRveInOusRNBer,,RCeN,,,EPic,,,NNe,,AIonSeOnGeTArdRNaryNNtInalAnIchRO' +
  'orRUtIde,,,,REnErE,Le,,Ce,ALCHerRDeNt,OtY,H,EntOlErnE,EntEUt,AntCan,LtyIlLeErEctItOn,EOSeIcalOIcUreE' +
  ',On,T,Eer,OlHAEEtTicE,SeGeK,Ge,,TR,Ce,,,LarIonTionIble,ToEryRtyErRTiceSeIctErAreEntTyEntEEAryTRityOn' +
  'AteELemEssUceItRamEctOteFErtyPerEctDIdeIcIng,,EKinHLYHaseTyOseE,,LeMidItyTumTerTionK,,EItOon,,RO,,EY' +
  ',HOmED,,ErN,RY,OnLIldLlIvePeRdCleCeEctRmSeOnEtLarCtXAseEf,InMberNdVeErW,EnIrAtAceRtIreUeMbleStUrceOn' +
  'seLtReEatRnIonAlEwRdHm,On,,,EETD,,Le,AlLR,TTStEtNce,Ie,,TeHDELEr,,,,AyL,LeEss,,DOnN,Te,Le,SfyShiEAge' +
  ',,E,ETerEMeOlNceSorsPionTPEnPtB,ChOn,NdEtIonRity,,EntCt,NarOrEEnceEsIceIonLePNOwTLowE,LIffLdTE,ErK,T' +
  ',TLderEMpGFle,Ing,,ET,Nt,YErLarLeE,NErAte,,ECh,L,TL,,PDerEEHt,An,,HLTEEThKE,F,,ErAl,,,RIerDTionEOne,' +
  ',Y,,D,CeHEEIalNKIalDLDReEErE,ItTLSorNT,YAdNg,ReEzeRrelLeIumFERsPDTE,KL,,EoKLGKAchELYETegyEtKeNgGgleE' +
  'ntFBleEEctItAyEss,EnErREst,Er,YEtRLyEme,AceERiseOundEyEctAinLowP,MRTT,GChDOlTomPEmELe,,Nt,,,Et,EOo,H' +
  ',,,NtIs,,,,K,E,RyE,G,GhtEVeWBDerEt,R,Er,,,DUeETCcoYLer,TherEtNToRrow,UeGht,H,CLeHAdoOise,LIstRdR,,KE' +
  'FicIcNSfer,HEl,T,DLEKGer,,HyBleK,YPetTH,,IonLe,ElEy,LeVeTyE,T,,Cal,EllaLeAreEVerR,IrLdPpyOrmUe,ErseO' +
  'wnCkLUalIlTeAdeLd,RTN,E,,UlEssLItyNtUmEDEyE,ShROus,TCleEtOrUreE,FyIon,ElRanLeAntOusOryO,AgeAgeInUalS' +
  ',TAlLDLE,AnoMe,Ge,N,,,Ut,Are,Ior,,ER,,ThOn,ElHer,IngEndDOme,,E,TL,E,Per,H,,,,Ow,,,ErEr,Om,,Ess,NEr,,' +
  ',,DYH,KTleTEG,,Ow,GHA,,,'

let list: readonly string[] | undefined

/** The words of the list, in their order. */
export const englishWords = (): readonly string[] => {
  if (list === undefined) {
    const ends = ENDS.match(/,|[A-Z][a-z]*/g) ?? []
    list = phraseWordStarts().map((start, at) => `${start}${(ends[at] ?? '').replace(',', '').toLowerCase()}`)
  }
  return list
}
