# Who reads now. To the desk:
duty-on = 👀 Je bent in dienst. Jongeren zien: „Nu leest er iemand”, nooit wie. Doe je hier { $hours } uur niets, dan stopt het vanzelf.
duty-off = 🌙 Je bent niet in dienst. Zet je dienst aan als je nu vragen leest.
duty-others = { $others ->
    [one] Nog 1 collega is in dienst.
   *[other] Nog { $others } collega's zijn in dienst.
}
duty-over = 🌙 Je dienst is gestopt: je deed hier { $hours } uur niets. Ben je er nog?
duty-do-on = 👀 Dienst aan
duty-do-off = 🌙 Dienst uit
# To whoever asked:
duty-reading = 👀 Nu leest er iemand.
duty-nobody = 🌙 Nu leest er niemand.
duty-nobody-until = 🌙 Nu leest er niemand. Vanaf { $opens } wel.
