import { phraseWordStarts } from '../../agreement/phraseWords.js'

/*
 * The English list of BIP 39, whose words begin as the core knows them: what follows on the fourth letter of each, its
 * own first letter a capital one, and a line below for nothing.
 */
const ENDS =
  'DonIty_TENtRbRactRdESsDentUntSeEve_SticIreSs_OnREssAlT_CtEssStTTNceCeBicIrRdIdN_TED__OrtEMMHolTN_YWS' +
  'tEAAdy_RYsEurIngGNtEdYstOrEntREYAlEUnceAlHerErNnaQueEty_TOgyArEOveL_Ic_AE_DR_NdNgeStVeW_FactStOrk_Ct' +
  'UltTStMeMaEte_CkNdTudeActIonTSt_Or_MnAgeAdoDEE_OmeLArd__ElorNE_NceOny_OoNaEr_LyAinEl_CEtLeH_TyUseMe_' +
  'ReNVeNdEveW_HFit_AyErEenNdCle___Ogy_HErKEEKetTKSDDSomSe__HD_____S_TErNgOw_OmCe__KetNDSEDZeKGeFHtGKCo' +
  'liEnZeMHerNHLeYEtAloD__EtLeErEnErT_Ness_ErR_AgeNEUs____Ra__LElYOnEAsOnBleTalAin_On_OEtY___NoLeAl_Log' +
  'HGoryLeHtEIon_IngRyNtUsUryAlAinRKPionGeSTerGeE_PKSe_RyTKenFDNeyCeSeNicKleKNRAmonLeZen_LM_Ify__NKErKN' +
  'tFBIc_K_EHDN_PTerChHTNut_Ee__EctRMnIne_OrtCOnAnyErtUctIrmRessEctIderRolInce__Er_L__Ect_OnHTryLeSeInR' +
  'TeKLeT_EHErLYMItK_KetEPIc_SChDIalLSeBleChH_Tal_Ure_OardOusEntAinEIonOm_E_Ge_EErNg_Hter___TeIsDeMberD' +
  'eIneRateEase_NseNe_EeYVerNdSeAlIst_RtNdSitHTyVeRibeRtGn_AirRoyIlCtLopCeTeRam_OndY_El_ErTalItyMmaErSa' +
  'urCt_GreeOverAse_IssRderLayAnceRtDeRceYOrMent__HinInTeEyR__Le_TOnATic_MSTLK_E______Ng_H_FMicREY_HLy_' +
  '__OgyOmy__AteRt_TErWRTricAntEntHantAtorE_RkDyAceGeIonOyWerYLeT_EssRseYGyRceGeNeNceYStGhChLlReRReYLop' +
  'eOdeLP_EEIonRTPeYNceTeNalCsEnce_EVeTPleSsAngeTeUdeSeUteCiseUstBitET_IcNdCtReAinSeEssNdA_RowIc_Lty_TH' +
  '_E_LyUs_YAsy_Ion_LErGueTRiteUreUaryRal___LeEIvalHR_RIonDRe__ErL__ErSh__TAl__Ess__EH_Or_Ht_TKRErDH__S' +
  '___Ow__EStEt_UneMArdIlErD_IleEUentHNdGe_TTNEnT__YAce_ReEt_XyEry__GeAgeEnIcEnt___ErE_RalUsELeIneUreTT' +
  '_LeErFfe___CeESEPseEMYE___Ess__ELlaElIpRn__ENTESItyTN_F_EryP_TDSETAr__T__ErTer_YOr_HEst___Rd_ThTYEho' +
  'gHtOEt___En_____OryYEy__DayOw_Y___OrEItal_L_R__NLeRRedRy_LeY_AndId___Tify_Re_GalEssEAteNseNeCtSeOveL' +
  'se_UdeMeEaseXCateOrStryNtIctRmLeRitIalCtRyTeRCentTIryNeCtDeIreAllCtRest_StTeLve_NdAteE_YEtAr__OusSYL' +
  '___Ney_EE_LeOr__Aroo__Hup___Ey_Dom__Hen_En__EK__LREr___UageOpERNHDry___UitR_Er_NEUre__LNdUreN_Th_Ard' +
  'OnErL_RtyAryNse__T__T__Id_Le_Rd__TerL_CLy__Ery_Ge_LYAgeErRHRyCsIne_CEt___R_Al_GeAteOIonAlELeHInNeEtI' +
  'age__ErHRial_IxErMum_Ow_Ure_AnicLADy_ErRyIon_YETY_AgeLOdLeIght_IonC_MumRTeCleOrRy_Ake_DUreLeLFy_NtTo' +
  'rEyTerH_L_IngUitoErOnRTainE_E_In_IplyLeUmRoomC_AlLfEry_E_InOwYOnRe___TiveEctHerEwE__OrkRalR___TEENee' +
  'LeAlH_Ble_IngCeL_EarErE___CtGeUreRveInOusRNBer__RCeN___EPic___NNe__AIonSeOnGeTArdRNaryNNtInalAnIchRO' +
  'orRUtIde____REnErE_Le__Ce_ALCHerRDeNt_OtY_H_EntOlErnE_EntEUt_AntCan_LtyIlLeErEctItOn_EOSeIcalOIcUreE' +
  '_On_T_Eer_OlHAEEtTicE_SeGeK_Ge__TR_Ce___LarIonTionIble_ToEryRtyErRTiceSeIctErAreEntTyEntEEAryTRityOn' +
  'AteELemEssUceItRamEctOteFErtyPerEctDIdeIcIng__EKinHLYHaseTyOseE__LeMidItyTumTerTionK__EItOon__RO__EY' +
  '_HOmED__ErN_RY_OnLIldLlIvePeRdCleCeEctRmSeOnEtLarCtXAseEf_InMberNdVeErW_EnIrAtAceRtIreUeMbleStUrceOn' +
  'seLtReEatRnIonAlEwRdHm_On___EETD__Le_AlLR_TTStEtNce_Ie__TeHDELEr____AyL_LeEss__DOnN_Te_Le_SfyShiEAge' +
  '__E_ETerEMeOlNceSorsPionTPEnPtB_ChOn_NdEtIonRity__EntCt_NarOrEEnceEsIceIonLePNOwTLowE_LIffLdTE_ErK_T' +
  '_TLderEMpGFle_Ing__ET_Nt_YErLarLeE_NErAte__ECh_L_TL__PDerEEHt_An__HLTEEThKE_F__ErAl___RIerDTionEOne_' +
  '_Y__D_CeHEEIalNKIalDLDReEErE_ItTLSorNT_YAdNg_ReEzeRrelLeIumFERsPDTE_KL__EoKLGKAchELYETegyEtKeNgGgleE' +
  'ntFBleEEctItAyEss_EnErREst_Er_YEtRLyEme_AceERiseOundEyEctAinLowP_MRTT_GChDOlTomPEmELe__Nt___Et_EOo_H' +
  '___NtIs____K_E_RyE_G_GhtEVeWBDerEt_R_Er___DUeETCcoYLer_TherEtNToRrow_UeGht_H_CLeHAdoOise_LIstRdR__KE' +
  'FicIcNSfer_HEl_T_DLEKGer__HyBleK_YPetTH__IonLe_ElEy_LeVeTyE_T__Cal_EllaLeAreEVerR_IrLdPpyOrmUe_ErseO' +
  'wnCkLUalIlTeAdeLd_RTN_E__UlEssLItyNtUmEDEyE_ShROus_TCleEtOrUreE_FyIon_ElRanLeAntOusOryO_AgeAgeInUalS' +
  '_TAlLDLE_AnoMe_Ge_N___Ut_Are_Ior__ER__ThOn_ElHer_IngEndDOme__E_TL_E_Per_H____Ow___ErEr_Om__Ess_NEr__' +
  '__DYH_KTleTEG__Ow_GHA___'

let list: readonly string[] | undefined

/** The words of the list, in their order. */
export const englishWords = (): readonly string[] => {
  if (list === undefined) {
    const ends = ENDS.match(/_|[A-Z][a-z]*/g) ?? []
    list = phraseWordStarts().map((start, at) => `${start}${(ends[at] ?? '').replace('_', '').toLowerCase()}`)
  }
  return list
}
