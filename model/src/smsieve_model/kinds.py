"""Fifteen groups for the free text of ``kind``: for slices in reports, never for training.

A kind is cut into words at everything that is not a letter; the first group in this order owns it of which one word
begins one of the kind's words. Service messages and the scams that imitate them fall into the same group on purpose.
"""

from __future__ import annotations

import re

GROUPS: dict[str, str] = {
    "other languages": "lang codeswitch hinglish taglish pidgin singlish spanglish language multilingual intl-lang",
    "politics":
        "pol politic political politics politically gotv donation donate petition poll ballot candidate "
        "campaign election elections electoral vote voter voting party fundraise fundraiser rally referendum "
        "attack guilt senate congress parliament mp mla councillor mayor legislat policy volunteer persuasion "
        "canvass civic union activis manifesto primary caucus turnout lobby advocacy recall propaganda "
        "protest",
    "evasion and odd spelling":
        "obfuscat obf splitlink mixedscript lookalike homoglyph leet spaced zero evasion ev fullwidth "
        "adversarial typo misspel stretched dots unicode emoji padded padding",
    "codes and security":
        "otp code codes passcode 2fa mfa pin login signin password impersonat sextortion support screenshare "
        "verif security auth account breach suspicious unlock device kyc identity credential phish",
    "bank and payments":
        "bank banking card txn transaction transfer debit credit upi wallet balance payment pay payee refund "
        "atm cheque deposit iban slip slips mandate limits money momo mpesa remit statement cash fraud "
        "chargeback hinglish hawala",
    "loans, insurance, investment, crypto":
        "loan loans lending emi debt insur invest crypto bitcoin forex trade trading stock shares broker "
        "mortgage pension fund nft tax wealth ipo",
    "delivery and orders":
        "deliver parcel courier package shipping shipment order orders logistic pickup customs post postal "
        "dispatch tracking food grocer restaurant dining locker",
    "telecom, utilities, toll":
        "telecom recharge data sim port roaming mobile topup broadband internet utility electric power water "
        "gas energy meter outage toll parking traffic fine bill bills network prepaid airtime missed",
    "government, school, charity":
        "gov government official local council court police school university college teacher student exam "
        "scholarship charity church temple mosque religio visa immigration passport census welfare benefit "
        "subsid disaster weather alert emergency public relief faith news clerk library military community "
        "ngo aid",
    "health":
        "health telehealth appt clinic pharma doctor dental dentist hospital vaccin medic prescription diet "
        "appointment lab fitness gym vet therapy wellness blood covid",
    "travel and events":
        "travel hotel airline flight train rail bus taxi ride booking reservation event ticket concert tour "
        "holiday cruise visit invite match sport",
    "jobs and work":
        "job jobs onboarding recruit hiring employ work workchat shift salary payroll hr interview gig task "
        "staff colleague office boss ceo freelanc business tradesman trades",
    "prizes, gambling, adult, premium rate":
        "prize draw lottery lotto win winner gift giveaway reward casino gambl bet betting sweepstake adult "
        "dating romance sex escort premium psychic horoscope ringtone quiz lure linkbait survey free link "
        "gaming game jackpot inheritance advance",
    "shops and advertising":
        "promo promotion market retail voucher coupon sale sales discount loyalty offer shop store brand "
        "merch ad ads advert bulk subscription streaming app software lead solar car auto home house property "
        "real rent realtor estate beauty salon receipt cart restock feedback signup welcome optin opt "
        "classified warranty membership renewal own product customer",
    "personal and chat":
        "chat p2p person oneword fun odd fragment two twoway social friend friends family personal talk plans "
        "joke wrong number short teen text txt txtspeak strange happy rant one word mum mom dad wife husband "
        "partner kid kids sister brother neighbour neighbor love roommate flatmate party-invite old poem "
        "style greeting birthday condolence gossip group club dinner lunch stranger apolog voice quote",
}
OTHER = "other kinds"
NONE = "no kind given"
_WORDS = {group: tuple(words.split()) for group, words in GROUPS.items()}
_SHORT = 3  # words as short as this must match whole: "ad" is not "address"


def group_of(kind: str) -> str:
    """The group of a kind; OTHER where no word is known, NONE where there is no kind."""
    parts = re.findall(r"[a-z0-9]+", kind.lower())
    if not parts:
        return NONE
    for group, words in _WORDS.items():
        for word in words:
            if any(p == word or (len(word) > _SHORT and p.startswith(word)) for p in parts):
                return group
    return OTHER
