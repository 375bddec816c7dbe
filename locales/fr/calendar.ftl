calendar-get = 📆 Mon agenda
calendar-take-out = 📆 Annuler la date
calendar-sent = 📆 Un fichier arrive ici.
calendar-file = rencontre.ics
calendar-area = { $area }
calendar-open = 📆 Ouvre ce fichier : la rencontre est dans ton agenda. L'adresse n'y est pas : tu la reçois ici, la veille. D'autres regardent ton agenda ? Ils verront peut-être cette date.
calendar-open-cancelled = 📆 Ouvre ce fichier : ton agenda saura que la rencontre n'a pas lieu.
