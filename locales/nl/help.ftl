help-now = 🆘 Bel iemand, nu meteen. Wij zijn zelf geen noodlijn. Onder de knoppen vind je ook chat en andere hulp.
help-danger-shut = ❤️ Goed dat je dit zegt. Wij zijn geen noodlijn: niemand hier ziet waar je bent, en we kunnen je nu niet antwoorden. Deze mensen wel. Heb je nu hulp nodig, bel dan meteen.
help-danger = ❤️ Goed dat je dit zegt. Wij zijn geen noodlijn: niemand hier ziet waar je bent. Heb je nu hulp nodig, bel dan meteen. Verstuur je je vraag hieronder, dan ligt ze vooraan.
help-danger-search = ❤️ Goed dat je dit zegt. Wij zijn geen noodlijn: niemand hier ziet waar je bent. Heb je nu hulp nodig, bel dan meteen. Stel je er hieronder een vraag over, dan ligt ze vooraan.
help-danger-perhaps = ❤️ Is er nu iets ergs, bij jou of bij iemand anders? Bel dan meteen. Wij zijn geen noodlijn: niemand hier ziet waar je bent. Is het iets anders, ga dan gewoon verder.
help-back = 🆘 Alle hulp
help-line = { $name }: { $reach }
help-also-in = ook { $languages }
# Each by its own name.
help-language-ar = العربية
help-language-de = Deutsch
help-language-en = English
help-language-es = Español
help-language-pl = Polski
help-language-ro = Română
help-language-tr = Türkçe
