refusals-voice = 🎤 Een stem kan je verraden. We luisteren niet en bewaren niets. Typ je vraag in plaats daarvan. Wis het bericht zelf uit deze chat.
refusals-picture = 🖼️ Een foto of video kan je verraden. We kijken niet en bewaren niets. Typ wat je wil vragen.
refusals-contact = 👤 Een contact zegt wie iemand is. We bewaren het niet. Typ wat je wil vragen.
refusals-location = 📍 We willen niet weten waar je bent en bewaren dit niet. Ben je in gevaar? Bel 112. Anders: typ je vraag.
refusals-forwarded = ↪️ Een doorgestuurd bericht kan zeggen van wie het komt. We bewaren het niet. Typ het in je eigen woorden.
refusals-file = 📎 Een bestand kan je verraden. We openen het niet en bewaren niets. Typ wat je wil vragen.
refusals-sticker = Leuk! Maar ik begrijp alleen tekst. Typ je vraag.
refusals-unreadable = Dit bericht kan ik niet lezen, en ik bewaar het niet. Typ je vraag als gewone tekst.
